//! Parameters, request bodies, answers and path items behind a `$ref`, and parameters of a whole path item.

use serde_json::{Map, Value};

use super::schemas::{METHODS, each_operation, unescape};
use super::{Pass, Working};

pub const PASS: Pass = Pass {
    name: "references",
    why: "Later stages read an operation in one place: shared parameters, bodies and answers are written out where they are used.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = share_path_parameters(&mut working.json);
    let parts = working.json.get("components").cloned().unwrap_or_default();
    each_operation(&mut working.json, |place, operation| {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            resolve(&parts, parameter, &format!("{place}/parameters/{index}"), &mut matches);
        }
        if let Some(body) = operation.get_mut("requestBody") {
            resolve(&parts, body, &format!("{place}/requestBody"), &mut matches);
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            resolve(&parts, response, &format!("{place}/responses/{status}"), &mut matches);
        }
    });
    if let Some(components) = working.json.get_mut("components").and_then(Value::as_object_mut) {
        components.retain(|section, _| section == "schemas" || section == "securitySchemes");
    }
    matches
}

/// Follows references, at most a few deep so that a circle ends.
fn resolve(parts: &Value, value: &mut Value, place: &str, matches: &mut Vec<String>) {
    for _ in 0..8 {
        let Some(target) = value.get("$ref").and_then(Value::as_str).and_then(|reference| part(parts, reference))
        else {
            return;
        };
        *value = target.clone();
        matches.push(place.to_owned());
    }
}

fn part<'a>(parts: &'a Value, reference: &str) -> Option<&'a Value> {
    let (section, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    parts.get(section)?.get(unescape(name))
}

/// Parameters that stand beside the methods belong to each of them, unless the method has its own of that name.
fn share_path_parameters(json: &mut Value) -> Vec<String> {
    let mut matches = Vec::new();
    let paths = json.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        let Some(Value::Array(shared)) = item.remove("parameters") else { continue };
        for method in METHODS {
            let Some(operation) = item.get_mut(*method).and_then(Value::as_object_mut) else { continue };
            let mut own = take_array(operation, "parameters");
            let added: Vec<Value> =
                shared.iter().filter(|one| !own.iter().any(|other| same(one, other))).cloned().collect();
            matches.extend(added.iter().map(|_| format!("{method} {path}")));
            own.splice(0..0, added);
            operation.insert("parameters".to_owned(), Value::Array(own));
        }
    }
    matches
}

fn same(one: &Value, other: &Value) -> bool {
    let key = |value: &Value| (value.get("name").cloned(), value.get("in").cloned(), value.get("$ref").cloned());
    key(one) == key(other)
}

fn take_array(holder: &mut Map<String, Value>, key: &str) -> Vec<Value> {
    match holder.remove(key) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}
