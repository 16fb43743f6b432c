//! Enums and objects that stand inline, where a type would have no name.

use serde_json::{Value, json};

use super::schemas::{COMPONENT_PREFIX, component_keys, components_mut, each_operation, escape, reference, within};
use super::{Pass, Working};
use crate::codegen::names::{snake, verb_and_noun};

pub const PASS: Pass = Pass {
    name: "inline-types",
    why: "A type needs a name: inline enums and objects become components, named after the resource and the property that hold them.",
    run,
};

/// A schema that moved out, and where it stood.
struct Moved {
    place: String,
    name: String,
    schema: Value,
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut moved = Vec::new();
    for name in component_keys(&working.json) {
        let place = format!("{COMPONENT_PREFIX}/{}", escape(&name));
        if let Some(schema) = working.json.pointer_mut(&place) {
            move_out(&place, &name, schema, &mut moved);
        }
    }
    each_operation(&mut working.json, |place, operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        let owner = snake(&verb_and_noun(&id).1);
        for (place, schema) in inputs(place, operation) {
            move_enums(&place, &owner, schema, &mut moved);
        }
        if let Some((place, schema)) = answer(place, operation).filter(|(_, schema)| is_anonymous_object(schema)) {
            take(&place, format!("{}_answer", snake(&id)), schema, &mut moved);
        }
    });
    let matches = moved.iter().map(|one| one.place.clone()).collect();
    // An object that moved out may hold further inline types.
    while let Some(mut one) = moved.pop() {
        let place = format!("{COMPONENT_PREFIX}/{}", escape(&one.name));
        move_out(&place, &one.name, &mut one.schema, &mut moved);
        insert(working, one);
    }
    matches
}

/// The schemas of an operation's parameters and of its body's properties, with their places.
fn inputs<'a>(place: &str, operation: &'a mut Value) -> Vec<(String, &'a mut Value)> {
    let mut inputs = Vec::new();
    let Some(operation) = operation.as_object_mut() else { return inputs };
    for (key, value) in operation {
        if key == "parameters" {
            for (index, parameter) in value.as_array_mut().into_iter().flatten().enumerate() {
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
                if let Some(schema) = parameter.get_mut("schema") {
                    inputs.push((format!("{place}/parameters/{index}/{}", escape(&name)), schema));
                }
            }
        } else if key == "requestBody" {
            let content = value.get_mut("content").and_then(Value::as_object_mut);
            for (_, entry) in content.into_iter().flatten() {
                let properties = entry.pointer_mut("/schema/properties").and_then(Value::as_object_mut);
                for (name, schema) in properties.into_iter().flatten() {
                    inputs.push((format!("{place}/requestBody/{}", escape(name)), schema));
                }
            }
        }
    }
    inputs
}

fn answer<'a>(place: &str, operation: &'a mut Value) -> Option<(String, &'a mut Value)> {
    let (status, response) = operation.get_mut("responses")?.as_object_mut()?.iter_mut().next()?;
    let place = format!("{place}/responses/{status}");
    let content = response.get_mut("content")?.as_object_mut()?;
    Some((place, content.values_mut().next()?.get_mut("schema")?))
}

/// Moves the inline enums below an input out; its objects stay, since inputs take untyped values there.
fn move_enums(place: &str, owner: &str, schema: &mut Value, moved: &mut Vec<Moved>) {
    let property = place.rsplit('/').next().unwrap_or_default().to_owned();
    within(place, schema, &mut |place, inner| {
        if is_enum(inner) {
            take(place, format!("{owner}_enum_{}", snake(&property)), inner, moved);
        }
    });
}

/// Moves the inline enums and objects below a component out, each named after its property.
fn move_out(place: &str, component: &str, schema: &mut Value, moved: &mut Vec<Moved>) {
    let owner = component.rsplit('.').next().unwrap_or(component).to_owned();
    for (key, inner) in children(schema) {
        let place = format!("{place}/properties/{}", escape(&key));
        within_arrays(&place, inner, &mut |place, inner| {
            if is_enum(inner) {
                take(place, format!("{owner}_enum_{}", snake(&key)), inner, moved);
            } else if is_anonymous_object(inner) {
                take(place, format!("{component}.{owner}_{}", snake(&key)), inner, moved);
            }
        });
    }
}

fn children(schema: &mut Value) -> Vec<(String, &mut Value)> {
    let own = schema.as_object_mut();
    own.into_iter()
        .flatten()
        .flat_map(|(key, value)| match key.as_str() {
            "properties" => value.as_object_mut().into_iter().flatten().map(|(k, v)| (k.clone(), v)).collect(),
            "items" => vec![("item".to_owned(), value)],
            _ => Vec::new(),
        })
        .collect()
}

/// The schema itself or what its arrays hold.
fn within_arrays(place: &str, schema: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    match schema.get_mut("items") {
        Some(items) => within_arrays(&format!("{place}/items"), items, visit),
        None => visit(place, schema),
    }
}

fn is_enum(schema: &Value) -> bool {
    schema.get("enum").is_some_and(Value::is_array) && schema.get("type") == Some(&json!("string"))
}

fn is_anonymous_object(schema: &Value) -> bool {
    schema.get("properties").and_then(Value::as_object).is_some_and(|properties| !properties.is_empty())
}

/// Leaves a reference behind; what belongs to the place (description, nullable, marks) stays beside it.
fn take(place: &str, name: String, schema: &mut Value, moved: &mut Vec<Moved>) {
    let mut left = json!({ "allOf": [{ "$ref": reference(&name) }] });
    for key in ["description", "nullable", "x-twilio", "deprecated"] {
        if let Some(value) = schema.get(key) {
            left[key] = value.clone();
        }
    }
    let schema = std::mem::replace(schema, left);
    moved.push(Moved { place: place.to_owned(), name, schema });
}

/// Two inline enums of one name that differ are one open enum with the values of both.
fn insert(working: &mut Working<'_>, one: Moved) {
    let Some(components) = components_mut(&mut working.json) else { return };
    match components.get_mut(&one.name) {
        Some(existing) => {
            let more = one.schema.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
            if let Some(values) = existing.get_mut("enum").and_then(Value::as_array_mut) {
                let new: Vec<Value> = more.into_iter().filter(|value| !values.contains(value)).collect();
                values.extend(new);
            }
        }
        None => {
            working.origins.insert(one.name.clone(), one.place);
            components.insert(one.name, one.schema);
        }
    }
}
