//! Puts a twin into the component that replaces it.

use serde_json::{Map, Value, json};

use super::similar::Twins;
use crate::codegen::normalise::fixups::SPELLINGS;
use crate::codegen::normalise::schemas::{component, components_mut, each_schema, reference, referenced};

/// The mark of a reference that led to a twin.
pub const TWIN: &str = "x-codegen-twin";

/// Adds what only the twin has: the wider schema wins.
pub fn merge(json: &mut Value, name: &str, twin: &str) {
    let Some(twin) = component(json, twin).cloned() else { return };
    let Some(own) = components_mut(json).and_then(|components| components.get_mut(name)) else { return };
    if let Some(values) = twin.get("enum").and_then(Value::as_array) {
        merge_values(own, values, twin.get("description"));
    }
    if let Some(spellings) = twin.get(SPELLINGS).filter(|_| own.get(SPELLINGS).is_none()) {
        own[SPELLINGS] = spellings.clone();
    }
    if let (Some(own), Some(twins)) =
        (own.get_mut("properties").and_then(Value::as_object_mut), twin.get("properties").and_then(Value::as_object))
    {
        *own = merged_properties(own, twins);
    }
}

/// Adds values. A description that names all of them replaces one that names some.
fn merge_values(own: &mut Value, values: &[Value], description: Option<&Value>) {
    let mut all = own.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_wider = all.iter().all(|value| values.contains(value)) && all.len() < values.len();
    let new: Vec<Value> = values.iter().filter(|value| !all.contains(value)).cloned().collect();
    all.extend(new);
    own["enum"] = Value::Array(all);
    if let Some(description) = description.filter(|_| is_wider) {
        own["description"] = description.clone();
    }
}

/// The properties of both, those of the twin at its places. What one of both marks as personal data is marked.
fn merged_properties(own: &Map<String, Value>, twins: &Map<String, Value>) -> Map<String, Value> {
    let mut waiting: Vec<(&String, &Value)> = Vec::new();
    let mut merged = Map::new();
    for (name, schema) in twins {
        if !own.contains_key(name) {
            waiting.push((name, schema));
        }
    }
    let before = |name: &String| {
        let place = twins.keys().position(|twin| twin == name)?;
        twins.keys().take(place).rev().find(|twin| own.contains_key(*twin)).cloned()
    };
    let mut leading: Vec<(&String, &Value)> = Vec::new();
    waiting.retain(|(name, schema)| {
        let has_place = before(name).is_some();
        if !has_place {
            leading.push((name, schema));
        }
        has_place
    });
    merged.extend(leading.into_iter().map(|(name, schema)| (name.clone(), schema.clone())));
    for (name, schema) in own {
        let mut schema = schema.clone();
        if let Some(mark) = twins.get(name).and_then(|twin| twin.get("x-twilio"))
            && schema.get("x-twilio").is_none()
        {
            mark_private(&mut schema, mark);
        }
        merged.insert(name.clone(), schema);
        let after = waiting.iter().filter(|(twin, _)| before(twin).as_ref() == Some(name));
        merged.extend(after.map(|(twin, schema)| ((*twin).clone(), (*schema).clone())));
    }
    merged
}

fn mark_private(schema: &mut Value, mark: &Value) {
    // A plain reference would hide what is beside it.
    if let Some(reference) = schema.get("$ref").cloned() {
        *schema = json!({ "allOf": [{ "$ref": reference }] });
    }
    schema["x-twilio"] = mark.clone();
}

/// Leads every reference to a twin to its component, and marks it.
pub fn redirect(json: &mut Value, twins: &Twins) {
    each_schema(json, &mut |_, schema| {
        if let Some(component) = referenced(schema).and_then(|twin| twins.get(&twin)) {
            *schema = json!({ "$ref": reference(component), TWIN: true });
        }
    });
}
