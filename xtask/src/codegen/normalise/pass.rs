//! One step of the normalisation, and the document that it changes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::codegen::config::{ProductConfig, Profile};
use crate::codegen::diagnostics::Diagnostic;
use crate::codegen::names::TypeNames;

/// One step of the normalisation.
#[derive(Debug)]
pub struct Pass {
    /// How `--explain` and the report name it.
    pub name: &'static str,
    /// Why it exists, in one sentence.
    pub why: &'static str,
    /// Changes the document and says what it matched, one place a string.
    pub run: fn(&mut Working<'_>) -> Vec<String>,
}

/// What a pass works on.
#[derive(Debug)]
pub struct Working<'a> {
    /// The document so far.
    pub json: Value,
    /// The document as it was loaded.
    pub document: &'a Value,
    /// The product's table.
    pub product: &'a ProductConfig,
    /// Whose document it is.
    pub profile: Profile,
    /// Where each component stood in the document as it was written (JSON pointer).
    pub origins: BTreeMap<String, String>,
    /// The component that each Rust type name came from; filled by the last pass.
    pub wire_names: BTreeMap<String, String>,
    /// The names of types that are taken; filled by the last pass.
    pub names: TypeNames,
    /// What was found wrong on the way.
    pub diagnostics: Vec<Diagnostic>,
}
