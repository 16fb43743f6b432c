//! One success response of one media type for each operation.

use serde_json::{Map, Value, json};

use super::schemas::{ERRORS, each_operation};
use super::{Pass, Working};

/// The key of an operation whose success is a redirection.
pub const LOCATION: &str = "x-codegen-location";

pub const PASS: Pass = Pass {
    name: "success-answers",
    why: "201 and 202 carry the same schema, and a redirection says where the result is: one success answer stays, and the schemas of declared errors.",
    run,
};

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_operation(&mut working.json, |place, operation| {
        let Some(responses) = operation.get("responses").and_then(Value::as_object) else { return };
        let (kept, dropped) = choose(responses);
        if dropped > 0 {
            matches.push(place.to_owned());
        }
        let redirects = kept.is_none() && responses.keys().any(|status| status.starts_with('3'));
        let errors = errors(responses);
        if redirects {
            operation[LOCATION] = json!(true);
        }
        if !errors.is_empty() {
            operation[ERRORS] = Value::Array(errors);
        }
        operation["responses"] = match kept {
            Some((status, response)) => json!({ status: response }),
            None => json!({ "204": { "description": "" } }),
        };
    });
    matches
}

/// The first success response with a body, else the first one, and how many others there were.
fn choose(responses: &Map<String, Value>) -> (Option<(String, Value)>, usize) {
    let mut success = responses.iter().filter(|(status, _)| status.starts_with('2')).peekable();
    let first = success.peek().map(|(status, response)| ((*status).clone(), (*response).clone()));
    let kept = success
        .find(|(_, response)| has_body(response))
        .map(|(status, response)| (status.clone(), response.clone()))
        .or(first)
        .map(|(status, mut response)| {
            if let Some(response) = response.as_object_mut() {
                response.remove("headers");
                response.remove("links");
                keep_json(response);
            }
            (status, response)
        });
    let others = responses.len() - usize::from(kept.is_some());
    (kept, others)
}

/// The failures of an operation that have a JSON body with a schema.
fn errors(responses: &Map<String, Value>) -> Vec<Value> {
    let is_failure = |status: &str| status.starts_with(['4', '5']) || status == "default";
    let failures = responses.iter().filter(|(status, _)| is_failure(status));
    failures
        .filter_map(|(status, response)| {
            let (_, entry) = response.get("content")?.as_object()?.iter().find(|(media, _)| is_json(media))?;
            let schema = entry.get("schema").filter(|schema| schema.as_object().is_some_and(|all| !all.is_empty()))?;
            Some(json!({ "status": status, "schema": schema }))
        })
        .collect()
}

fn has_body(response: &Value) -> bool {
    response.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty())
}

/// Of several media types the client asks for JSON. JSON without a schema is a JSON value.
fn keep_json(response: &mut Map<String, Value>) {
    let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else { return };
    if content.keys().any(|name| is_json(name)) {
        let mut found = false;
        content.retain(|name, _| is_json(name) && !std::mem::replace(&mut found, true));
    }
    for entry in content.values_mut().filter_map(Value::as_object_mut) {
        entry.entry("schema").or_insert_with(|| json!({}));
    }
}

/// Whether a media type is JSON, whatever its parameters.
pub fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}
