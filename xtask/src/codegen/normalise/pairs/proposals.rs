//! Pairs that nobody declared: components of operations whose paths end alike, one of which has every property of the other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::similar::{is_contained, twins};
use crate::codegen::config::Pair;
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::normalise::schemas::{LIST, operations, target};

/// Two components that look like one type.
pub struct Proposal {
    component: String,
    twin: String,
    /// The end that their paths have in common.
    end: String,
}

impl Proposal {
    /// Whether products.toml has this pair, in either order.
    pub fn is(&self, pair: &Pair) -> bool {
        let names = (self.component.as_str(), self.twin.as_str());
        names == (pair.component.as_str(), pair.twin.as_str()) || names == (pair.twin.as_str(), pair.component.as_str())
    }

    pub fn diagnostic(&self, origins: &BTreeMap<String, String>) -> Diagnostic {
        let place = |name: &str| origins.get(name).cloned().unwrap_or_default();
        let Proposal { component, twin, end } = self;
        Diagnostic::warning(Code::UndeclaredPair, place(twin), format!("`{twin}` and `{component}` look like one type"))
            .at_key()
            .related(place(component), "the other one is here")
            .why(format!("Both are what paths that end in `{end}` return, and one has every property of the other: users write each function twice."))
            .help(format!(
                "Add `{{ kind = \"same\", component = \"{component}\", twin = \"{twin}\", why = \"…\" }}` to `pairs` in products.toml, or the same with \"apart\"."
            ))
    }
}

/// What an operation returns.
struct Returned {
    /// Segments of the shortest path that returns it.
    segments: usize,
    ends: BTreeSet<String>,
}

/// All pairs, each once, the component with the shorter path first.
pub fn proposals(json: &Value) -> Vec<Proposal> {
    let mut all: BTreeMap<String, Returned> = BTreeMap::new();
    for (path, _, operation) in operations(json) {
        let Some(name) = returned(operation) else { continue };
        let segments = path.split('/').count();
        let one = all.entry(name).or_insert_with(|| Returned { segments, ends: BTreeSet::new() });
        one.segments = one.segments.min(segments);
        one.ends.insert(end(path));
    }
    let mut order: Vec<(&String, &Returned)> = all.iter().collect();
    order.sort_by_key(|(name, one)| (one.segments, (*name).clone()));
    let mut found = Vec::new();
    for (index, (component, one)) in order.iter().enumerate() {
        for (twin, other) in &order[index + 1..] {
            let Some(end) = one.ends.intersection(&other.ends).next() else { continue };
            if is_contained(json, component, twin) && twins(json, component, twin).is_ok() {
                found.push(Proposal { component: (*component).clone(), twin: (*twin).clone(), end: end.clone() });
            }
        }
    }
    found
}

/// The component of a success response or of a list's records.
fn returned(operation: &Value) -> Option<String> {
    match operation.get(LIST) {
        Some(list) => target(list.get("items")?),
        None => {
            let response = operation.get("responses")?.as_object()?.values().next()?;
            target(response.get("content")?.as_object()?.values().next()?.get("schema")?)
        }
    }
}

/// The last static segment and the parameter after it: `Users/{}`.
fn end(path: &str) -> String {
    let mut kept = Vec::new();
    for segment in path.rsplit('/') {
        let is_parameter = segment.starts_with('{');
        kept.push(if is_parameter { "{}" } else { segment });
        if !is_parameter {
            break;
        }
    }
    kept.reverse();
    kept.join("/")
}
