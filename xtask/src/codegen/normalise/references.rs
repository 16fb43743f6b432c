//! Parameters, request bodies, responses and path items that are a `$ref`, and parameters of a whole path item.

use serde_json::{Map, Value, json};

use super::schemas::{METHODS, each_operation, escape, from_reference};
use super::{Pass, Working};

pub const PASS: Pass = Pass {
    name: "references",
    why: "Later stages read an operation in one place: shared path items, parameters, bodies and responses are written out where they are used.",
    run,
};

/// The key of a parameter or a body under which its JSON pointer in the document is kept, for diagnostics.
pub const PLACE: &str = "x-codegen-place";

fn run(working: &mut Working<'_>) -> Vec<String> {
    let document = working.document;
    let mut matches = Vec::new();
    let paths = working.json.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        path_item(document, path, item, &mut matches);
    }
    each_operation(&mut working.json, |place, operation| {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            resolve(document, response, &format!("{place}/responses/{}", escape(status)), &mut matches);
        }
    });
    keep_schemas(&mut working.json);
    matches
}

/// Writes a path item out, and the parameters of all its operations at each of them.
fn path_item(document: &Value, path: &str, item: &mut Value, matches: &mut Vec<String>) {
    let place = format!("/paths/{}", escape(path));
    let place = resolve(document, item, &place, matches);
    let Some(item) = item.as_object_mut() else { return };
    let shared = parameters(document, item.get_mut("parameters"), &place, matches);
    item.shift_remove("parameters");
    for method in METHODS {
        let Some(operation) = item.get_mut(*method).and_then(Value::as_object_mut) else { continue };
        let place = format!("{place}/{method}");
        let mut all = parameters(document, operation.get_mut("parameters"), &place, matches);
        // An operation's own parameter of the same name and location replaces the shared one.
        let added: Vec<Value> =
            shared.iter().filter(|one| !all.iter().any(|other| same(one, other))).cloned().collect();
        matches.extend(added.iter().map(|_| format!("{method} {path}")));
        all.splice(0..0, added);
        if !all.is_empty() || operation.contains_key("parameters") {
            operation.insert("parameters".to_owned(), Value::Array(all));
        }
        if let Some(body) = operation.get_mut("requestBody") {
            let place = resolve(document, body, &format!("{place}/requestBody"), matches);
            if let Some(body) = body.as_object_mut() {
                body.insert(PLACE.to_owned(), json!(place));
            }
        }
    }
}

/// The parameters of a list, each written out and with its place.
fn parameters(document: &Value, list: Option<&mut Value>, place: &str, matches: &mut Vec<String>) -> Vec<Value> {
    let Some(Value::Array(mut list)) = list.map(std::mem::take) else { return Vec::new() };
    for (index, parameter) in list.iter_mut().enumerate() {
        let place = format!("{place}/parameters/{index}");
        let place = resolve(document, parameter, &place, matches);
        if let Some(parameter) = parameter.as_object_mut() {
            parameter.insert(PLACE.to_owned(), json!(place));
        }
    }
    list
}

/// Follows references, at most a few deep so that a circle ends, and returns the place of what they lead to.
fn resolve(document: &Value, value: &mut Value, place: &str, matches: &mut Vec<String>) -> String {
    let mut at = place.to_owned();
    for _ in 0..8 {
        let target = value.get("$ref").and_then(Value::as_str).and_then(from_reference);
        let Some((target, found)) = target.and_then(|target| Some((document.pointer(&target)?, target))) else { break };
        *value = target.clone();
        at = found;
        matches.push(place.to_owned());
    }
    at
}

/// Only schemas are referred to from here on. Later passes add some, so the mapping exists even if it is empty.
fn keep_schemas(json: &mut Value) {
    let Some(root) = json.as_object_mut() else { return };
    let components = root.entry("components").or_insert_with(|| json!({}));
    let Some(components) = components.as_object_mut() else { return };
    components.retain(|section, _| section == "schemas" || section == "securitySchemes");
    if !components.get("schemas").is_some_and(Value::is_object) {
        components.insert("schemas".to_owned(), Value::Object(Map::new()));
    }
}

fn same(one: &Value, other: &Value) -> bool {
    let key = |value: &Value| (value.get("name").cloned(), value.get("in").cloned());
    key(one) == key(other)
}
