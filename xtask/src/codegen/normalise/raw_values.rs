//! Values that the core keeps as raw JSON until they are asked for.

use serde_json::{Value, json};

use super::choices::is_choice;
use super::known_objects::FLAT;
use super::schemas::each_schema;
use super::{Pass, Working};

/// The format of a map from names to URLs.
pub const LINKS: &str = "x-links";
/// The format of a value that the document does not describe.
pub const JSON: &str = "x-json";

/// The format of a string that holds JSON, as documents write it.
pub const JSON_STRING: &str = "json";

pub const PASS: Pass = Pass {
    name: "raw-values",
    why: "Maps of URLs, untyped values, free-form objects and choices have no one Rust type: the core keeps their JSON and reads it when asked.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_schema(&mut working.json, &mut |place, schema| {
        let Some(format) = raw_format(place, schema) else { return };
        let mut raw = json!({ "type": "string", "format": format });
        for key in ["description", "nullable", "x-twilio", "deprecated", FLAT] {
            if let Some(value) = schema.get(key) {
                raw[key] = value.clone();
            }
        }
        *schema = raw;
        matches.push(place.to_owned());
    });
    matches
}

fn raw_format(place: &str, schema: &Value) -> Option<&'static str> {
    let is_body = place.ends_with("/schema") && place.contains("/requestBody/");
    if is_body || schema.get("$ref").is_some() || is_choice(schema) {
        return None;
    }
    let several = ["oneOf", "anyOf", "not"].iter().any(|key| schema.get(key).is_some())
        || schema.get("allOf").and_then(Value::as_array).is_some_and(|all| all.len() != 1);
    match schema.get("type").and_then(Value::as_str) {
        _ if several => Some(JSON),
        Some("object") if schema.get("format") == Some(&json!("uri-map")) => Some(LINKS),
        Some("object") if schema.get("properties").and_then(Value::as_object).is_none_or(|p| p.is_empty()) => {
            (!is_map(schema)).then_some(JSON)
        }
        None if is_map(schema) => None,
        None if schema.get("properties").is_none() && schema.get("allOf").is_none() => Some(JSON),
        Some("string") if schema.get("enum").is_some() && !all_text(schema) => Some(JSON),
        _ => None,
    }
}

/// Whether an object has no known properties, and says what the others are.
pub fn is_map(schema: &Value) -> bool {
    let has_properties = schema.get("properties").and_then(Value::as_object).is_some_and(|all| !all.is_empty());
    let values = schema.get("additionalProperties").and_then(Value::as_object);
    !has_properties && values.is_some_and(|values| !values.is_empty())
}

fn all_text(schema: &Value) -> bool {
    schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().all(Value::is_string))
}
