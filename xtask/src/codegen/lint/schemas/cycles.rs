//! Components that are themselves: a list whose records are the list, an `allOf` that lists itself.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::Context;
use crate::codegen::load::pointer;
use crate::codegen::normalise::referenced;

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut reported: BTreeSet<String> = BTreeSet::new();
    for (name, component) in context.entries("/components/schemas") {
        // A chain of plain references is another rule's.
        if reported.contains(name) || component.value.get("$ref").is_some() {
            continue;
        }
        let Some(ring) = ring(context, name) else { continue };
        let way: Vec<String> = ring.iter().chain(ring.first()).map(|one| format!("`{one}`")).collect();
        found.push(
            Diagnostic::error(
                Code::ReferenceCycle,
                component.pointer,
                format!("`{name}` is made of nothing but itself: {}", way.join(" of ")),
            )
            .at_key()
            .why("a list of itself, or a composition with itself, has no type")
            .help("let it be an object with a property that holds the list"),
        );
        reported.extend(ring);
    }
}

/// The components between one and itself, if only lists and compositions are between them.
fn ring(context: &Context<'_>, start: &str) -> Option<Vec<String>> {
    let mut open = vec![(start.to_owned(), vec![start.to_owned()])];
    let mut seen = BTreeSet::new();
    while let Some((name, way)) = open.pop() {
        let schema = context.document.get(&pointer::child("/components/schemas", &name));
        for next in schema.into_iter().flat_map(made_of) {
            if next == start {
                return Some(way);
            }
            if seen.insert(next.clone()) {
                let way = way.iter().cloned().chain([next.clone()]).collect();
                open.push((next, way));
            }
        }
    }
    None
}

/// The components that a schema cannot be without.
fn made_of(schema: &Value) -> Vec<String> {
    if let Some(name) = referenced(schema) {
        return vec![name];
    }
    let mut found: Vec<String> =
        schema.get("allOf").and_then(Value::as_array).into_iter().flatten().flat_map(made_of).collect();
    if schema.get("type").and_then(Value::as_str) == Some("array") {
        found.extend(schema.get("items").into_iter().flat_map(made_of));
    }
    found
}
