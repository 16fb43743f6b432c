//! Which resource each component belongs to: the only one that reaches it, else `shared`.
//!
//! A component that replaces its twin belongs where it would belong without the twin.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::codegen::normalise::{TWIN, referenced};

/// The module for components that several resources reach.
pub const SHARED: &str = "shared";

/// Component to module. `roots` are operations with their module.
pub fn owners<'a>(
    json: &'a Value,
    roots: impl Iterator<Item = (&'a str, &'a Value)> + Clone,
) -> BTreeMap<String, String> {
    let mut owners = reached(json, roots.clone(), true);
    owners.extend(reached(json, roots, false));
    owners
}

/// The owners of what is reached, through references to twins or without them.
fn reached<'a>(
    json: &'a Value,
    roots: impl Iterator<Item = (&'a str, &'a Value)>,
    through_twins: bool,
) -> BTreeMap<String, String> {
    let mut reached: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, operation) in roots {
        let mut next = Vec::new();
        collect(operation, through_twins, &mut next);
        while let Some(component) = next.pop() {
            let is_new = reached.entry(component.clone()).or_default().insert(module.to_owned());
            let schema = json.pointer("/components/schemas").and_then(|all| all.get(&component));
            if let Some(schema) = schema.filter(|_| is_new) {
                collect(schema, through_twins, &mut next);
            }
        }
    }
    reached
        .into_iter()
        .map(|(component, modules)| {
            let only = modules.iter().next().filter(|_| modules.len() == 1);
            let module = only.cloned().unwrap_or_else(|| SHARED.to_owned());
            (component, module)
        })
        .collect()
}

/// Adds every component that is referred to below `value`, those of twins only if they are followed.
fn collect(value: &Value, through_twins: bool, found: &mut Vec<String>) {
    if through_twins || value.get(TWIN).is_none() {
        found.extend(referenced(value));
    }
    match value {
        Value::Object(map) => map.values().for_each(|inner| collect(inner, through_twins, found)),
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, through_twins, found)),
        _ => {}
    }
}
