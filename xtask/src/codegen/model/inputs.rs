//! Inputs: parameters and body fields of an operation, with the types that a caller gives.

use serde_json::Value;

use super::docs::{description, is_deprecated};
use super::{Input, Place};
use crate::codegen::names::snake;
use crate::codegen::normalise::{
    FLAT, JSON, LINKS, Normalised, PLACE, REQUIRED, VALUES, escape, is_choice, is_json, is_map, referenced, target,
};
use crate::codegen::types::{SidNames, core_type};

/// What the vendor's own headers begin with; the names of setters do not repeat it.
const VENDOR_HEADER: &str = "x-twilio-";

/// The inputs of an operation beside its path parameters, in the document's order.
pub fn inputs(operation: &Value, document: &Normalised, sids: &SidNames) -> Vec<Input> {
    let json = &document.json;
    let mut inputs: Vec<Input> = operation
        .get("parameters")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|parameter| from_parameter(parameter, json, sids))
        .collect();
    inputs.extend(body(operation, document, sids));
    inputs
}

fn from_parameter(parameter: &Value, json: &Value, sids: &SidNames) -> Option<Input> {
    let place = match parameter.get("in")?.as_str()? {
        "query" => Place::Query,
        "header" => Place::Header,
        _ => return None,
    };
    let schema = parameter.get("schema")?;
    let wire = parameter.get("name")?.as_str()?;
    let required = parameter.get("required") == Some(&Value::Bool(true));
    let mut input = input(wire, place, schema, required, json, sids);
    input.origin = parameter.get(PLACE).and_then(Value::as_str).unwrap_or_default().to_owned();
    input.description = description(parameter).or(input.description);
    input.deprecated |= is_deprecated(parameter);
    if place == Place::Header {
        input.name = snake(without_vendor(wire));
    }
    Some(input)
}

/// The name of a header without the vendor's prefix.
fn without_vendor(header: &str) -> &str {
    match header.get(..VENDOR_HEADER.len()) {
        Some(prefix) if prefix.eq_ignore_ascii_case(VENDOR_HEADER) && header.len() > prefix.len() => {
            &header[prefix.len()..]
        }
        _ => header,
    }
}

/// The fields of a form or JSON body; a JSON body without declared fields is one input.
fn body(operation: &Value, document: &Normalised, sids: &SidNames) -> Vec<Input> {
    let json = &document.json;
    let Some(request) = operation.get("requestBody") else { return Vec::new() };
    let content = request.get("content").and_then(Value::as_object);
    let Some((media, entry)) = content.and_then(|content| content.iter().next()) else { return Vec::new() };
    let place = if is_json(media) { Place::Json } else { Place::Form };
    let schema = entry.get("schema").unwrap_or(&Value::Null);
    let whole = input_type(schema, json, sids);
    let at = request.get(PLACE).and_then(Value::as_str).unwrap_or_default();
    let (schema, at) = reached(schema, format!("{at}/content/{}/schema", escape(media)), document);
    // In a component they are kept under a key of ours: of a response nothing is required.
    let required = schema.get("required").or(schema.get(REQUIRED)).and_then(Value::as_array);
    let required: Vec<&str> = required.into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object).filter(|properties| !properties.is_empty());
    match properties.filter(|_| !is_choice(schema)) {
        Some(properties) => properties
            .iter()
            .map(|(wire, property)| {
                let required = required.contains(&wire.as_str());
                let origin = format!("{at}/properties/{}", escape(wire));
                Input { origin, ..input(wire, place, property, required, json, sids) }
            })
            .collect(),
        None if place == Place::Json => vec![Input {
            wire: String::new(),
            name: "body".to_owned(),
            origin: at,
            place: Place::Body,
            ty: whole,
            required: request.get("required") == Some(&Value::Bool(true)),
            description: description(schema).or_else(|| description(request)),
            bounds: Vec::new(),
            flat: None,
            deprecated: false,
        }],
        None => Vec::new(),
    }
}

/// What a schema refers to, through components that are references themselves, and where it is declared.
fn reached<'a>(schema: &'a Value, at: String, document: &'a Normalised) -> (&'a Value, String) {
    let (mut schema, mut at) = (schema, at);
    for _ in 0..16 {
        match target(schema).and_then(|name| Some((component(&document.json, &name)?, name))) {
            Some((found, name)) => (schema, at) = (found, document.origin(&name)),
            None => break,
        }
    }
    (schema, at)
}

fn input(wire: &str, place: Place, schema: &Value, required: bool, json: &Value, sids: &SidNames) -> Input {
    Input {
        wire: wire.to_owned(),
        name: snake(wire),
        origin: String::new(),
        place,
        ty: input_type(schema, json, sids),
        required,
        description: description(schema),
        bounds: bounds(schema),
        flat: schema.get(FLAT).and_then(Value::as_str).map(str::to_owned),
        deprecated: is_deprecated(schema),
    }
}

/// The type of the value that a caller gives.
pub fn input_type(schema: &Value, json: &Value, sids: &SidNames) -> syn::Type {
    let only = schema.get("allOf").and_then(Value::as_array).and_then(|all| all.first()).unwrap_or(schema);
    if let Some(target) = referenced(only) {
        return match component(json, &target) {
            Some(raw) if raw.get("format").and_then(Value::as_str) == Some(JSON) => syn::parse_quote!(rt::Value),
            Some(_) => path_type(&target),
            None => syn::parse_quote!(rt::Value),
        };
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => syn::parse_quote!(bool),
        Some("integer") => syn::parse_quote!(i64),
        Some("number") => syn::parse_quote!(f64),
        Some("array") => {
            let item =
                schema.get("items").map_or_else(|| syn::parse_quote!(String), |items| input_type(items, json, sids));
            syn::parse_quote!(Vec<#item>)
        }
        Some("string") => match schema.get("format").and_then(Value::as_str) {
            Some(JSON | LINKS) => syn::parse_quote!(rt::Value),
            Some(format) => core_type(format, sids).map_or_else(|| syn::parse_quote!(String), |path| path_type(&path)),
            None => syn::parse_quote!(String),
        },
        _ if is_map(schema) => {
            let values = input_type(schema.get("additionalProperties").unwrap_or(&Value::Null), json, sids);
            match values == syn::parse_quote!(rt::Value) {
                true => values,
                false => syn::parse_quote!(::std::collections::HashMap<String, #values>),
            }
        }
        _ => syn::parse_quote!(rt::Value),
    }
}

/// A path such as `rt::sid::Sid` as a type; the paths come from tables of ours, so they parse.
pub fn path_type(path: &str) -> syn::Type {
    let segments: syn::punctuated::Punctuated<syn::PathSegment, syn::Token![::]> =
        path.split("::").map(|segment| syn::PathSegment::from(crate::codegen::names::ident(segment))).collect();
    syn::Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: syn::Path { leading_colon: None, segments } })
}

fn component<'a>(json: &'a Value, name: &str) -> Option<&'a Value> {
    json.get("components")?.get("schemas")?.get(name)
}

/// Bounds in words: `at most 256 characters`.
fn bounds(schema: &Value) -> Vec<String> {
    let number = |key: &str| schema.get(key).filter(|value| value.is_number()).map(Value::to_string);
    let mut words = Vec::new();
    match (number("minimum"), number("maximum")) {
        (Some(low), Some(high)) => words.push(format!("{low} to {high}")),
        (Some(low), None) => words.push(format!("at least {low}")),
        (None, Some(high)) => words.push(format!("at most {high}")),
        (None, None) => {}
    }
    match (number("minLength"), number("maxLength")) {
        (Some(low), Some(high)) if low == high => words.push(format!("{low} characters")),
        (Some(low), Some(high)) => words.push(format!("{low} to {high} characters")),
        (Some(low), None) => words.push(format!("at least {low} characters")),
        (None, Some(high)) => words.push(format!("at most {high} characters")),
        (None, None) => {}
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        words.push(format!("matching `{}`", pattern.replace('`', "'")));
    }
    if let Some(values) = schema.get(VALUES).and_then(Value::as_array) {
        let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        words.push(format!("one of {}", values.join(", ")));
    }
    if let Some(default) = schema.get("default").filter(|value| !value.is_null()) {
        words.push(format!("default `{}`", default.to_string().replace('`', "'")));
    }
    words
}
