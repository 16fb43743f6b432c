//! Header parameters that are the client's.

use serde_json::Value;

use super::schemas::each_operation;
use super::{Pass, Working};

/// Headers that the client writes for every request. OpenAPI says to ignore parameters named `Accept`, `Content-Type` or
/// `Authorization`.
const OURS: &[&str] = &[
    "accept",
    "accept-encoding",
    AUTHORIZATION,
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The key of an operation under which the description of its `Authorization` header is kept. The option `with_authorization` sets it.
pub const TOKEN: &str = "x-codegen-token";

const AUTHORIZATION: &str = "authorization";

pub const PASS: Pass = Pass {
    name: "client-headers",
    why: "The client itself says what it is, which encodings it reads and how the body is written: a setter for such a header would do nothing, or the same as `with_authorization`.",
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

/// Whether a parameter is the header that a request sets with `with_authorization`.
pub fn is_authorization(parameter: &Value) -> bool {
    is_client_header(parameter)
        && parameter.get("name").and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case(AUTHORIZATION))
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_operation(&mut working.json, |place, operation| {
        let mut token = None;
        let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) else { return };
        parameters.retain(|parameter| {
            let is_ours = is_client_header(parameter);
            if is_ours {
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                matches.push(format!("{place}: {name}"));
            }
            if is_authorization(parameter) {
                token = Some(parameter.get("description").cloned().unwrap_or_else(|| "A token of its own.".into()));
            }
            !is_ours
        });
        if let Some(token) = token {
            operation[TOKEN] = token;
        }
    });
    matches
}
