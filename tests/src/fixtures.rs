//! The generator's fixtures: one small document a feature, below `tests/fixtures/good`. A `.toml` of the same name is its table of
//! `products.toml`.

use std::path::Path;

use xtask::codegen::config::{Config, ProductConfig};
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_bytes;
use xtask::codegen::pipeline::{self, Generated};

/// One document.
#[derive(Debug)]
pub struct Fixture {
    /// The file's name without its end.
    pub name: String,
    /// Its first line: which feature it is about.
    pub about: String,
    /// Its text.
    pub text: String,
    /// Its table of `products.toml`, if it has one.
    pub table: Option<String>,
}

/// All of them, sorted by name.
pub fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good");
    let mut fixtures: Vec<Fixture> = std::fs::read_dir(folder)
        .expect("the fixtures stand beside the tests")
        .map(|entry| entry.expect("a folder of files").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a fixture is text");
            let about = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let table = std::fs::read_to_string(path.with_extension("toml")).ok();
            Fixture { name, about, text, table }
        })
        .collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

/// Generates one; the error is the text of its diagnostics.
pub fn generate(fixture: &Fixture) -> Result<Generated, String> {
    let file = format!("{}.yaml", fixture.name);
    let loaded = load_bytes(&file, fixture.text.as_bytes());
    let Some(document) = loaded.document.filter(|_| loaded.diagnostics.is_empty()) else {
        return Err(format!("{:?}", loaded.diagnostics));
    };
    let product = product(fixture, &file)?;
    let outcome = pipeline::generate(&document, &product, LintProfile::Foreign);
    outcome.generated.ok_or_else(|| format!("{:?}", outcome.diagnostics))
}

/// Its table of `products.toml`, or none of its own.
fn product(fixture: &Fixture, file: &str) -> Result<ProductConfig, String> {
    let Some(table) = &fixture.table else { return Ok(ProductConfig::neutral(&fixture.name, file, "fixture")) };
    let (config, diagnostics) = Config::parse(&format!("{}.toml", fixture.name), table);
    let only = config.products.into_iter().next().filter(|_| diagnostics.is_empty());
    only.ok_or_else(|| format!("{diagnostics:?}"))
}
