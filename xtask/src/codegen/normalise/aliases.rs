//! Components that only name a scalar: a SID pattern, a bounded text.

use serde_json::{Map, Value};

use super::schemas::{component, component_keys, components_mut, each_schema, target, without_inner};
use super::{Pass, Working};

pub const PASS: Pass = Pass {
    name: "aliases",
    why: "A component that only names a scalar, such as the pattern of a SID, makes no public type: it is written out where it is used.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let scalars: Map<String, Value> = component_keys(&working.json)
        .into_iter()
        .filter_map(|name| {
            let mut schema = resolved(&working.json, &name).filter(is_scalar)?;
            // A scalar has no properties, whatever the document says; were they written out, one that leads back would never end.
            without_inner(&mut schema);
            Some((name, schema))
        })
        .collect();
    let mut matches = Vec::new();
    each_schema(&mut working.json, &mut |place, schema| {
        if let Some(scalar) = target(schema).and_then(|target| scalars.get(&target)) {
            inline(schema, scalar);
            matches.push(place.to_owned());
        }
    });
    if let Some(components) = components_mut(&mut working.json) {
        components.retain(|name, _| !scalars.contains_key(name));
    }
    matches
}

/// A component's schema, through aliases of aliases.
fn resolved(json: &Value, name: &str) -> Option<Value> {
    let mut schema = component(json, name)?;
    for _ in 0..8 {
        match target(schema) {
            Some(next) => schema = component(json, &next)?,
            None => return Some(schema.clone()),
        }
    }
    None
}

fn is_scalar(schema: &Value) -> bool {
    matches!(schema.get("type").and_then(Value::as_str), Some("string" | "integer" | "number" | "boolean"))
        && schema.get("enum").is_none()
}

/// Puts the scalar's facts in place; what the place says itself (description, nullable, marks) goes first.
fn inline(schema: &mut Value, scalar: &Value) {
    let Some(own) = schema.as_object_mut() else { return };
    own.remove("$ref");
    own.remove("allOf");
    for (key, value) in scalar.as_object().into_iter().flatten() {
        own.entry(key.clone()).or_insert_with(|| value.clone());
    }
}
