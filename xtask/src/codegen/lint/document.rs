//! The document as a whole: whether it is one of OpenAPI 3.0.

use serde_json::Value;

use super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic, nearest};

const EXAMPLE: &str = "an OpenAPI document starts with `openapi: 3.0.3`";

/// Whether the other rules can make sense of the document; if not, the reason is the only thing to report.
pub(super) fn openapi(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(json) = context.document.json.as_object() else {
        let what = match &context.document.json {
            Value::Array(_) => "a list",
            Value::String(_) => "a string",
            _ => "a single value",
        };
        found.push(
            Diagnostic::error(Code::NotOpenApi, "", format!("this file is not an OpenAPI document: it holds {what}"))
                .help(EXAMPLE),
        );
        return;
    };
    let (at, problem) = match json.get("openapi") {
        Some(Value::String(version)) if version == "3.0" || version.starts_with("3.0.") => return,
        Some(Value::String(version)) => ("/openapi", format!("OpenAPI {version} is not supported")),
        Some(Value::Number(_)) => ("/openapi", "`openapi` is a number".to_owned()),
        Some(_) => ("/openapi", "`openapi` is not a string".to_owned()),
        None if json.contains_key("swagger") => ("/swagger", "Swagger 2.0 is not supported".to_owned()),
        None => {
            let meant = nearest("openapi", json.keys().map(String::as_str));
            found.push(match meant.first() {
                Some(meant) => Diagnostic::error(
                    Code::NotOpenApi,
                    format!("/{}", crate::codegen::load::pointer::escape(meant)),
                    format!("`{meant}` is not a key of the document"),
                )
                .at_key()
                .why("without the version, nothing says how the document is to be read")
                .help("did you mean `openapi`?"),
                None => Diagnostic::error(
                    Code::NotOpenApi,
                    "",
                    "this file is not an OpenAPI document: it has no key `openapi`",
                )
                .why("the version says how a document is to be read")
                .help(EXAMPLE),
            });
            return;
        }
    };
    let help = match json.contains_key("swagger") {
        true => "convert the document to OpenAPI 3.0; the generator reads `openapi: 3.0.x`",
        false => "the generator reads `openapi: 3.0.x`, such as 3.0.3",
    };
    found.push(
        Diagnostic::error(Code::NotOpenApi, at, problem)
            .why("other versions say the same things differently, and would be misread")
            .help(help),
    );
}

pub(super) fn paths(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if context.document.json.get("paths").is_none() {
        found.push(
            Diagnostic::error(Code::MissingPaths, "/paths", "the document has no `paths`")
                .why("without paths there is nothing to generate")
                .help("write at least `paths: {}`"),
        );
    }
}
