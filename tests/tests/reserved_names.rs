//! Names that generated code must not declare: the generator's lists hold what the core, the scaffold and Rust have.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use xtask::codegen::names::reserved::{CLIENT_METHODS, LIST_METHODS, OPTIONS, REQUEST_METHODS, TYPES};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The source files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

/// The functions that a text declares.
fn functions(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("///")).collect::<Vec<_>>().join("\n");
    let starts = code.match_indices("fn ").map(|(at, start)| &code[at + start.len()..]);
    starts.map(|rest| rest.split(['(', '<']).next().unwrap_or_default().trim().to_owned()).collect()
}

/// The macro of the core of a name.
fn core_macro(name: &str) -> String {
    let start = format!("macro_rules! {name} {{");
    for file in sources(&root().join("crates/twilio-core/src")) {
        let text = std::fs::read_to_string(&file).expect("a source is text");
        if let Some((_, body)) = text.split_once(&start) {
            return body.split("\n}\n").next().unwrap_or_default().to_owned();
        }
    }
    panic!("the core has no macro {name}");
}

fn is_option(name: &str) -> bool {
    OPTIONS.iter().any(|start| name.starts_with(start))
}

#[test]
fn every_method_of_the_core_s_requests_is_reserved() {
    for name in functions(&core_macro("__request")).iter().chain(&functions(&core_macro("request"))) {
        assert!(is_option(name) || REQUEST_METHODS.contains(&name.as_str()), "{name}");
    }
    for name in functions(&core_macro("list_request")) {
        let is_known = REQUEST_METHODS.contains(&name.as_str()) || LIST_METHODS.contains(&name.as_str());
        assert!(is_option(&name) || is_known, "{name}");
    }
}

#[test]
fn every_method_of_a_client_is_reserved() {
    let found = functions(&core_macro("product_client"));
    assert!(found.contains("builder"), "{found:?}");
    for name in found {
        assert!(CLIENT_METHODS.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn the_types_that_emitters_write_without_a_path_are_reserved() {
    for name in ["Option", "Vec", "String", "Box", "Into", "Clone", "Debug", "PartialEq", "Some", "None", "Self"] {
        assert!(TYPES.contains(&name), "{name}");
    }
}
