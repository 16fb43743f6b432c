//! Which resource each component belongs to: the only one that reaches it, else `shared`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::codegen::normalise::collect_referenced;

/// The module for components that several resources reach.
pub const SHARED: &str = "shared";

/// Component to module. `roots` are operations with their module.
pub fn owners<'a>(json: &Value, roots: impl Iterator<Item = (&'a str, &'a Value)>) -> BTreeMap<String, String> {
    let mut reached: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, operation) in roots {
        let mut next = Vec::new();
        collect_referenced(operation, &mut next);
        while let Some(component) = next.pop() {
            let is_new = reached.entry(component.clone()).or_default().insert(module.to_owned());
            let schema = json.pointer("/components/schemas").and_then(|all| all.get(&component));
            if let Some(schema) = schema.filter(|_| is_new) {
                collect_referenced(schema, &mut next);
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
