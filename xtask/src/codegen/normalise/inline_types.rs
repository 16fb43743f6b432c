//! Enums and objects that are declared inline, where a type would have no name.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::choices::is_choice;
use super::schemas::{
    COMPONENT_PREFIX, LIST, component, component_keys, components_mut, each_operation, escape, reference,
};
use super::{ERRORS, Pass, Working, is_map};
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

/// What moves out, and which names are taken.
struct Inline {
    moved: Vec<Moved>,
    /// Components, with those that moved out so far. An enum may have the name of another one: they are merged.
    taken: BTreeMap<String, bool>,
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let components = component_keys(&working.json).into_iter().map(|name| {
        let is_enum = component(&working.json, &name).is_some_and(is_enum);
        (name, is_enum)
    });
    let mut inline = Inline { moved: Vec::new(), taken: components.collect() };
    for name in component_keys(&working.json) {
        let place = format!("{COMPONENT_PREFIX}/{}", escape(&name));
        if let Some(schema) = working.json.pointer_mut(&place) {
            inline.move_out(&place, &name, schema);
        }
    }
    each_operation(&mut working.json, |place, operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        let owner = snake(&verb_and_noun(&id).1);
        for (place, schema) in inputs(place, operation) {
            inline.move_input(&place, &owner, &snake(&id), schema);
        }
        if let Some((place, schema)) = body(place, operation) {
            inline.move_whole(&place, &format!("{}_body", snake(&id)), schema);
        }
        for (place, status, schema) in failures(place, operation) {
            inline.move_whole(&place, &format!("{}_error_{status}", snake(&id)), schema);
        }
        if let Some((place, schema)) = response(place, operation) {
            inline.move_whole(&place, &format!("{}_answer", snake(&id)), schema);
        }
        if let Some(records) = operation.pointer_mut(&format!("/{LIST}/items")) {
            inline.move_whole(&format!("{place}/{LIST}/items"), &format!("{}_record", snake(&id)), records);
        }
    });
    let matches = inline.moved.iter().map(|one| one.place.clone()).collect();
    // An object that moved out may hold further inline types.
    while let Some(mut one) = inline.moved.pop() {
        let place = format!("{COMPONENT_PREFIX}/{}", escape(&one.name));
        inline.move_out(&place, &one.name, &mut one.schema);
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

/// A body that is no object of named properties, each of which is a setter.
fn body<'a>(place: &str, operation: &'a mut Value) -> Option<(String, &'a mut Value)> {
    let content = operation.get_mut("requestBody")?.get_mut("content")?.as_object_mut()?;
    let schema = content.values_mut().next()?.get_mut("schema")?;
    (!is_anonymous_object(schema) || is_choice(schema)).then(|| (format!("{place}/requestBody"), schema))
}

/// The schemas of declared failures, with their places and statuses.
fn failures<'a>(place: &str, operation: &'a mut Value) -> Vec<(String, String, &'a mut Value)> {
    let failures = operation.get_mut(ERRORS).and_then(Value::as_array_mut);
    failures
        .into_iter()
        .flatten()
        .filter_map(|failure| {
            let status = failure.get("status")?.as_str()?.to_owned();
            Some((format!("{place}/responses/{status}"), status, failure.get_mut("schema")?))
        })
        .collect()
}

fn response<'a>(place: &str, operation: &'a mut Value) -> Option<(String, &'a mut Value)> {
    let (status, response) = operation.get_mut("responses")?.as_object_mut()?.iter_mut().next()?;
    let place = format!("{place}/responses/{status}");
    let content = response.get_mut("content")?.as_object_mut()?;
    Some((place, content.values_mut().next()?.get_mut("schema")?))
}

impl Inline {
    /// Moves the inline enums of an input out, and its objects: an enum is named after the resource, so that several operations share it.
    fn move_input(&mut self, place: &str, owner: &str, operation: &str, schema: &mut Value) {
        let property = snake(place.rsplit('/').next().unwrap_or_default());
        let is_parameter = place.contains("/parameters/");
        within_arrays(place, schema, &mut |place, inner| {
            if is_enum(inner) {
                self.take(place, format!("{owner}_enum_{property}"), inner);
            } else if is_choice(inner) || (is_anonymous_object(inner) && !is_parameter) {
                self.take(place, format!("{operation}_{property}"), inner);
            }
        });
    }

    /// Moves the inline enums and objects below a component out, each named after its property.
    fn move_out(&mut self, place: &str, component: &str, schema: &mut Value) {
        let owner = component.rsplit('.').next().unwrap_or(component).to_owned();
        for (key, inner) in children(schema) {
            let place = format!("{place}/properties/{}", escape(&key));
            within_arrays(&place, inner, &mut |place, inner| {
                if is_enum(inner) {
                    self.take(place, format!("{owner}_enum_{}", snake(&key)), inner);
                } else if is_anonymous_object(inner) || is_choice(inner) {
                    self.take(place, format!("{component}.{owner}_{}", snake(&key)), inner);
                }
            });
        }
    }

    /// Moves a whole response, or the records of a list, or what a response that is a list holds.
    fn move_whole(&mut self, place: &str, name: &str, schema: &mut Value) {
        within_arrays(place, schema, &mut |place, inner| {
            if is_enum(inner) || is_anonymous_object(inner) || is_choice(inner) {
                self.take(place, name.to_owned(), inner);
            }
        });
    }

    /// Leaves a reference; what belongs to the place (description, nullable, marks) stays beside it.
    fn take(&mut self, place: &str, name: String, schema: &mut Value) {
        let name = self.free(name, is_enum(schema));
        let mut left = json!({ "allOf": [{ "$ref": reference(&name) }] });
        for key in ["description", "nullable", "x-twilio", "deprecated"] {
            if let Some(value) = schema.get(key) {
                left[key] = value.clone();
            }
        }
        let schema = std::mem::replace(schema, left);
        self.moved.push(Moved { place: place.to_owned(), name, schema });
    }

    /// The name, or the next one that no other component has.
    fn free(&mut self, name: String, is_enum: bool) -> String {
        let numbered = (2_u32..).map(|count| format!("{name}_{count}"));
        let is_free = |name: &String| self.taken.get(name).is_none_or(|taken| *taken && is_enum);
        let free = std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name);
        self.taken.insert(free.clone(), is_enum);
        free
    }
}

fn children(schema: &mut Value) -> Vec<(String, &mut Value)> {
    let own = schema.as_object_mut();
    own.into_iter()
        .flatten()
        .flat_map(|(key, value)| match key.as_str() {
            "properties" => value.as_object_mut().into_iter().flatten().map(|(k, v)| (k.clone(), v)).collect(),
            "items" => vec![("item".to_owned(), value)],
            "additionalProperties" if value.is_object() => vec![("value".to_owned(), value)],
            "oneOf" => value.as_array_mut().into_iter().flatten().enumerate().map(option).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// One of several schemas, by its title or its number.
fn option((index, schema): (usize, &mut Value)) -> (String, &mut Value) {
    let title = schema.get("title").and_then(Value::as_str).filter(|title| !title.trim().is_empty());
    (title.map_or_else(|| format!("option_{}", index + 1), str::to_owned), schema)
}

/// The schema itself, or what its arrays and maps hold.
fn within_arrays(place: &str, schema: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    let key = if schema.get("items").is_some() { "items" } else { "additionalProperties" };
    if key == "items" || is_map(schema) {
        if let Some(inner) = schema.get_mut(key) {
            within_arrays(&format!("{place}/{key}"), inner, visit);
        }
    } else {
        visit(place, schema);
    }
}

fn is_enum(schema: &Value) -> bool {
    schema.get("enum").is_some_and(Value::is_array) && schema.get("type") == Some(&json!("string"))
}

fn is_anonymous_object(schema: &Value) -> bool {
    schema.get("properties").and_then(Value::as_object).is_some_and(|properties| !properties.is_empty())
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
