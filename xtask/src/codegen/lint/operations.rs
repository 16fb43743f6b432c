//! Operations have ids, each its own.

use std::collections::HashMap;

use serde_json::Value;

use super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic};

pub(super) fn ids(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, String> = HashMap::new();
    for operation in &context.operations {
        let at = format!("{}/operationId", operation.pointer);
        match operation.value.get("operationId") {
            Some(Value::String(id)) if is_identifier(id) => {
                if let Some(earlier) = first.get(id.as_str()) {
                    found.push(
                        Diagnostic::error(Code::DuplicateOperationId, &at, format!("two operations are called `{id}`"))
                            .label("again here")
                            .related(earlier, "first here")
                            .why("the id names the request's type, and errors name the operation by it")
                            .help("give one of them another id"),
                    );
                } else {
                    first.insert(id, at);
                }
            }
            Some(Value::String(id)) => found.push(
                Diagnostic::error(Code::MissingOperationId, at, format!("`{id}` can be no operation's name"))
                    .why("it becomes the name of a type")
                    .help("use letters and digits, starting with a capital: `FetchService`"),
            ),
            Some(_) => found.push(
                Diagnostic::error(Code::WrongShape, at, "`operationId` must be text")
                    .help("add one made of a verb and the resource: `operationId: FetchService`"),
            ),
            None => found.push(
                Diagnostic::error(Code::MissingOperationId, &operation.pointer, "an operation without `operationId`")
                    .at_key()
                    .why("the id names the request's type and the method of the handle")
                    .help("add one made of a verb and the resource: `operationId: FetchService`"),
            ),
        }
    }
}

fn is_identifier(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_alphabetic())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
