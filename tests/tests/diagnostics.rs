//! Each kind of bad input, one small file each below `tests/fixtures/bad`: what is said about it is a snapshot.
//!
//! A fixture's first line says what is wrong with it; `# profile: ours` on the second asks for the rules on documentation
//! too; a `.toml` of the same name is its table of `products.toml`. A `.toml` on its own is a bad `products.toml`.

use std::path::{Path, PathBuf};

use xtask::codegen::config::{Config, ProductConfig};
use xtask::codegen::diagnostics::{Code, Diagnostic};
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_bytes;
use xtask::codegen::pipeline;
use xtask::codegen::render::{Colour, count_line, count_severities, render};

/// The files of one end, sorted by name.
fn fixtures(end: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the fixtures stand beside the tests")
        .map(|entry| entry.expect("a folder of files").path())
        .filter(|path| path.extension().is_some_and(|found| found == end))
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

fn product(path: &Path) -> ProductConfig {
    let table = path.with_extension("toml");
    if !table.exists() {
        return ProductConfig::neutral("fixture", &name(path), "fixture");
    }
    let (config, diagnostics) = Config::load(&table, &name(&table));
    assert_eq!(diagnostics, []);
    config.products.into_iter().next().expect("a table")
}

/// What the pipeline says about a document, and the codes it says it with.
fn diagnose(path: &Path) -> (String, Vec<Diagnostic>) {
    let text = std::fs::read_to_string(path).expect("a fixture is text");
    let profile = match text.lines().nth(1) {
        Some("# profile: ours") => LintProfile::Ours,
        _ => LintProfile::Foreign,
    };
    let loaded = load_bytes(&name(path), text.as_bytes());
    let mut diagnostics = loaded.diagnostics;
    if let Some(document) = &loaded.document {
        diagnostics.extend(pipeline::generate(document, &product(path), profile).diagnostics);
    }
    let text = render(&diagnostics, loaded.document.as_ref(), Colour::Never);
    (closed(text, &diagnostics), diagnostics)
}

fn closed(text: String, diagnostics: &[Diagnostic]) -> String {
    let (errors, warnings) = count_severities(diagnostics);
    let count = count_line(errors, warnings).expect("a bad fixture has something to report");
    format!("{text}{count}\n")
}

fn assert_snapshot(path: &Path, text: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let about = std::fs::read_to_string(path).expect("a fixture is text");
    settings.set_description(about.lines().next().unwrap_or_default().trim_start_matches("# "));
    let stem = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    settings.bind(|| insta::assert_snapshot!(stem, text));
}

#[test]
fn each_bad_document_is_explained_as_its_snapshot_shows() {
    let fixtures = fixtures("yaml");
    assert!(fixtures.len() >= 40, "the fixtures were found: {}", fixtures.len());
    for path in fixtures {
        let (text, _) = diagnose(&path);
        assert_snapshot(&path, text);
    }
}

#[test]
fn each_bad_products_toml_is_explained_as_its_snapshot_shows() {
    let alone: Vec<PathBuf> =
        fixtures("toml").into_iter().filter(|path| !path.with_extension("yaml").exists()).collect();
    assert!(alone.len() >= 3, "the fixtures were found: {}", alone.len());
    for path in alone {
        let (_, diagnostics) = Config::load(&path, &name(&path));
        let text = render(&diagnostics, None, Colour::Never);
        assert_snapshot(&path, closed(text, &diagnostics));
    }
}

#[test]
fn every_error_says_why_it_matters_or_what_to_do() {
    for path in fixtures("yaml") {
        for diagnostic in diagnose(&path).1 {
            assert!(diagnostic.why.is_some() || diagnostic.help.is_some(), "{}: {diagnostic:?}", path.display());
        }
    }
}

#[test]
fn every_code_of_the_linter_is_shown_by_a_fixture() {
    let shown: Vec<Code> =
        fixtures("yaml").iter().flat_map(|path| diagnose(path).1).map(|diagnostic| diagnostic.code).collect();
    // These need a file that is missing, huge, binary or very deep, or a fault of the generator: unit tests have them.
    let elsewhere = [
        Code::UnreadableFile,
        Code::FileTooLarge,
        Code::NotUtf8,
        Code::JsonSyntax,
        Code::AliasExpansion,
        Code::NestingTooDeep,
        Code::BadConfig,
        Code::UnknownProduct,
        Code::TypeEngine,
        Code::EmittedCode,
        Code::BadBehaviourRow,
        Code::UnmatchedBehaviourRow,
    ];
    let missing: Vec<&Code> =
        Code::ALL.iter().filter(|code| !shown.contains(code) && !elsewhere.contains(code)).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}
