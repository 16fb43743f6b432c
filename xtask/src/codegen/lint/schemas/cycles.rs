//! Components that are themselves: a list or a map of itself, an `allOf` that lists itself, a choice between itself and others.

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
        let Some(ring) = [Way::Names, Way::Choices].iter().find_map(|way| ring(context, name, *way)) else { continue };
        let way: Vec<String> = ring.iter().chain(ring.first()).map(|one| format!("`{one}`")).collect();
        found.push(
            Diagnostic::error(
                Code::ReferenceCycle,
                component.pointer,
                format!("`{name}` is made of nothing but itself: {}", way.join(" of ")),
            )
            .at_key()
            .why("a list or a map of itself, or a composition with itself, has no type")
            .help("let it be an object with a property that holds the list"),
        );
        reported.extend(ring);
    }
}

/// What is followed from one component to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Lists, maps and compositions: names of other types. A choice is a type of its own.
    Names,
    /// Choices: whether a value is of a type is found without reading further. A list or a map reads further.
    Choices,
}

/// The components between one and itself, if nothing that is a type of its own is between them.
fn ring(context: &Context<'_>, start: &str, followed: Way) -> Option<Vec<String>> {
    let mut open = vec![(start.to_owned(), vec![start.to_owned()])];
    let mut seen = BTreeSet::new();
    while let Some((name, way)) = open.pop() {
        let schema = context.document.get(&pointer::child("/components/schemas", &name));
        for next in schema.into_iter().flat_map(|schema| made_of(schema, followed)) {
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
fn made_of(schema: &Value, way: Way) -> Vec<String> {
    if let Some(name) = referenced(schema) {
        return vec![name];
    }
    let list = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
    let mut found: Vec<String> = list("allOf").flat_map(|part| made_of(part, way)).collect();
    let has_properties = schema.get("properties").and_then(Value::as_object).is_some_and(|all| !all.is_empty());
    let alternatives: Vec<&Value> = list("oneOf").chain(list("anyOf")).collect();
    if has_properties {
        return found;
    }
    // A choice of one is that one.
    if let [only] = alternatives.as_slice() {
        found.extend(made_of(only, way));
        return found;
    }
    match (way, alternatives.is_empty()) {
        (Way::Choices, _) => found.extend(alternatives.into_iter().flat_map(|branch| made_of(branch, way))),
        (Way::Names, false) => {}
        (Way::Names, true) => {
            let inner = ["items", "additionalProperties"].into_iter().filter_map(|key| schema.get(key));
            found.extend(inner.filter(|inner| inner.is_object()).flat_map(|inner| made_of(inner, way)));
        }
    }
    found
}
