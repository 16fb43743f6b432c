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

use twilio_tests::fixtures::{Fixture, fixtures, generate};

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
    assert!(fixtures.len() >= 16, "the fixtures were found: {}", fixtures.len());
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
