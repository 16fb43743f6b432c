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
mod choices;
mod client_headers;
mod compositions;
mod enum_values;
mod fixups;
mod inline_types;
mod known_objects;
mod lists;
mod names;
mod pairs;
mod pass;
mod raw_values;
mod reachable;
mod references;
mod request_media;
mod schemas;
mod sids;
mod success;
mod tolerance;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::config::{ProductConfig, Profile};
use super::diagnostics::Diagnostic;
use super::load::Document;
use super::names::TypeNames;

pub use choices::{BY, VARIANTS, is_choice, settle};
pub use client_headers::{TOKEN, is_authorization, is_client_header};
pub use compositions::Compositions;
pub use enum_values::VALUES;
pub use fixups::SPELLINGS;
pub use known_objects::{CAPABILITIES, DECIMAL, FLAT, flat_prefix};
pub use pairs::TWIN;
pub use pass::{Pass, Working};
pub use raw_values::{JSON, JSON_STRING, LINKS, is_map};
pub use references::PLACE;
pub use request_media::{is_form, sendable};
pub use schemas::{
    COMPONENT_PREFIX, ERRORS, LIST, METHODS, collect_referenced, escape, operations, referenced, target,
};
pub use sids::{SID, sid_prefix};
pub use success::{LOCATION, is_json};
pub use tolerance::REQUIRED;

/// The passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    references::PASS,
    fixups::PASS,
    request_media::PASS,
    success::PASS,
    client_headers::PASS,
    compositions::PASS,
    choices::PASS,
    enum_values::PASS,
    boolean_enums::PASS,
    aliases::PASS,
    sids::PASS,
    lists::PASS,
    known_objects::PASS,
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

/// Takes operations (path and method) out.
fn leave_out(json: &mut Value, document: &Value, left_out: &BTreeSet<(String, String)>) {
    for (path, method) in left_out {
        let Some(item) = json.get_mut("paths").and_then(|paths| paths.get_mut(path)) else { continue };
        // One that is a reference is written out, so that other paths keep what it refers to.
        for _ in 0..8 {
            let target = item.get("$ref").and_then(Value::as_str).and_then(schemas::from_reference);
            let Some(found) = target.and_then(|target| document.pointer(&target)) else { break };
            *item = found.clone();
        }
        if let Some(item) = item.as_object_mut() {
            item.shift_remove(method);
        }
    }
}

/// Runs every pass on the document without the operations (path and method) that are left out.
pub fn normalise(
    document: &Document,
    product: &ProductConfig,
    profile: Profile,
    left_out: &BTreeSet<(String, String)>,
) -> Normalised {
    let mut json = document.json.clone();
    leave_out(&mut json, &document.json, left_out);
    let origins = schemas::component_keys(&json)
        .into_iter()
        .map(|name| (name.clone(), format!("{COMPONENT_PREFIX}/{}", escape(&name))))
        .collect();
    let mut working = Working {
        json,
        document: &document.json,
        product,
        profile,
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
