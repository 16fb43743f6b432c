//! Header parameters that are the client's.

use serde_json::Value;

use super::schemas::each_operation;
use super::{Pass, Working};

/// Headers that the client writes for every request. OpenAPI says to ignore parameters named `Accept` or `Content-Type`;
/// `Authorization`, which it names as well, is an input of products whose operations take a token of their own.
const OURS: &[&str] = &[
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

pub const PASS: Pass = Pass {
    name: "client-headers",
    why: "The client itself says what it is, which encodings it reads and how the body is written: a setter for such a header would do nothing.",
    run,
};

/// Whether a parameter is a header that the client writes.
pub fn is_client_header(parameter: &Value) -> bool {
    parameter.get("in").and_then(Value::as_str) == Some("header")
        && parameter
            .get("name")
            .and_then(Value::as_str)
            .is_some_and(|name| OURS.contains(&name.to_ascii_lowercase().as_str()))
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_operation(&mut working.json, |place, operation| {
        let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) else { return };
        parameters.retain(|parameter| {
            let is_ours = is_client_header(parameter);
            if is_ours {
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                matches.push(format!("{place}: {name}"));
            }
            !is_ours
        });
    });
    matches
}
