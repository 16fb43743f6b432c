//! The hand-written crates have an architecture: layers in one order, no circles of imports, small folders, no test code within other code.
//!
//! Reads the source files of each hand-written crate of the workspace, and follows every path to the file that defines the name:
//! through re-exports, globs, `#[path]`, `cfg`d modules, and macros. Code that is compiled for tests only is left out. The rules:
//!
//! - A layer imports from layers before it only, and every module is in a layer.
//! - Files do not import each other in a circle, be it within a layer or across layers. A type and its builder may know each other:
//!   `PAIRS` lists those, with a reason each. A `mod.rs` that declares modules and re-exports from them imports nothing by that;
//!   one that defines a type and calls a child that needs the type is part of a circle: the type belongs in a file of its own.
//! - A folder has at most 12 files beside each other.
//! - `cfg(test)` is on modules and `use` items only.
//!
//! # How a list of layers is written
//!
//! In the file that declares the modules (`lib.rs`, or the `mod.rs` of a stage with stages of its own):
//!
//! ```text
//! // --- layers: each imports from those above it only ---
//!
//! /// Reads JSON text once.
//! mod json;
//!
//! /// Turns JSON into structs.
//! pub mod model;
//!
//! // --- end of the layers ---
//! ```
//!
//! Exactly one line of comment above each module says what the layer is for; an empty line is between two layers, because rustfmt sorts
//! neighbouring `mod` lines by name. Modules below `cfg(test)`, and those written beside the list that only re-export, are in no layer.
//!
//! # What macros import
//!
//! What the definition of a macro names counts for the files that call the macro, as the compiler sees it.

#[path = "architecture/check.rs"]
mod check;
#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/files.rs"]
mod files;
#[path = "architecture/folders.rs"]
mod folders;
#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/layers.rs"]
mod layers;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/planted/imports.rs"]
mod planted_imports;
#[path = "architecture/planted/core.rs"]
mod planted_in_the_core;
#[path = "architecture/planted/rules.rs"]
mod planted_rules;
#[path = "architecture/planted/sample.rs"]
mod sample;
#[path = "architecture/test_code.rs"]
mod test_code;
#[path = "architecture/tree.rs"]
mod tree;
#[path = "architecture/workspace.rs"]
mod workspace;

use check::{Findings, check};
use workspace::{Member, members};

const WHAT_TO_DO: &str = "\
An import against the order: move what is imported into the layer that needs it or an earlier one, or pass it as an argument.
A circle: move what both files need into a third. See the comment of tests/tests/architecture.rs for how layers are listed.
";

#[test]
fn every_hand_written_crate_keeps_its_architecture() {
    let members = members();
    let names: Vec<&str> = members.iter().map(|member| member.path.as_str()).collect();
    assert!(["crates/twilio-core", "xtask"].iter().all(|known| names.contains(known)), "only found {names:?}");

    let mut faults = String::new();
    for Member { path, files, rules } in &members {
        let findings: Findings = check(files, rules);
        // Seen with `--nocapture`; a scan that finds nothing must not pass.
        println!("{path}: {} files, {} imports between modules", files.paths().count(), findings.imports);
        print!("{}", findings.hints.iter().map(|hint| format!("  hint (no fault): {hint}\n")).collect::<String>());
        assert!(files.paths().count() == 1 || findings.imports > 0, "the scan saw no import in {path}");
        if !findings.is_empty() {
            faults.push_str(&format!("\n{path}/src:\n{findings}"));
        }
    }
    assert!(faults.is_empty(), "{faults}\n{WHAT_TO_DO}");
}
