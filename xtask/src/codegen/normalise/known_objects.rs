//! Objects, numbers and maps for which the core has a type.

use serde_json::{Value, json};

use super::schemas::each_schema;
use super::{Pass, Working};

/// The format of what a phone number can do.
pub const CAPABILITIES: &str = "x-phone-number-capabilities";

/// The format of an exact number.
pub const DECIMAL: &str = "x-decimal";

/// The key under which the prefix of a map is kept that is written as one parameter for each of its members.
pub const FLAT: &str = "x-codegen-flat";

/// The beginning of the format of such a map; its end is the prefix.
const FLAT_MAP: &str = "prefixed-collapsible-map-";

pub const PASS: Pass = Pass {
    name: "known-objects",
    why: "Prices lose digits in a binary number, and what a phone number can do is the same object in many resources: the core has a type of each.",
    run,
};

/// The prefix under which the members of a map are written, for a map that is written flat.
pub fn flat_prefix(schema: &Value) -> Option<&str> {
    schema.get("format")?.as_str()?.strip_prefix(FLAT_MAP)
}

/// Whether the core's type of capabilities has every member that the document declares.
fn has_known_members(schema: &Value) -> bool {
    let is_known = |name: &String| ["voice", "sms", "mms", "fax"].contains(&name.to_ascii_lowercase().as_str());
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.is_none_or(|properties| properties.keys().all(is_known))
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_schema(&mut working.json, &mut |place, schema| {
        let is_input = !place.starts_with(super::COMPONENT_PREFIX) && !place.contains("/responses/");
        let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
        let kind = schema.get("type").and_then(Value::as_str).unwrap_or_default();
        let becomes = match (kind, format) {
            ("object", "phone-number-capabilities") if has_known_members(schema) => CAPABILITIES,
            ("number", "decimal" | "currency") => DECIMAL,
            // A caller's number is written with all the digits that it has.
            ("number", format) if !is_input && !matches!(format, "float" | "double") => DECIMAL,
            _ => {
                if let Some(prefix) = flat_prefix(schema).map(str::to_owned) {
                    schema[FLAT] = json!(prefix);
                    matches.push(place.to_owned());
                }
                return;
            }
        };
        let Some(own) = schema.as_object_mut() else { return };
        own.insert("type".to_owned(), json!("string"));
        own.insert("format".to_owned(), json!(becomes));
        own.retain(|key, _| !matches!(key.as_str(), "properties" | "required" | "additionalProperties" | "enum"));
        matches.push(place.to_owned());
    });
    matches
}
