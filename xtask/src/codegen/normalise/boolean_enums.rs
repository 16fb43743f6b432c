//! Enums of the two texts `true` and `false`.

use serde_json::{Value, json};

use super::schemas::each_schema;
use super::{Pass, Working};

pub const PASS: Pass = Pass {
    name: "boolean-enums",
    why: "For a caller a choice between the texts true and false is a boolean; the wire text is the same.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_schema(&mut working.json, &mut |place, schema| {
        if is_boolean(schema) {
            let description = schema.get("description").cloned();
            *schema = json!({ "type": "boolean" });
            if let Some(description) = description {
                schema["description"] = description;
            }
            matches.push(place.to_owned());
        }
    });
    matches
}

fn is_boolean(schema: &Value) -> bool {
    let Some(values) = schema.get("enum").and_then(Value::as_array) else { return false };
    let mut texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    texts.sort_unstable();
    values.len() == 2 && texts == ["false", "true"]
}
