//! `oneOf` and `anyOf`: an enum of types, or one struct where the schemas are parts of one object.

use serde_json::{Map, Value, json};

use super::schemas::{component, each_schema, from_reference, referenced, target};
use super::{Pass, Working};

/// The key under which a choice keeps the discriminator's values of each branch; a schema with it is an enum of types.
pub const VARIANTS: &str = "x-codegen-variants";

/// The key under which a choice keeps the name of its discriminator.
pub const BY: &str = "x-codegen-by";

pub const PASS: Pass = Pass {
    name: "choices",
    why: "A value that has one of several types is an enum; alternatives that are parts of one object are one struct with all of their properties.",
    run,
};

/// Whether a schema is an enum of types.
pub fn is_choice(schema: &Value) -> bool {
    schema.get(VARIANTS).is_some()
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    let before = working.json.clone();
    each_schema(&mut working.json, &mut |place, schema| {
        if settle(&before, schema) {
            matches.push(place.to_owned());
        }
    });
    matches
}

/// Brings a schema with alternatives into its shape; says whether it has one. What has none becomes raw JSON in a later pass.
pub fn settle(document: &Value, schema: &mut Value) -> bool {
    let key = match ["oneOf", "anyOf"].into_iter().find(|key| schema.get(key).is_some()) {
        Some(key) if schema.get("not").is_none() && schema.get("allOf").is_none() => key,
        _ => return false,
    };
    let other = if key == "oneOf" { "anyOf" } else { "oneOf" };
    let branches: Vec<Value> = schema.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let has_own = has_properties(schema);
    let Some(own) = schema.as_object_mut() else { return false };
    if own.contains_key(other) {
        return false;
    }
    // `oneOf: [{required: [a]}, {required: [b]}]` says which properties go together, and nothing about types.
    if has_own && branches.iter().all(only_constrains) {
        own.shift_remove(key);
        return true;
    }
    let is_tagged = own.contains_key("discriminator");
    if has_own || (key == "anyOf" && !is_tagged) {
        if let Some(properties) = union(document, own.get("properties"), &branches) {
            own.shift_remove(key);
            own.insert("type".to_owned(), json!("object"));
            own.insert("properties".to_owned(), Value::Object(properties));
            return true;
        }
        if has_own {
            return false;
        }
    }
    // What may be any object is `Other`.
    let typed: Vec<Value> = branches.iter().filter(|branch| is_typed(document, branch)).cloned().collect();
    match typed.as_slice() {
        [] => return false,
        [only] if branches.len() == 1 && !is_tagged => {
            own.shift_remove(key);
            own.shift_remove("type");
            alone(own, only);
            return true;
        }
        _ => {}
    }
    let discriminator = own.shift_remove("discriminator");
    let by = discriminator.as_ref().and_then(|one| one.get("propertyName")).cloned();
    let tags: Vec<Value> = typed.iter().map(|branch| tags(discriminator.as_ref(), branch)).collect();
    let is_complete = !tags.iter().any(|tags| tags.as_array().is_none_or(Vec::is_empty));
    own.shift_remove(key);
    own.shift_remove("type");
    own.insert("oneOf".to_owned(), Value::Array(typed));
    if let Some(by) = by.filter(|_| is_complete) {
        own.insert(BY.to_owned(), by);
    }
    own.insert(VARIANTS.to_owned(), Value::Array(if is_complete { tags } else { vec![json!([]); tags.len()] }));
    true
}

/// One schema instead of a choice of one.
fn alone(own: &mut Map<String, Value>, only: &Value) {
    if referenced(only).is_some() {
        own.insert("allOf".to_owned(), json!([only]));
        return;
    }
    for (key, value) in only.as_object().into_iter().flatten() {
        own.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

fn has_properties(schema: &Value) -> bool {
    schema.get("properties").and_then(Value::as_object).is_some_and(|properties| !properties.is_empty())
}

fn only_constrains(branch: &Value) -> bool {
    let known = |key: &String| matches!(key.as_str(), "required" | "title" | "description" | "not" | "minProperties");
    branch.as_object().is_some_and(|branch| !branch.is_empty() && branch.keys().all(known))
}

/// What a schema is, through references.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    let mut schema = schema;
    for _ in 0..16 {
        match target(schema) {
            Some(name) => schema = component(document, &name)?,
            None => return Some(schema),
        }
    }
    None
}

/// The properties of several objects together; none if two of them differ in one, or one is no object.
fn union(document: &Value, own: Option<&Value>, branches: &[Value]) -> Option<Map<String, Value>> {
    let mut all = own.and_then(Value::as_object).cloned().unwrap_or_default();
    for branch in branches {
        let branch = resolved(document, branch)?;
        if ["oneOf", "anyOf", "not", "allOf"].iter().any(|key| branch.get(key).is_some()) {
            return None;
        }
        for (name, property) in branch.get("properties")?.as_object()? {
            match all.get(name) {
                Some(known) if !is_same(known, property) => return None,
                Some(_) => {}
                None => _ = all.insert(name.clone(), property.clone()),
            }
        }
    }
    Some(all)
}

/// Whether two properties have one type, whatever their descriptions.
fn is_same(one: &Value, other: &Value) -> bool {
    let plain = |schema: &Value| {
        let mut schema = schema.as_object().cloned().unwrap_or_default();
        for key in ["description", "example", "title", "nullable", "deprecated"] {
            schema.shift_remove(key);
        }
        schema
    };
    plain(one) == plain(other)
}

/// Whether a branch says more than that it is an object.
fn is_typed(document: &Value, branch: &Value) -> bool {
    let Some(schema) = resolved(document, branch) else { return false };
    match schema.get("type").and_then(Value::as_str) {
        Some("object") | None => {
            has_properties(schema)
                || schema.get("enum").is_some()
                || schema.get("additionalProperties").is_some_and(Value::is_object)
                || (referenced(branch).is_some() && (schema.get("oneOf").is_some() || schema.get("anyOf").is_some()))
        }
        Some(_) => true,
    }
}

/// The values of the discriminator that lead to a branch: those of the mapping, else the component's name.
fn tags(discriminator: Option<&Value>, branch: &Value) -> Value {
    let (Some(discriminator), Some(name)) = (discriminator, referenced(branch)) else { return json!([]) };
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let leads_here = |to: &Value| {
        let to = to.as_str().unwrap_or_default();
        let at =
            from_reference(to).and_then(|at| at.strip_prefix("/components/schemas/").map(super::schemas::unescape));
        at.as_deref() == Some(name.as_str()) || to == name
    };
    match mapping {
        Some(mapping) => mapping.iter().filter(|(_, to)| leads_here(to)).map(|(tag, _)| json!(tag)).collect(),
        None => json!([name]),
    }
}
