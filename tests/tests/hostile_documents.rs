//! Documents that once made the generator panic: each ends in files or in diagnostics.
//!
//! `fuzz/` found them (`document_loader`, `document_mutated`); they stand in `fixtures/found`, named for what was odd about them.

use std::path::Path;

use xtask::codegen::config::ProductConfig;
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_bytes;
use xtask::codegen::pipeline;
use xtask::codegen::render::{Colour, render};

#[test]
fn no_document_that_was_found_makes_the_generator_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/found");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the documents stand beside the tests") {
        let path = entry.expect("a folder of files").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let product = ProductConfig::neutral("found", &name, "found");
        let loaded = load_bytes(&name, &std::fs::read(&path).expect("a document"));
        let mut diagnostics = loaded.diagnostics.clone();
        if let Some(document) = loaded.document.as_ref().filter(|_| diagnostics.is_empty()) {
            println!("{name}");
            let outcome = pipeline::generate(document, &product, LintProfile::Foreign);
            let explained = outcome.generated.is_some() || outcome.diagnostics.iter().any(|one| one.is_error());
            assert!(explained, "{name}: no files, and nothing says why");
            diagnostics.extend(outcome.diagnostics);
        }
        assert_eq!(render(&diagnostics, loaded.document.as_ref(), Colour::Never).is_empty(), diagnostics.is_empty());
        count += 1;
    }
    assert!(count >= 3, "the documents were found: {count}");
}
