//! The generator's fixtures: one small document a feature, below `tests/fixtures/good`.

use std::path::Path;

use xtask::codegen::config::ProductConfig;
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
}

/// All of them, sorted by name.
pub fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good");
    let mut fixtures: Vec<Fixture> = std::fs::read_dir(folder)
        .expect("the fixtures stand beside the tests")
        .map(|entry| {
            let path = entry.expect("a folder of files").path();
            let text = std::fs::read_to_string(&path).expect("a fixture is text");
            let about = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Fixture { name, about, text }
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
    let product = ProductConfig::neutral(&fixture.name, &file, "fixture");
    let outcome = pipeline::generate(&document, &product, LintProfile::Foreign);
    outcome.generated.ok_or_else(|| format!("{:?}", outcome.diagnostics))
}
