//! Answers that are one page of records.

use serde_json::{Map, Value, json};

use super::schemas::{LIST, component, each_operation, target};
use super::{Pass, Working};

/// The query parameters that belong to the pager and are no setters.
const PAGING: &[&str] = &["PageSize", "Page", "PageToken"];

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
        if let Some(largest) = take_paging(operation) {
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

/// `meta` with a next page, or the flat `next_page_uri` of the oldest API.
fn describes_page(json: &Value, properties: &Map<String, Value>) -> bool {
    const NEXT: &[&str] = &["next_page_url", "nextToken"];
    let meta = properties.get("meta").and_then(|meta| {
        let meta = target(meta).and_then(|name| component(json, &name)).unwrap_or(meta);
        meta.get("properties")?.as_object()
    });
    properties.contains_key("next_page_uri") || meta.is_some_and(|meta| NEXT.iter().any(|key| meta.contains_key(*key)))
}

/// Takes the pager's parameters out of the operation and gives the largest page size.
fn take_paging(operation: &mut Value) -> Option<Value> {
    let parameters = operation.get_mut("parameters")?.as_array_mut()?;
    let is_paging = |parameter: &Value| {
        parameter.get("in") == Some(&json!("query"))
            && parameter.get("name").and_then(Value::as_str).is_some_and(|name| PAGING.contains(&name))
    };
    let largest = parameters
        .iter()
        .find(|parameter| is_paging(parameter) && parameter.get("name") == Some(&json!("PageSize")))
        .and_then(|parameter| parameter.pointer("/schema/maximum").cloned());
    parameters.retain(|parameter| !is_paging(parameter));
    largest
}
