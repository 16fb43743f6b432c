//! Whether two components can be one type, and which of those that they refer to then are one type as well.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::codegen::normalise::schemas::{component, target};

/// Twin to the component that replaces it.
pub type Twins = BTreeMap<String, String>;

/// Two properties of one name that have different types.
pub struct Conflict {
    pub component: String,
    pub twin: String,
    pub property: String,
    pub type_of_component: String,
    pub type_of_twin: String,
}

/// All twins that two components have, themselves included.
pub fn twins(json: &Value, one: &str, other: &str) -> Result<Twins, Conflict> {
    let mut found = Twins::new();
    compare(json, one, other, &mut found)?;
    Ok(found)
}

/// Whether one of two components has every property of the other.
pub fn is_contained(json: &Value, one: &str, other: &str) -> bool {
    let names = |name: &str| component(json, name).and_then(properties).map(|all| all.keys().collect::<Vec<_>>());
    match (names(one), names(other)) {
        (Some(one), Some(other)) => {
            let within = |one: &[&String], other: &[&String]| one.iter().all(|name| other.contains(name));
            within(&one, &other) || within(&other, &one)
        }
        _ => false,
    }
}

/// Whether a schema is an enum.
pub fn is_enum(schema: &Value) -> bool {
    schema.get("enum").is_some_and(Value::is_array)
}

fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

fn compare(json: &Value, one: &str, other: &str, found: &mut Twins) -> Result<(), Conflict> {
    // Before the properties: a component may refer to itself.
    found.insert(other.to_owned(), one.to_owned());
    let own = component(json, one).and_then(properties);
    let twins = component(json, other).and_then(properties);
    for (property, schema) in own.into_iter().flatten() {
        let Some(twin) = twins.and_then(|twins| twins.get(property)) else { continue };
        if !is_one_type(json, schema, twin, found)? {
            return Err(Conflict {
                component: one.to_owned(),
                twin: other.to_owned(),
                property: property.clone(),
                type_of_component: described(json, schema),
                type_of_twin: described(json, twin),
            });
        }
    }
    Ok(())
}

fn is_one_type(json: &Value, one: &Value, other: &Value, found: &mut Twins) -> Result<bool, Conflict> {
    match (target(one), target(other)) {
        (Some(one), Some(other)) if one == other || found.get(&other) == Some(&one) => Ok(true),
        (Some(one), Some(other)) => {
            let is = |name: &str| component(json, name).is_some_and(is_enum);
            match (is(&one), is(&other)) {
                (true, true) => {
                    found.insert(other, one);
                    Ok(true)
                }
                (false, false) => compare(json, &one, &other, found).map(|()| true),
                _ => Ok(false),
            }
        }
        (None, None) => match (one.get("items"), other.get("items")) {
            (Some(one), Some(other)) => is_one_type(json, one, other, found),
            _ => Ok(one.get("type") == other.get("type") && one.get("format") == other.get("format")),
        },
        _ => Ok(false),
    }
}

/// A type in words: `a string (date-time)`.
fn described(json: &Value, schema: &Value) -> String {
    if let Some(target) = target(schema) {
        let kind = if component(json, &target).is_some_and(is_enum) { "the enum" } else { "the object" };
        return format!("{kind} `{target}`");
    }
    match (schema.get("type").and_then(Value::as_str), schema.get("format").and_then(Value::as_str)) {
        (Some("array"), _) => {
            format!(
                "an array of {}",
                schema.get("items").map_or("any value".to_owned(), |items| described(json, items))
            )
        }
        (Some(ty), Some(format)) => format!("a value of type `{ty}` and format `{format}`"),
        (Some(ty), None) => format!("a value of type `{ty}`"),
        (None, _) => "any value".to_owned(),
    }
}
