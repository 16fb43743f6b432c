//! Generates every fixture into one file of modules, so that the target `generator` compiles them.

use std::fmt::Write as _;
use std::path::Path;

use xtask::codegen::tree::GeneratedFile;

#[path = "../src/fixtures.rs"]
pub mod documents;

/// Writes `fixtures.rs`.
pub fn write(out_dir: &Path) {
    println!("cargo::rerun-if-changed=fixtures/good");
    let mut text = String::new();
    for fixture in documents::fixtures() {
        match documents::generate(&fixture) {
            Ok(generated) => {
                let module = module(&fixture.name, &fixture.about, &generated.files);
                writeln!(text, "{module}").expect("a String takes any text");
            }
            // The test says it better than a build script can: it finds the fixture missing.
            Err(problem) => println!("cargo::warning={}: {problem}", fixture.name),
        }
    }
    std::fs::write(out_dir.join("fixtures.rs"), text).expect("OUT_DIR can be written");
}

/// One crate as one module.
pub fn module(name: &str, about: &str, files: &[GeneratedFile]) -> String {
    let Some((root, rest)) = files.split_first() else { return String::new() };
    let mut generated = root.text.clone();
    for file in rest.iter().filter(|file| file.path.ends_with(".rs")) {
        let module = file.path.trim_start_matches("src/generated/").trim_end_matches(".rs");
        for module in [module.to_owned(), format!("r#{module}")] {
            let whole = format!("pub mod {module} {{\n{}}}", file.text);
            generated = generated.replace(&format!("pub mod {module};"), &whole);
        }
    }
    format!("/// {about}\npub mod {name} {{\npub mod generated {{\n{generated}}} }}")
}
