//! Components that no operation reaches.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schemas::{component, component_keys, components_mut, target};
use super::{Pass, Working};

pub const PASS: Pass = Pass {
    name: "unreachable",
    why: "A component that no operation reaches would be a public type that nobody can get: it is left out.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut reached = BTreeSet::new();
    let mut next = Vec::new();
    for (_, _, operation) in super::schemas::operations(&working.json) {
        collect(operation, &mut next);
    }
    while let Some(name) = next.pop() {
        let is_new = reached.insert(name.clone());
        if let Some(schema) = component(&working.json, &name).filter(|_| is_new) {
            collect(schema, &mut next);
        }
    }
    let left_out: Vec<String> =
        component_keys(&working.json).into_iter().filter(|name| !reached.contains(name)).collect();
    if let Some(components) = components_mut(&mut working.json) {
        components.retain(|name, _| reached.contains(name));
    }
    left_out
}

/// Every component that is referred to anywhere below `value`.
fn collect(value: &Value, found: &mut Vec<String>) {
    found.extend(target(value));
    match value {
        Value::Object(map) => map.values().for_each(|inner| collect(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, found)),
        _ => {}
    }
}
