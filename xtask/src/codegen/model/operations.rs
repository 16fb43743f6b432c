//! Operations: what is called, with which inputs, and what it gives.

use serde_json::Value;

use super::docs::{description, is_deprecated};
use super::inputs::{input_type, inputs, path_type};
use super::overrides::Overrides;
use super::{Answer, Input, Operation, Place};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::reserved::{LIST_METHODS, OPTIONS, REQUEST_METHODS};
use crate::codegen::names::{pascal, verb_and_noun};
use crate::codegen::normalise::{ERRORS, LIST, LOCATION, Normalised, TOKEN, is_json, referenced};
use crate::codegen::types::SidNames;

/// Reads one operation.
pub fn operation(
    (path, http, value): (&str, &str, &Value),
    document: &Normalised,
    sids: &SidNames,
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Operation {
    let id = value.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let answer = answer(value, &document.json, sids);
    let mut inputs = inputs(value, document, sids);
    setter_names(&id, &mut inputs, matches!(answer, Answer::List { .. }), overrides);
    collisions(&id, &mut inputs, overrides, diagnostics);
    Operation {
        request: pascal(&id),
        required_builder: None,
        method: verb_and_noun(&id).0,
        http: http.to_owned(),
        path: path.to_owned(),
        template: path.to_owned(),
        token: value.get(TOKEN).and_then(Value::as_str).map(str::to_owned),
        suffix: None,
        description: description(value),
        deprecated: is_deprecated(value),
        inputs,
        media: media(value),
        answer,
        errors: errors(value, &document.json, sids),
        tag: value.pointer("/tags/0").and_then(Value::as_str).map(str::to_owned),
        id,
    }
}

/// A parameter gives way to a field of the body, and any input to the methods that a request has.
fn setter_names(id: &str, inputs: &mut [Input], is_list: bool, overrides: &Overrides<'_>) {
    let plain: Vec<(String, Place)> = inputs.iter().map(|input| (input.name.clone(), input.place)).collect();
    let meets =
        |name: &str, places: &[Place]| plain.iter().any(|(other, place)| other == name && places.contains(place));
    for input in inputs.iter_mut().filter(|input| input.place != Place::Body) {
        if let Some(name) = overrides.setter(id, &input.wire) {
            name.clone_into(&mut input.name);
            continue;
        }
        match input.place {
            Place::Query if meets(&input.name, &[Place::Form, Place::Json, Place::Body]) => {
                input.name.push_str("_query")
            }
            Place::Header if meets(&input.name, &[Place::Form, Place::Json, Place::Body, Place::Query]) => {
                input.name.push_str("_header");
            }
            _ => {}
        }
        let name = input.name.as_str();
        let is_method = REQUEST_METHODS.contains(&name) || (is_list && LIST_METHODS.contains(&name));
        if is_method || OPTIONS.iter().any(|start| name.starts_with(start)) {
            input.name.push_str("_field");
        }
    }
}

fn collisions(id: &str, inputs: &mut [Input], overrides: &Overrides<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for index in 0..inputs.len() {
        let input = &inputs[index];
        let Some(twin) = inputs[..index].iter().find(|other| other.name == input.name) else { continue };
        let diagnostic = Diagnostic::error(
            Code::NameCollision,
            &input.origin,
            format!("`{}` and `{}` of {id} would both be the setter `{}`", twin.wire, input.wire, input.name),
        )
        .at_key()
        .related(&twin.origin, "the other one is here")
        .why("A request has one setter of a name.")
        .help("Both names are facts of the API: give one of them a setter of another name under `names` in products.toml.");
        match overrides.other_name(&input.name, "_", |name| !inputs.iter().any(|other| other.name == name)) {
            Some(name) => {
                diagnostics.push(diagnostic.settled(&name));
                inputs[index].name = name;
            }
            None => diagnostics.push(diagnostic),
        }
    }
}

/// The media type of the body, if it is JSON of a kind of its own.
fn media(operation: &Value) -> Option<String> {
    let content = operation.get("requestBody")?.get("content")?.as_object()?;
    let media = content.keys().next()?;
    let essence = media.split(';').next().unwrap_or_default().trim();
    (is_json(media) && !essence.eq_ignore_ascii_case("application/json")).then(|| essence.to_owned())
}

fn errors(operation: &Value, json: &Value, sids: &SidNames) -> Vec<(String, syn::Type)> {
    let failures = operation.get(ERRORS).and_then(Value::as_array).into_iter().flatten();
    failures
        .filter_map(|failure| {
            let status = failure.get("status")?.as_str()?.to_owned();
            Some((status, output_type(failure.get("schema")?, json, sids)))
        })
        // A body that is described as anything says nothing.
        .filter(|(_, ty)| *ty != syn::parse_quote!(rt::Json))
        .collect()
}

fn answer(operation: &Value, json: &Value, sids: &SidNames) -> Answer {
    if let Some(list) = operation.get(LIST) {
        return Answer::List {
            key: list.get("key").and_then(Value::as_str).unwrap_or_default().to_owned(),
            item: output_type(list.get("items").unwrap_or(&Value::Null), json, sids),
            token: list.get("token").and_then(Value::as_str).map(str::to_owned),
            max_page_size: list.get("max_page_size").and_then(Value::as_u64).and_then(|size| u32::try_from(size).ok()),
        };
    }
    if operation.get(LOCATION).is_some() {
        return Answer::Location;
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
pub fn output_type(schema: &Value, json: &Value, sids: &SidNames) -> syn::Type {
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
