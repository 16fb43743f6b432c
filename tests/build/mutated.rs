//! Writes the files of edited documents, so that the target `mutated` compiles them.

use std::fmt::Write as _;
use std::path::Path;

use super::fixtures::{documents as fixtures, module};

#[allow(dead_code, reason = "the target reads the documents again, this only their files")]
#[path = "../src/mutated/mod.rs"]
mod edited;

/// Writes `mutated.rs`.
pub fn write(out_dir: &Path) {
    println!("cargo::rerun-if-env-changed={}", edited::COUNT);
    let mut text = String::new();
    for one in edited::accepted(edited::count()).0 {
        let about = format!("{}: {}", one.fixture, one.edits.join("; ")).replace(char::is_control, " ");
        writeln!(text, "{}", module(&one.name, &about.replace(['\u{202e}', '`'], "'"), &one.files))
            .expect("a String takes any text");
    }
    std::fs::write(out_dir.join("mutated.rs"), text).expect("OUT_DIR can be written");
}
