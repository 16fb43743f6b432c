//! How values are written into a request: only the ways that requests of the core have.
//!
//! They repeat the name of a list for each of its values in the query and in forms, write one path segment for a path
//! parameter, and percent-encode what is reserved. Whatever a document says beside that changes what the API receives.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};
use crate::codegen::lint::walk::{Context, Located, entries};
use crate::codegen::load::pointer;
use crate::codegen::normalise::flat_prefix;

/// Styles by the place of a parameter: those that OpenAPI allows, the one that is written first.
const STYLES: &[(&str, &[&str])] = &[
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("path", &["simple", "label", "matrix"]),
    ("header", &["simple"]),
];

const WHY: &str = "it would be sent in another way than the document says";

pub(in crate::codegen::lint) fn parameters(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for parameter in &context.parameters {
        let place = parameter.value.get("in").and_then(Value::as_str).unwrap_or_default();
        let name = parameter.value.get("name").and_then(Value::as_str).unwrap_or_default();
        let Some((_, styles)) = STYLES.iter().find(|(known, _)| *known == place) else { continue };
        let shape = shape(context, parameter);
        // With another style, nothing else that is said of the value holds.
        if style(parameter, &format!("the {place} parameter `{name}`"), styles, found) {
            continue;
        }
        if shape == Some("array") && place == "query" {
            not_exploded(parameter, name, found);
        }
        match shape {
            Some("array") if place == "path" => {
                not_scalar(parameter, &format!("the path parameter `{name}` is a list"), found)
            }
            Some("object") if has_properties(context, parameter) || place == "path" => {
                not_scalar(parameter, &format!("the {place} parameter `{name}` is an object"), found);
            }
            Some("object") if place == "query" && is_flat(context, parameter) => {}
            Some("object") => found.push(
                Diagnostic::warning(
                    Code::UnsupportedSerialisation,
                    pointer::child(&parameter.pointer, "schema"),
                    format!("the {place} parameter `{name}` is an object of any properties"),
                )
                .at_key()
                .why("it is sent as JSON text, whereas OpenAPI says a parameter for each property")
                .help("declare the properties as parameters if the API does not take JSON"),
            ),
            _ => {}
        }
        reserved(parameter, name, found);
        if let Some(content) = parameter.value.get("content") {
            described_by_content(parameter, name, content, found);
        }
    }
}

fn not_scalar(parameter: &Located<'_>, problem: &str, found: &mut Vec<Diagnostic>) {
    found.push(
        Diagnostic::error(Code::UnsupportedSerialisation, pointer::child(&parameter.pointer, "schema"), problem)
            .at_key()
            .why("it would be sent as JSON text, which is not what the document says")
            .help("declare each property as a parameter, or the whole as a string that callers put together"),
    );
}

/// The `encoding` of forms. For JSON bodies OpenAPI says that it has no effect.
pub(in crate::codegen::lint) fn encodings(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        let Some(body) = context.request_body(operation) else { continue };
        for (media, form) in context.media(&body) {
            if !crate::codegen::lint::bodies::is_form(media) {
                continue;
            }
            let schema = form.value.get("schema").and_then(|schema| context.resolve("", schema));
            for (name, encoding) in entries(&pointer::child(&form.pointer, "encoding"), form.value.get("encoding")) {
                let field = schema.as_ref().and_then(|schema| schema.value.get("properties")?.get(name));
                let Some(field) = field else {
                    found.push(
                        Diagnostic::error(
                            Code::UnsupportedSerialisation,
                            encoding.pointer,
                            format!("the encoding of `{name}`, which is not a field of the form"),
                        )
                        .at_key()
                        .why("it would have no effect")
                        .help("correct the name, or remove it"),
                    );
                    continue;
                };
                let styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
                if style(&encoding, &format!("the form field `{name}`"), &styles, found) {
                    continue;
                }
                let field = context.resolve("", field).map(|field| kind(field.value)).unwrap_or_default();
                if field == Some("array") {
                    not_exploded(&encoding, name, found);
                }
                reserved(&encoding, name, found);
                content_type(&encoding, name, field, found);
            }
        }
    }
}

/// Reports a style that is not the one that is written, and says whether there is one.
fn style(holder: &Located<'_>, what: &str, styles: &[&str], found: &mut Vec<Diagnostic>) -> bool {
    let Some(style) = holder.value.get("style").and_then(Value::as_str) else { return false };
    let Some(written) = styles.first().filter(|written| **written != style) else { return false };
    let problem = match styles.contains(&style) {
        true => format!("{what} has the style `{style}`, which is not supported"),
        false => format!("{what} has the style `{style}`, which OpenAPI does not have there"),
    };
    let meant = nearest(style, styles.iter().copied());
    found.push(
        Diagnostic::error(Code::UnsupportedSerialisation, pointer::child(&holder.pointer, "style"), problem)
            .why(WHY)
            .help(match did_you_mean(&meant).filter(|_| !styles.contains(&style)) {
                Some(meant) => meant,
                None => format!("only `style: {written}` is written; declare it as a string that callers put together"),
            }),
    );
    true
}

fn not_exploded(holder: &Located<'_>, name: &str, found: &mut Vec<Diagnostic>) {
    if holder.value.get("explode") == Some(&Value::Bool(false)) {
        found.push(
            Diagnostic::error(
                Code::UnsupportedSerialisation,
                pointer::child(&holder.pointer, "explode"),
                format!("the list `{name}` in one value (`explode: false`) is not supported"),
            )
            .why("its name would be repeated for each value, which is not what the document says")
            .help("declare it as a string that callers put together"),
        );
    }
}

fn reserved(holder: &Located<'_>, name: &str, found: &mut Vec<Diagnostic>) {
    if holder.value.get("allowReserved") == Some(&Value::Bool(true)) {
        found.push(
            Diagnostic::error(
                Code::UnsupportedSerialisation,
                pointer::child(&holder.pointer, "allowReserved"),
                format!("reserved characters of `{name}` cannot be sent unencoded"),
            )
            .why("requests percent-encode them, whatever the document says")
            .help("remove `allowReserved` if the API decodes what it receives"),
        );
    }
}

fn described_by_content(parameter: &Located<'_>, name: &str, content: &Value, found: &mut Vec<Diagnostic>) {
    let media = content.as_object().and_then(|content| content.keys().next()).map_or("", String::as_str);
    found.push(
        Diagnostic::error(
            Code::UnsupportedSerialisation,
            pointer::child(&parameter.pointer, "content"),
            format!("the parameter `{name}` is described by `content` ({media})"),
        )
        .at_key()
        .why("parameters are written by their schema, not by a media type")
        .help("replace `content` by `schema: { type: string }`; callers then give the text themselves"),
    );
}

fn content_type(encoding: &Located<'_>, name: &str, kind: Option<&str>, found: &mut Vec<Diagnostic>) {
    let Some(media) = encoding.value.get("contentType").and_then(Value::as_str) else { return };
    let written = match kind {
        Some("object") => "application/json",
        _ => "text/plain",
    };
    if media != written {
        found.push(
            Diagnostic::error(
                Code::UnsupportedSerialisation,
                pointer::child(&encoding.pointer, "contentType"),
                format!("the form field `{name}` as `{media}` is not supported"),
            )
            .why(WHY)
            .help(format!("it is written as {written}; declare a string that callers put together")),
        );
    }
}

fn has_properties(context: &Context<'_>, parameter: &Located<'_>) -> bool {
    let schema = parameter.value.get("schema").and_then(|schema| context.resolve("", schema));
    schema.is_some_and(|schema| schema.value.get("properties").is_some())
}

/// Whether a parameter is a map that is written as one parameter for each of its members.
fn is_flat(context: &Context<'_>, parameter: &Located<'_>) -> bool {
    let schema = parameter.value.get("schema").and_then(|schema| context.resolve("", schema));
    schema.is_some_and(|schema| flat_prefix(schema.value).is_some())
}

/// Whether a parameter's value is a list or an object with declared properties.
fn shape(context: &Context<'_>, parameter: &Located<'_>) -> Option<&'static str> {
    let schema = parameter.value.get("schema")?;
    kind(context.resolve("", schema)?.value)
}

fn kind(schema: &Value) -> Option<&'static str> {
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => Some("array"),
        Some("object") => Some("object"),
        None if schema.get("properties").is_some() => Some("object"),
        _ => None,
    }
}
