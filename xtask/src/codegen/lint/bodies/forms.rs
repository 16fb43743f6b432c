//! Forms: each field is a setter, so a form has to name its fields.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::bodies::is_form;
use crate::codegen::lint::walk::{Context, Located};
use crate::codegen::normalise::Compositions;

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut compositions = Compositions::new(&context.document.json);
    for operation in &context.operations {
        let Some(body) = context.request_body(operation) else { continue };
        for (_, media) in context.media(&body).into_iter().filter(|(name, _)| is_form(name)) {
            let at = format!("{}/schema", media.pointer);
            let declared = media.value.get("schema").and_then(|schema| context.resolve(&at, schema));
            let Some(Located { pointer, value }) = declared else {
                found.push(without_fields(&media.pointer, "a form without a schema"));
                continue;
            };
            let merged = compositions.merged(value);
            let schema = merged.as_ref().or_else(|| lone(context, value)).unwrap_or(value);
            let problem = match schema.get("properties").and_then(Value::as_object) {
                Some(_) => continue,
                // An object of no properties and no others: the operation takes a form and nothing in it.
                None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => continue,
                None if schema.get("allOf").is_some() => "an `allOf` whose parts are no objects",
                None if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() => "a choice of several forms",
                None if schema.get("type").is_some_and(|kind| kind != "object") => "a form that is no object",
                None => "a form whose fields have no names",
            };
            found.push(without_fields(&pointer, problem));
        }
    }
}

/// What a reference within `allOf` leads to.
fn lone<'d>(context: &Context<'d>, schema: &'d Value) -> Option<&'d Value> {
    let [only] = schema.get("allOf")?.as_array()?.as_slice() else { return None };
    context.resolve("", only).map(|reached| reached.value)
}

fn without_fields(at: &str, problem: &str) -> Diagnostic {
    Diagnostic::error(Code::UnsupportedForm, at, problem)
        .why("each field of a form becomes a setter; a request without them could not say what the API takes")
        .help("list the fields under `properties`, each with its type")
}
