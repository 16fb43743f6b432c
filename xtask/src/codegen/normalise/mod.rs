//! Normalise: one document into the shape that the later stages rely on.
//!
//! In: the document as it was loaded, and the product's table. Out: [`Normalised`], in which
//! - nothing but schemas is behind a `$ref`, and every `$ref` leads to an object, an array or an open enum;
//! - a scalar says by its `format` which type of the core it is: `sid-AC`, `date-time`, [`LINKS`], [`JSON`];
//! - an operation has one success answer, or a list description ([`LIST`]), or none;
//! - every enum is a component, no `["true","false"]` is left, and component keys are Rust type names;
//! - what an answer may hold is nullable, optional and without bounds or defaults (real answers keep none of them).
//!
//! The passes run in the order of [`PASSES`]; each says why it exists and what it matched. Adding one is one file
//! and one line.

mod aliases;
mod boolean_enums;
mod client_headers;
mod compositions;
mod enum_values;
mod fixups;
mod inline_types;
mod lists;
mod names;
mod pairs;
mod pass;
mod raw_values;
mod reachable;
mod references;
mod schemas;
mod sids;
mod success;
mod tolerance;

use std::collections::BTreeMap;

use serde_json::Value;

use super::config::ProductConfig;
use super::diagnostics::Diagnostic;
use super::load::Document;
use super::names::TypeNames;

pub use client_headers::{TOKEN, is_authorization, is_client_header};
pub use compositions::Compositions;
pub use enum_values::VALUES;
pub use fixups::SPELLINGS;
pub use pairs::TWIN;
pub use pass::{Pass, Working};
pub use raw_values::{JSON, JSON_STRING, LINKS};
pub use references::PLACE;
pub use schemas::{COMPONENT_PREFIX, LIST, escape, operations, referenced, target};
pub use sids::{SID, sid_prefix};
pub use success::is_json;

/// The passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    references::PASS,
    fixups::PASS,
    success::PASS,
    client_headers::PASS,
    compositions::PASS,
    enum_values::PASS,
    boolean_enums::PASS,
    aliases::PASS,
    sids::PASS,
    lists::PASS,
    inline_types::PASS,
    raw_values::PASS,
    pairs::PASS,
    reachable::PASS,
    tolerance::PASS,
    names::PASS,
];

/// What one pass did.
#[derive(Debug, Clone)]
pub struct PassReport {
    /// The pass.
    pub name: &'static str,
    /// Why it exists.
    pub why: &'static str,
    /// How many places it matched.
    pub matched: usize,
    /// The places.
    pub matches: Vec<String>,
}

/// The document in its normal shape.
#[derive(Debug)]
pub struct Normalised {
    /// The document.
    pub json: Value,
    /// Component (by its Rust name) to the place in the original document.
    pub origins: BTreeMap<String, String>,
    /// Component (by its Rust name) to its name in the document.
    pub wire_names: BTreeMap<String, String>,
    /// The names of types that components have.
    pub names: TypeNames,
    /// What each pass did.
    pub passes: Vec<PassReport>,
    /// What was found wrong on the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl Normalised {
    /// Where a component stood in the original document.
    pub fn origin(&self, component: &str) -> String {
        self.origins.get(component).cloned().unwrap_or_default()
    }
}

/// Runs every pass.
pub fn normalise(document: &Document, product: &ProductConfig) -> Normalised {
    let json = document.json.clone();
    let origins = schemas::component_keys(&json)
        .into_iter()
        .map(|name| (name.clone(), format!("{COMPONENT_PREFIX}/{}", escape(&name))))
        .collect();
    let mut working = Working {
        json,
        document: &document.json,
        product,
        origins,
        wire_names: BTreeMap::new(),
        names: TypeNames::default(),
        diagnostics: Vec::new(),
    };
    let passes = PASSES
        .iter()
        .map(|pass| {
            let matches = (pass.run)(&mut working);
            PassReport { name: pass.name, why: pass.why, matched: matches.len(), matches }
        })
        .collect();
    let Working { json, origins, wire_names, names, diagnostics, .. } = working;
    Normalised { json, origins, wire_names, names, passes, diagnostics }
}
