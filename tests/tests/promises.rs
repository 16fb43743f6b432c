//! `docs/promises.md` says which test holds which promise: every test that it names exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn every_test_that_holds_a_promise_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = Vec::new();
    for folder in [
        "crates/twilio-core",
        "crates/twilio-webhooks",
        "crates/twilio-access-token",
        "crates/twilio-emulator",
        "tests/tests",
    ] {
        collect(&root.join(folder), &mut sources);
    }
    let known: BTreeSet<String> = sources
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("a source");
            let names = text.lines().filter_map(|line| line.trim().split_once("fn ")?.1.split('(').next());
            names.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let promises = std::fs::read_to_string(root.join("docs/promises.md")).expect("docs/promises.md");
    let named: Vec<&str> = promises
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.rsplit_once("::").map(|(_, name)| name))
        .filter(|name| {
            name.chars().all(|character| character.is_ascii_lowercase() || "_…0123456789".contains(character))
        })
        .collect();
    let missing: Vec<&&str> = named
        .iter()
        .filter(|name| match name.strip_suffix('…') {
            Some(start) => !known.iter().any(|known| known.starts_with(start)),
            None => !known.contains(**name),
        })
        .collect();
    assert!(missing.is_empty(), "docs/promises.md names tests that don't exist: {missing:?}");
    assert!(named.len() > 200, "only {} tests are named", named.len());
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
