//! Corrections that products.toml orders; each has to find what it corrects.

use serde_json::{Value, json};

use super::schemas::{components_mut, each_operation};
use super::{Pass, Working};
use crate::codegen::config::{Fixup, FixupKind};
use crate::codegen::diagnostics::{Code, Diagnostic};

/// The key of an enum under which the second spellings of its values are, by value.
pub const SPELLINGS: &str = "x-codegen-spellings";

pub const PASS: Pass = Pass {
    name: "fixups",
    why: "Where the published document and real answers disagree, products.toml says so, and the correction holds for the vendor's document too.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    let product = working.product;
    for fixup in &product.fixups {
        match apply(&mut working.json, &fixup.kind) {
            Ok(place) => matches.push(place),
            Err(problem) => working.diagnostics.push(unmatched(fixup, &problem)),
        }
    }
    matches
}

fn unmatched(fixup: &Fixup, problem: &str) -> Diagnostic {
    Diagnostic::error(Code::UnmatchedOverride, &fixup.origin, format!("this fixup corrects nothing: {problem}"))
        .why("A correction that finds nothing to correct hides that the document has changed.")
        .help("Remove the fixup, or correct what it names.")
}

/// Corrects the document and says where; or says why there is nothing to correct.
fn apply(json: &mut Value, kind: &FixupKind) -> Result<String, String> {
    match kind {
        FixupKind::AddEnumValue { component, value } => add_enum_value(json, component, value),
        FixupKind::AddEnumSpelling { component, value, spelling } => add_spelling(json, component, value, spelling),
        FixupKind::SetNullable { component, property } => {
            let schema = property_mut(json, component, property)?;
            set(schema, "nullable", json!(true)).map(|()| format!("{component}.{property}"))
        }
        FixupKind::MarkPrivate { component, property } => {
            let schema = property_mut(json, component, property)?;
            set(schema, "x-twilio", json!({ "pii": { "handling": "standard" } }))
                .map(|()| format!("{component}.{property}"))
        }
        FixupKind::SetRequired { operation, input, required } => set_required(json, operation, input, *required),
    }
}

fn add_enum_value(json: &mut Value, component: &str, value: &str) -> Result<String, String> {
    let schema = schema_mut(json, component)?;
    let values =
        schema.get_mut("enum").and_then(Value::as_array_mut).ok_or_else(|| format!("`{component}` is no enum"))?;
    if values.iter().any(|known| known == value) {
        return Err(format!("`{component}` has the value `{value}` already"));
    }
    values.push(json!(value));
    Ok(format!("{component}: {value}"))
}

fn add_spelling(json: &mut Value, component: &str, value: &str, spelling: &str) -> Result<String, String> {
    let schema = schema_mut(json, component)?;
    let has = |schema: &Value, value: &str| {
        schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().any(|known| known == value))
    };
    if !has(schema, value) {
        return Err(format!("`{component}` has no value `{value}`"));
    }
    if has(schema, spelling) {
        return Err(format!("`{component}` has the value `{spelling}` already"));
    }
    if let Some(known) = schema.get(SPELLINGS).and_then(|all| all.get(value)?.as_str()) {
        return Err(format!("`{component}` spells `{value}` as `{known}` already; a value has at most two spellings"));
    }
    if schema.get(SPELLINGS).is_none() {
        schema[SPELLINGS] = json!({});
    }
    schema[SPELLINGS][value] = json!(spelling);
    Ok(format!("{component}: {value} or {spelling}"))
}

fn set(schema: &mut Value, key: &str, value: Value) -> Result<(), String> {
    if schema.get(key) == Some(&value) {
        return Err(format!("`{key}` is as the fixup wants it already"));
    }
    // A plain reference would hide what stands beside it.
    if let Some(reference) = schema.get("$ref").cloned() {
        *schema = json!({ "allOf": [{ "$ref": reference }] });
    }
    schema[key] = value;
    Ok(())
}

fn schema_mut<'a>(json: &'a mut Value, component: &str) -> Result<&'a mut Value, String> {
    components_mut(json)
        .and_then(|components| components.get_mut(component))
        .ok_or_else(|| format!("there is no component `{component}`"))
}

fn property_mut<'a>(json: &'a mut Value, component: &str, property: &str) -> Result<&'a mut Value, String> {
    schema_mut(json, component)?
        .get_mut("properties")
        .and_then(|properties| properties.get_mut(property))
        .filter(|schema| schema.is_object())
        .ok_or_else(|| format!("`{component}` has no property `{property}`"))
}

fn set_required(json: &mut Value, id: &str, input: &str, required: bool) -> Result<String, String> {
    let mut outcome = Err(format!("there is no operation `{id}`"));
    each_operation(json, |_, operation| {
        if operation.get("operationId").and_then(Value::as_str) == Some(id) {
            outcome = require(operation, input, required).map(|()| format!("{id}.{input}"));
        }
    });
    outcome
}

fn require(operation: &mut Value, input: &str, required: bool) -> Result<(), String> {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    let named = |parameter: &&mut Value| parameter.get("name").and_then(Value::as_str) == Some(input);
    if let Some(parameter) = parameters.into_iter().flatten().find(named) {
        return set(parameter, "required", json!(required));
    }
    let content = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut);
    for schema in content.into_iter().flatten().filter_map(|(_, entry)| entry.get_mut("schema")) {
        if schema.pointer("/properties").and_then(|properties| properties.get(input)).is_none() {
            continue;
        }
        let mut names = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let before = names.len();
        names.retain(|name| name != input);
        if required {
            names.push(json!(input));
        }
        if names.len() == before {
            return Err(format!("`{input}` is as the fixup wants it already"));
        }
        schema["required"] = Value::Array(names);
        return Ok(());
    }
    Err(format!("it has no input `{input}`"))
}
