//! Operations: what is called, with which inputs, and what it gives.

use serde_json::Value;

use super::docs::{description, is_deprecated};
use super::inputs::{input_type, inputs, path_type};
use super::{Answer, Operation, Place};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::{pascal, verb_and_noun};
use crate::codegen::normalise::{LIST, escape, referenced};
use crate::codegen::types::SidNames;

/// Methods that every request has; a setter of the same name gives way.
const REQUEST_METHODS: &[&str] = &["send", "clone"];
/// Methods that a list request has besides.
const LIST_METHODS: &[&str] = &["send", "clone", "stream", "pages", "page_size", "limit", "resume"];

/// Reads one operation.
pub fn operation(
    path: &str,
    http: &str,
    value: &Value,
    json: &Value,
    sids: &SidNames,
    diagnostics: &mut Vec<Diagnostic>,
) -> Operation {
    let id = value.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let answer = answer(value, json, sids);
    let reserved = if matches!(answer, Answer::List { .. }) { LIST_METHODS } else { REQUEST_METHODS };
    let mut inputs = inputs(value, json, sids);
    for input in &mut inputs {
        if reserved.contains(&input.name.as_str()) || (input.name.starts_with("with_") && input.place != Place::Body) {
            input.name.push_str("_field");
        }
    }
    for (index, input) in inputs.iter().enumerate() {
        if let Some(twin) = inputs[..index].iter().find(|other| other.name == input.name) {
            diagnostics.push(
                Diagnostic::error(
                    Code::NameCollision,
                    format!("/paths/{}/{http}", escape(path)),
                    format!("`{}` and `{}` of {id} would both be the setter `{}`", twin.wire, input.wire, input.name),
                )
                .why("A request has one setter a name.")
                .help("Rename one of the two in the document."),
            );
        }
    }
    Operation {
        request: pascal(&id),
        method: verb_and_noun(&id).0,
        http: http.to_owned(),
        path: path.to_owned(),
        suffix: None,
        description: description(value),
        deprecated: is_deprecated(value),
        inputs,
        answer,
        tag: value.pointer("/tags/0").and_then(Value::as_str).map(str::to_owned),
        id,
    }
}

fn answer(operation: &Value, json: &Value, sids: &SidNames) -> Answer {
    if let Some(list) = operation.get(LIST) {
        return Answer::List {
            key: list.get("key").and_then(Value::as_str).unwrap_or_default().to_owned(),
            item: output_type(list.get("items").unwrap_or(&Value::Null), json, sids),
            max_page_size: list.get("max_page_size").and_then(Value::as_u64).and_then(|size| u32::try_from(size).ok()),
        };
    }
    let schema = operation
        .get("responses")
        .and_then(Value::as_object)
        .and_then(|responses| responses.values().next()?.get("content")?.as_object()?.values().next()?.get("schema"));
    match schema {
        Some(schema) => Answer::One(output_type(schema, json, sids)),
        None => Answer::Empty,
    }
}

/// The type of a whole answer or of a record: a component, or what an input of that schema would be.
fn output_type(schema: &Value, json: &Value, sids: &SidNames) -> syn::Type {
    let only = schema.get("allOf").and_then(Value::as_array).and_then(|all| all.first()).unwrap_or(schema);
    match referenced(only) {
        Some(target) => path_type(&target),
        None if schema.get("type").and_then(Value::as_str) == Some("array") => {
            let item = output_type(schema.get("items").unwrap_or(&Value::Null), json, sids);
            syn::parse_quote!(Vec<#item>)
        }
        None => {
            let ty = input_type(schema, json, sids);
            if ty == syn::parse_quote!(rt::Value) { syn::parse_quote!(rt::Json) } else { ty }
        }
    }
}
