//! Components that no operation reaches.

use std::collections::BTreeSet;

use super::schemas::{collect_referenced, component, component_keys, components_mut};
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
        collect_referenced(operation, &mut next);
    }
    while let Some(name) = next.pop() {
        let is_new = reached.insert(name.clone());
        if let Some(schema) = component(&working.json, &name).filter(|_| is_new) {
            collect_referenced(schema, &mut next);
        }
    }
    let left_out: Vec<String> =
        component_keys(&working.json).into_iter().filter(|name| !reached.contains(name)).collect();
    if let Some(components) = components_mut(&mut working.json) {
        components.retain(|name, _| reached.contains(name));
    }
    left_out
}
