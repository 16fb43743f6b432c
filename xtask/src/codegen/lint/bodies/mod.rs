//! Request bodies and answers: media types that emitters know, one encoding, one type of answer, records in lists.

pub(in crate::codegen::lint) mod forms;

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};
use crate::codegen::lint::walk::{Context, Located, Operation};
pub(in crate::codegen::lint) use crate::codegen::normalise::is_form;
use crate::codegen::normalise::{is_json, sendable};

const FORM: &str = "application/x-www-form-urlencoded";

/// Media types for which another one may be a mistake.
const KNOWN: &[&str] = &[
    "application/json",
    FORM,
    "multipart/form-data",
    "application/octet-stream",
    "application/xml",
    "text/xml",
    "text/plain",
    "text/html",
    "text/csv",
];

pub(in crate::codegen::lint) fn requests(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        let Some(body) = context.request_body(operation) else { continue };
        let media = context.media(&body);
        let at = format!("{}/requestBody", operation.pointer);
        match media.as_slice() {
            [] => found.push(
                Diagnostic::error(Code::UnsupportedMediaType, at, "a request body without `content`")
                    .help(format!("add `content: {{ {FORM}: … }}`, or leave the body out")),
            ),
            [(name, one)] if !is_form(name) && !is_json(name) && meant(name).is_none() => {
                found.push(unsupported(&one.pointer, name))
            }
            [_] => {}
            several => several_media(context, &body, several, found),
        }
    }
}

/// A body in several media types: the first that the client can write is the one.
fn several_media(
    context: &Context<'_>,
    body: &Located<'_>,
    media: &[(&str, Located<'_>)],
    found: &mut Vec<Diagnostic>,
) {
    let names: Vec<&str> = media.iter().map(|(name, _)| *name).collect();
    let place = format!("{}/content", body.pointer);
    let listed = names.join(", ");
    let content = context.document.get(&place).and_then(Value::as_object);
    found.push(match content.and_then(sendable) {
        Some(kept) => Diagnostic::warning(
            Code::SeveralMediaTypes,
            place,
            format!("a request body in {} media types ({listed}): `{kept}` is sent", names.len()),
        )
        .why("a request has one encoding; it is the first that the client can write")
        .help("put the one that the API prefers first"),
        None => Diagnostic::error(
            Code::UnsupportedMediaType,
            place,
            format!("none of the media types of this body is supported: {listed}"),
        )
        .why("nothing that is generated can write them")
        .help(format!("requests are `{FORM}` or JSON")),
    });
}

/// A misspelt media type, wherever it is: one of an error's response is read by nobody else.
pub(in crate::codegen::lint) fn media_types(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        let bodies = context.request_body(operation).into_iter();
        for body in bodies.chain(context.answers(operation).into_iter().map(|(_, answer)| answer)) {
            for (name, media) in context.media(&body) {
                let Some(meant) = meant(name) else { continue };
                let diagnostic = Diagnostic::error(
                    Code::UnsupportedMediaType,
                    &media.pointer,
                    format!("`{name}` is not a media type"),
                )
                .at_key()
                .why("what is below it would be passed over")
                .help(meant);
                // Shared responses are reached from several operations.
                if !found.contains(&diagnostic) {
                    found.push(diagnostic);
                }
            }
        }
    }
}

/// What a misspelt media type was meant to be.
fn meant(name: &str) -> Option<String> {
    let essence = essence(name);
    let is_known = is_form(name) || is_json(name) || KNOWN.contains(&essence.as_str());
    did_you_mean(&nearest(&essence, KNOWN.iter().copied())).filter(|_| !is_known)
}

fn unsupported(at: &str, name: &str) -> Diagnostic {
    Diagnostic::error(Code::UnsupportedMediaType, at, format!("the media type `{name}` is not supported"))
        .at_key()
        .why("nothing that is generated can write or read it")
        .help(format!("requests are `{FORM}` or JSON, answers are JSON"))
}

pub(in crate::codegen::lint) fn answers(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        let answers = context.answers(operation);
        let at = format!("{}/responses", operation.pointer);
        let is_typed = |answer: &Located<'_>| {
            context.media(answer).iter().any(|(name, media)| is_json(name) && media.value.get("schema").is_some())
        };
        if let Some((_, answer)) = answers.iter().find(|(status, answer)| *status == "default" && !is_typed(answer)) {
            found.push(
                Diagnostic::warning(Code::DefaultAnswer, &answer.pointer, "a `default` answer is left out")
                    .at_key()
                    .why("it would count as success and as error at once; errors are read by the core"),
            );
        }
        let success: Vec<&(&str, Located<'_>)> = answers.iter().filter(|(status, _)| status.starts_with('2')).collect();
        // A broken reference is reported where it is.
        let declared = operation.value.get("responses").and_then(Value::as_object);
        let is_broken = declared.is_some_and(|declared| {
            declared.iter().filter(|(status, _)| !status.starts_with("x-")).count() > answers.len()
        });
        if is_broken {
            continue;
        }
        if answers.is_empty() {
            found.push(
                Diagnostic::error(Code::NoSuccessAnswer, at, "an operation without answers")
                    .help("add `responses` with at least one 2xx status"),
            );
        } else if success.is_empty() && !answers.iter().any(|(status, _)| status.starts_with('3')) {
            found.push(
                Diagnostic::warning(Code::NoSuccessAnswer, at, "an operation without a 2xx answer")
                    .why("the request gives no value"),
            );
        }
        let mut bodies: Vec<(&str, &Value, String)> = Vec::new();
        for (status, answer) in success {
            success_body(context, operation, status, answer, &mut bodies, found);
        }
    }
}

fn success_body<'d>(
    context: &Context<'d>,
    operation: &Operation<'d>,
    status: &'d str,
    answer: &Located<'d>,
    bodies: &mut Vec<(&'d str, &'d Value, String)>,
    found: &mut Vec<Diagnostic>,
) {
    let media = context.media(answer);
    let Some((name, first)) = media.first() else { return };
    if media.iter().filter(|(name, _)| is_json(name)).count() > 1 {
        several_answers(answer, &media, found);
    }
    let Some((_, json)) = media.iter().find(|(name, _)| is_json(name)) else {
        if media.iter().all(|(name, _)| meant(name).is_none()) {
            found.push(unsupported(&first.pointer, name));
        }
        return;
    };
    // JSON without a schema is any value.
    static ANY: Value = Value::Null;
    let schema = json.value.get("schema").unwrap_or(&ANY);
    let at = format!("{}/schema", json.pointer);
    if let Some((other, _, earlier)) = bodies.iter().find(|(_, other, _)| *other != schema) {
        let id = operation.value.get("operationId").and_then(Value::as_str).unwrap_or("this operation");
        found.push(
            Diagnostic::error(
                Code::DifferingSuccessAnswers,
                &at,
                format!("{id} answers {other} and {status} with different schemas"),
            )
            .related(earlier, format!("the schema of {other}"))
            .why("a request has one type of answer")
            .help("give both the same schema, or leave one out"),
        );
    }
    list(context, &at, schema, found);
    bodies.push((status, schema, at));
}

/// An answer in several kinds of JSON: the first is read.
fn several_answers(answer: &Located<'_>, media: &[(&str, Located<'_>)], found: &mut Vec<Diagnostic>) {
    let schemas: Vec<Option<&Value>> =
        media.iter().filter(|(name, _)| is_json(name)).map(|(_, media)| media.value.get("schema")).collect();
    if schemas.windows(2).all(|pair| pair[0] == pair[1]) {
        return;
    }
    let names: Vec<&str> = media.iter().map(|(name, _)| *name).filter(|name| is_json(name)).collect();
    found.push(
        Diagnostic::warning(
            Code::SeveralMediaTypes,
            format!("{}/content", answer.pointer),
            format!(
                "an answer in {} media types ({}) with different schemas: the first is read",
                names.len(),
                names.join(", ")
            ),
        )
        .why("a request has one type of answer")
        .help("put the one that the API prefers first"),
    );
}

/// An answer that has `meta` as lists have it, but no records.
fn list<'d>(context: &Context<'d>, at: &str, schema: &'d Value, found: &mut Vec<Diagnostic>) {
    let Some(reached) = context.resolve(at, schema) else { return };
    let Some(properties) = reached.value.get("properties").and_then(Value::as_object) else { return };
    if !properties.contains_key("meta") {
        return;
    }
    let is_list = |property: &'d Value| {
        context.resolve("", property).is_some_and(|reached| reached.value.get("type") == Some(&Value::from("array")))
    };
    if !properties.values().any(is_list) {
        found.push(
            Diagnostic::warning(
                Code::ListWithoutRecords,
                format!("{}/properties/meta", reached.pointer),
                "an answer with `meta` but without a list of records",
            )
            .at_key()
            .why("it is read as a single record, without paging")
            .help("if it is a list, give the records' property `type: array`"),
        );
    }
}

/// The media type without parameters such as `charset`.
fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
