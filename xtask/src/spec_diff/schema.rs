//! Reads schemas: their type as one string, bounds, enum values, and the components that they refer to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The prefix of references to schemas.
const SCHEMAS: &str = "#/components/schemas/";

/// The bounds of a value.
const BOUNDS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// The single reference of `{allOf: [{$ref: …}], description: …}`, or of `{$ref: …}`: its way to describe a reference.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    let only = |list: &str| match schema.get(list)?.as_array()?.as_slice() {
        [one] => one.get("$ref")?.as_str(),
        _ => None,
    };
    let direct = schema.get("$ref").and_then(Value::as_str);
    direct.or_else(|| only("allOf")).or_else(|| only("oneOf")).or_else(|| only("anyOf"))
}

/// The component that a schema is a reference to.
pub(super) fn component(schema: &Value) -> Option<&str> {
    reference(schema)?.strip_prefix(SCHEMAS)
}

/// Whether a component is another name of a plain string or number. The generator replaces references to it.
pub(super) fn is_alias(schema: &Value) -> bool {
    let kind = schema.get("type").and_then(Value::as_str);
    let is_scalar = matches!(kind, Some("string" | "integer" | "number" | "boolean"));
    is_scalar && schema.get("enum").is_none()
}

/// The schema that a reference to an alias leads to; any other schema is returned unchanged.
fn inlined<'s>(schema: &'s Value, schemas: &'s Value) -> &'s Value {
    let target = component(schema).and_then(|name| schemas.get(name));
    target.filter(|target| is_alias(target)).unwrap_or(schema)
}

/// The prefix of a SID: `^CH[0-9a-fA-F]{32}$` is the pattern of a type of its own.
fn sid(schema: &Value) -> Option<&str> {
    let pattern = schema.get("pattern")?.as_str()?.strip_prefix('^')?.strip_suffix("{32}$")?;
    let (prefix, rest) = pattern.split_at_checked(2)?;
    let is_sid = prefix.bytes().all(|byte| byte.is_ascii_uppercase()) && rest.starts_with('[') && rest.ends_with(']');
    is_sid.then_some(prefix)
}

/// The type, so that two schemas with the same type have the same string. `schemas` are the document's components.
pub(super) fn shape(schema: &Value, schemas: &Value) -> String {
    let schema = inlined(schema, schemas);
    if let Some(name) = component(schema) {
        return name.to_owned();
    }
    if let Some(prefix) = sid(schema) {
        return format!("SID {prefix}");
    }
    let shape = |part: &Value| shape(part, schemas);
    if let Some(items) = schema.get("items") {
        return format!("array of {}", shape(items));
    }
    for list in ["allOf", "oneOf", "anyOf"] {
        if let Some(parts) = schema.get(list).and_then(Value::as_array) {
            let parts: Vec<String> = parts.iter().map(shape).collect();
            return format!("{list} ({})", parts.join(", "));
        }
    }
    let kind = schema.get("type").and_then(Value::as_str).unwrap_or("any");
    let kind = match (kind, schema.get("additionalProperties")) {
        ("object", Some(values)) if values.is_object() => format!("object of {}", shape(values)),
        _ => kind.to_owned(),
    };
    match schema.get("format").and_then(Value::as_str) {
        Some(format) => format!("{kind} {format}"),
        None => kind,
    }
}

/// The bounds of a value, and of the items of a list.
pub(super) fn bounds(schema: &Value, schemas: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let schema = inlined(schema, schemas);
    let items = schema.get("items").map(|items| inlined(items, schemas));
    // The type of a SID has its bounds.
    for (prefix, schema) in [("", Some(schema)), ("items.", items)]
        .map(|(prefix, schema)| (prefix, schema.filter(|schema| sid(schema).is_none())))
    {
        for name in BOUNDS {
            if let Some(value) = schema.and_then(|schema| schema.get(name)) {
                found.insert(format!("{prefix}{name}"), plain(value));
            }
        }
    }
    found
}

/// The values of an enum, or of the items of a list.
pub(super) fn values(schema: &Value) -> BTreeSet<String> {
    let own = schema.get("enum").or_else(|| schema.get("items")?.get("enum"));
    own.and_then(Value::as_array).into_iter().flatten().map(plain).collect()
}

/// A scalar without quotes; anything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The components that a schema refers to, directly.
pub(super) fn components(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            let target = map.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix(SCHEMAS));
            found.extend(target.map(str::to_owned));
            map.iter()
                .filter(|(key, _)| *key != "example" && *key != "examples")
                .for_each(|(_, part)| components(part, found));
        }
        Value::Array(items) => items.iter().for_each(|item| components(item, found)),
        _ => {}
    }
}
