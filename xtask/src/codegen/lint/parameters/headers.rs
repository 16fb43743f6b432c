//! Header parameters that cannot be sent: the client's own, and names that HTTP does not allow.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::Context;
use crate::codegen::normalise::{is_authorization, is_client_header};

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen = Vec::new();
    for operation in &context.operations {
        for parameter in context.parameters(operation) {
            let Some(reached) = context.resolve(&parameter.pointer, parameter.value) else { continue };
            if reached.value.get("in").and_then(Value::as_str) != Some("header") || seen.contains(&reached.pointer) {
                continue;
            }
            let Some(name) = reached.value.get("name").and_then(Value::as_str).filter(|name| !name.is_empty()) else {
                continue;
            };
            let at = format!("{}/name", reached.pointer);
            if !name.bytes().all(is_token) {
                found.push(
                    Diagnostic::error(Code::BadHeaderName, at, format!("`{name}` is not a valid header name"))
                        .why("the name of a header is made of letters, digits and !#$%&'*+-.^_`|~ (RFC 9110, section 5.6.2)")
                        .help("correct the name, or remove the parameter"),
                );
            } else if is_client_header(reached.value) && !is_authorization(reached.value) {
                found.push(
                    Diagnostic::warning(Code::ClientHeader, at, format!("the header `{name}` is left out"))
                        .why("the client writes this header itself; OpenAPI says to ignore parameters named `Accept` or `Content-Type`")
                        .help("remove the parameter"),
                );
            }
            seen.push(reached.pointer);
        }
    }
}

/// What a token of HTTP is made of.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
