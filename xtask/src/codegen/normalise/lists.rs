//! Answers that are one page of records.

use serde_json::{Map, Value, json};

use super::schemas::{LIST, component, each_operation, target};
use super::{Pass, Working};

/// The query parameters that belong to the pager and are no setters.
const PAGING: &[&str] = &["PageSize", "Page", "PageToken"];

/// What `meta` calls the token of the next page.
const TOKENS: &[&str] = &["nextToken", "next_token"];

/// The parameters that take it, in small letters and without what joins words.
const TOKEN_PARAMETERS: &[&str] = &["pagetoken", "nexttoken", "token"];

pub const PASS: Pass = Pass {
    name: "lists",
    why: "A page of records is read by the core's pager: its envelope and its paging parameters make no types and no setters.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    let components = working.json.clone();
    each_operation(&mut working.json, |place, operation| {
        let Some(envelope) = answer(operation).and_then(|schema| resolve(&components, schema)) else { return };
        let Some((key, items)) = records(&components, envelope) else { return };
        let mut list = json!({ "key": key, "items": items });
        let token = token_parameter(&components, envelope, operation);
        if let Some(parameter) = &token {
            list["token"] = json!(parameter);
        } else if !links(&components, envelope) {
            return;
        }
        if let Some(largest) = take_paging(operation, token.as_deref()) {
            list["max_page_size"] = largest;
        }
        operation[LIST] = list;
        if let Some(answer) = only_response(operation) {
            answer.remove("content");
        }
        matches.push(place.to_owned());
    });
    matches
}

/// The schema of the one success answer.
fn answer(operation: &Value) -> Option<&Value> {
    let response = operation.get("responses")?.as_object()?.values().next()?;
    response.get("content")?.as_object()?.values().next()?.get("schema")
}

fn only_response(operation: &mut Value) -> Option<&mut Map<String, Value>> {
    operation.get_mut("responses")?.as_object_mut()?.values_mut().next()?.as_object_mut()
}

fn resolve<'a>(json: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    let mut schema = schema;
    for _ in 0..16 {
        match target(schema) {
            Some(name) => schema = component(json, &name)?,
            None => break,
        }
    }
    Some(schema)
}

/// The record key and the record's schema, if this is a page: one array beside a description of the page.
fn records(json: &Value, envelope: &Value) -> Option<(String, Value)> {
    let properties = envelope.get("properties")?.as_object()?;
    if !describes_page(json, properties) {
        return None;
    }
    let mut arrays = properties.iter().filter(|(_, property)| property.get("type") == Some(&json!("array")));
    let (key, array) = arrays.next()?;
    arrays.next().is_none().then(|| (key.clone(), array.get("items").cloned().unwrap_or_default()))
}

/// The properties of `meta`.
fn meta<'a>(json: &'a Value, properties: &'a Map<String, Value>) -> Option<&'a Map<String, Value>> {
    let meta = properties.get("meta")?;
    let meta = target(meta).and_then(|name| component(json, &name)).unwrap_or(meta);
    meta.get("properties")?.as_object()
}

/// `meta` with a next page, or the flat `next_page_uri` of the oldest API.
fn describes_page(json: &Value, properties: &Map<String, Value>) -> bool {
    let has_next = |meta: &Map<String, Value>| {
        meta.contains_key("next_page_url") || TOKENS.iter().any(|token| meta.contains_key(*token))
    };
    properties.contains_key("next_page_uri") || meta(json, properties).is_some_and(has_next)
}

/// Whether a page links to the next one.
fn links(json: &Value, envelope: &Value) -> bool {
    let properties = envelope.get("properties").and_then(Value::as_object);
    properties.is_some_and(|properties| {
        properties.contains_key("next_page_uri")
            || meta(json, properties).is_some_and(|meta| meta.contains_key("next_page_url"))
    })
}

/// The query parameter that takes the token of the next page, where pages have a token instead of a link.
fn token_parameter(json: &Value, envelope: &Value, operation: &Value) -> Option<String> {
    if links(json, envelope) {
        return None;
    }
    let letters = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let parameters = operation.get("parameters").and_then(Value::as_array)?;
    let mut names = parameters
        .iter()
        .filter(|parameter| parameter.get("in") == Some(&json!("query")))
        .filter_map(|parameter| parameter.get("name")?.as_str());
    names.find(|name| TOKEN_PARAMETERS.contains(&letters(name).as_str())).map(str::to_owned)
}

/// Takes the pager's parameters out of the operation and gives the largest page size.
fn take_paging(operation: &mut Value, token: Option<&str>) -> Option<Value> {
    let parameters = operation.get_mut("parameters")?.as_array_mut()?;
    let is_paging = |parameter: &Value| {
        parameter.get("in") == Some(&json!("query"))
            && parameter
                .get("name")
                .and_then(Value::as_str)
                .is_some_and(|name| PAGING.contains(&name) || token == Some(name))
    };
    let largest = parameters
        .iter()
        .find(|parameter| is_paging(parameter) && parameter.get("name") == Some(&json!("PageSize")))
        .and_then(|parameter| parameter.pointer("/schema/maximum").cloned());
    parameters.retain(|parameter| !is_paging(parameter));
    largest
}
