//! Each feature of the generator, on a document of its own: what it emits is a snapshot, and compiles.
//!
//! `tests/build.rs` generates the same documents into [`compiled`]: that this target builds is half of the promise.

/// The output of every fixture, as modules of this program.
#[allow(dead_code, reason = "fixtures are compiled, not called")]
#[allow(deprecated, reason = "a fixture is about deprecation")]
#[allow(clippy::wrong_self_convention, reason = "a fixture has a field called `new`")]
mod compiled {
    include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
}

use std::path::Path;

use twilio_tests::fixtures::{Fixture, fixtures, generate};
use xtask::codegen::config::{Config, ProductConfig};
use xtask::codegen::diagnostics::Code;
use xtask::codegen::lint::LintProfile;
use xtask::codegen::load::load_bytes;
use xtask::codegen::pipeline;

fn snapshot_of(fixture: &Fixture) -> String {
    let generated = generate(fixture).unwrap_or_else(|diagnostics| panic!("{}: {diagnostics}", fixture.name));
    let mut text = String::new();
    for file in &generated.files {
        text.push_str(&format!("// ==== {}\n{}\n", file.path, file.text));
    }
    text.push_str("// ==== passes\n");
    for pass in generated.passes.iter().filter(|pass| pass.matched > 0) {
        text.push_str(&format!("// {}: {}\n", pass.name, pass.matches.join(", ")));
    }
    text
}

#[test]
fn each_feature_emits_what_its_snapshot_shows() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 34, "the fixtures were found: {}", fixtures.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/fixtures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for fixture in &fixtures {
            insta::assert_snapshot!(fixture.name.as_str(), snapshot_of(fixture), &fixture.about);
        }
    });
}

#[test]
fn a_second_generation_of_a_fixture_gives_the_same_bytes() {
    for fixture in fixtures() {
        assert_eq!(snapshot_of(&fixture), snapshot_of(&fixture), "{}", fixture.name);
    }
}

/// A table of `products.toml` for `fixtures/bad/names_meet.yaml`: each of its collisions has a name.
const NAMES: &str = r#"
[fixture]
document = "names_meet.yaml"
crate = "fixture"
package = "twilio-fixture"
title = "Fixture"
names = [
    { kind = "field", component = "fixture.v1.thing", property = "friendly_name", name = "friendly_name_snake", why = "two properties" },
    { kind = "setter", operation = "CreateThing", input = "FriendlyName", name = "friendly_name_pascal", why = "two inputs" },
    { kind = "request", operation = "create_thing", name = "CreatePart", why = "two operations" },
    { kind = "method", operation = "create_thing", name = "make", why = "reads better" },
    { kind = "variant", component = "thing_enum_kind", value = "a.b.c-", name = "Trailing", why = "two values" },
]
"#;

#[test]
fn a_name_in_products_toml_settles_each_collision() {
    let (config, diagnostics) = Config::parse("products.toml", NAMES);
    assert_eq!(diagnostics, []);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad/names_meet.yaml");
    let loaded = load_bytes("names_meet.yaml", &std::fs::read(path).expect("the fixture"));
    let document = loaded.document.expect("a document");
    let outcome = pipeline::generate(&document, &config.products[0], LintProfile::Foreign);
    assert_eq!(outcome.diagnostics, []);
    let files = outcome.generated.expect("files").files;
    let text: String = files.iter().map(|file| file.text.as_str()).collect();
    for name in
        ["friendly_name_snake", "fn friendly_name_pascal", "request!(CreatePart:", "fn make(", "Trailing = \"a.b.c-\""]
    {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn names_that_meet_are_errors_in_our_documents_and_told_apart_in_others() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad/names_meet.yaml");
    let loaded = load_bytes("names_meet.yaml", &std::fs::read(path).expect("the fixture"));
    let document = loaded.document.expect("a document");
    let product = ProductConfig::neutral("fixture", "names_meet.yaml", "fixture");
    let met = |profile| {
        let outcome = pipeline::generate(&document, &product, profile);
        let met = outcome.diagnostics.iter().filter(|one| one.code == Code::NameCollision);
        let errors: Vec<bool> = met.map(|one| one.is_error()).collect();
        (errors, outcome.generated.is_some())
    };
    assert_eq!(met(LintProfile::Ours), (vec![true; 4], false));
    assert_eq!(met(LintProfile::Foreign), (vec![false; 4], true));
}
