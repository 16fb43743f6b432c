//! What an answer may hold.

use serde_json::{Map, Value};

use super::schemas::{component_keys, components_mut, escape, within};
use super::{COMPONENT_PREFIX, Pass, Working};

/// What a document promises of a value and real answers do not keep.
const PROMISES: &[&str] = &[
    "default",
    "required",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// The key under which the required properties of a schema are kept, for those who make a value of it.
pub const REQUIRED: &str = "x-codegen-required";

pub const PASS: Pass = Pass {
    name: "tolerant-answers",
    why: "Real answers hold nulls, new values and odd lengths where the document promises none: a model drops those promises so that it always decodes.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    let names = component_keys(&working.json);
    let Some(components) = components_mut(&mut working.json) else { return matches };
    for name in names {
        let Some(schema) = components.get_mut(&name) else { continue };
        let place = format!("{COMPONENT_PREFIX}/{}", escape(&name));
        within(&place, schema, &mut |place, inner| {
            let Some(own) = inner.as_object_mut() else { return };
            if let Some(required) = own.get("required").filter(|required| required.is_array()).cloned() {
                own.insert(REQUIRED.to_owned(), required);
            }
            if drop_promises(own) {
                matches.push(place.to_owned());
            }
            let properties = own.get_mut("properties").and_then(Value::as_object_mut);
            for (_, property) in properties.into_iter().flatten() {
                if let Some(property) = property.as_object_mut() {
                    property.insert("nullable".to_owned(), Value::Bool(true));
                }
            }
        });
    }
    matches
}

fn drop_promises(schema: &mut Map<String, Value>) -> bool {
    let before = schema.len();
    schema.retain(|key, value| !PROMISES.contains(&key.as_str()) || (key == "required" && !value.is_array()));
    schema.len() != before
}
