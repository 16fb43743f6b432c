//! Enums that list null, and enums of numbers or booleans.

use serde_json::{Value, json};

use super::schemas::each_schema;
use super::{Pass, Working};

/// The key under which the listed values of a number or a boolean are kept, for the documentation of inputs.
pub const VALUES: &str = "x-codegen-values";

pub const PASS: Pass = Pass {
    name: "enum-values",
    why: "OpenAPI 3.0.3 lists null among the values of a nullable enum, where it is no value of its own; a number keeps its type, and its values are documented.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_schema(&mut working.json, &mut |place, schema| {
        let (has_null, is_scalar) = (drop_null(schema), keep_scalar(schema));
        if has_null || is_scalar {
            matches.push(place.to_owned());
        }
    });
    matches
}

/// Takes null out of the values and marks the schema as nullable.
fn drop_null(schema: &mut Value) -> bool {
    let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) else { return false };
    let before = values.len();
    values.retain(|value| !value.is_null());
    let had_null = values.len() != before;
    if had_null {
        schema["nullable"] = json!(true);
    }
    had_null
}

/// Leaves the type of a number or a boolean, and keeps its values for the documentation.
fn keep_scalar(schema: &mut Value) -> bool {
    let is_scalar = matches!(schema.get("type").and_then(Value::as_str), Some("integer" | "number" | "boolean"));
    let Some(schema) = schema.as_object_mut().filter(|_| is_scalar) else { return false };
    let values = schema.shift_remove("enum");
    let is_listed = values.is_some();
    schema.extend(values.map(|values| (VALUES.to_owned(), values)));
    is_listed
}
