//! Parameters: complete, known places, declared once, and the same ones as in the path's template.

use serde_json::Value;

use super::paths::template;
use super::walk::{Context, Located, Operation};
use crate::codegen::diagnostics::{Code, Diagnostic};

pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (_, declared) in context.entries("/components/parameters") {
        complete(&declared, found);
    }
    let mut paths: Vec<&str> = Vec::new();
    for operation in &context.operations {
        let item = operation.pointer.rsplit_once('/').map_or("", |(item, _)| item);
        if paths.last() != Some(&operation.path) {
            paths.push(operation.path);
            list(context, &format!("{item}/parameters"), operation.item.get("parameters"), found);
        }
        list(context, &format!("{}/parameters", operation.pointer), operation.value.get("parameters"), found);
    }
}

/// One list of parameters. The same name in the list of a path and in that of an operation is no duplicate.
fn list(context: &Context<'_>, at: &str, parameters: Option<&Value>, found: &mut Vec<Diagnostic>) {
    let Some(parameters) = parameters else { return };
    let mut first: Vec<(&str, &str, String)> = Vec::new();
    for (index, value) in parameters.as_array().into_iter().flatten().enumerate() {
        let pointer = format!("{at}/{index}");
        if value.get("$ref").is_none() {
            complete(&Located { pointer: pointer.clone(), value }, found);
        }
        // A parameter behind a reference is found in the document, not in this list.
        let Some(reached) = resolve(context, value) else { continue };
        let (Some(name), Some(place)) = (text(reached, "name"), text(reached, "in")) else { continue };
        match first.iter().find(|(other, other_place, _)| (*other, *other_place) == (name, place)) {
            Some((_, _, earlier)) => found.push(
                Diagnostic::error(
                    Code::DuplicateParameter,
                    pointer,
                    format!("the {place} parameter `{name}` is declared twice"),
                )
                .label("again here")
                .related(earlier, "first here")
                .why("there can be one setter of that name")
                .help("remove one of them"),
            ),
            None => first.push((name, place, pointer)),
        }
    }
}

fn resolve<'v>(context: &Context<'v>, value: &'v Value) -> Option<&'v Value> {
    context.resolve("", value).map(|located| located.value)
}

fn complete(parameter: &Located<'_>, found: &mut Vec<Diagnostic>) {
    let (at, value) = (&parameter.pointer, parameter.value);
    if !value.is_object() || value.get("$ref").is_some() {
        return;
    }
    let Some(name) = text(value, "name").filter(|name| !name.is_empty()) else {
        found.push(
            Diagnostic::error(Code::IncompleteParameter, at, "a parameter without a name")
                .help("add `name:` as the API spells it"),
        );
        return;
    };
    match text(value, "in") {
        Some("path") if value.get("required") != Some(&Value::Bool(true)) => found.push(
            Diagnostic::error(Code::OptionalPathParameter, at, format!("the path parameter `{name}` is not required"))
                .why("a path without it would be another path")
                .help("add `required: true`"),
        ),
        Some("path" | "query" | "header") => {}
        place => {
            let problem = match place {
                Some(place) => format!("the parameter `{name}` is in `{place}`"),
                None => format!("the parameter `{name}` does not say where it goes"),
            };
            found.push(
                Diagnostic::error(Code::UnknownParameterLocation, format!("{at}/in"), problem)
                    .why("parameters are in the path, in the query, or headers; anything else would never be sent")
                    .help(
                        "form fields belong in `requestBody`; otherwise write `in: query`, `in: header` or `in: path`",
                    ),
            );
        }
    }
    if value.get("schema").is_none() {
        found.push(
            Diagnostic::error(Code::IncompleteParameter, at, format!("the parameter `{name}` has no schema"))
                .why("its type decides how it is written")
                .help("add `schema: { type: string }`"),
        );
    }
}

pub(super) fn in_template(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for operation in &context.operations {
        // Bad templates have a rule of their own.
        let Ok(names) = template(operation.path) else { continue };
        let declared = declared(context, operation);
        for name in &names {
            if !declared.iter().any(|(other, _)| other == name) {
                found.push(
                    Diagnostic::error(
                        Code::UndeclaredPathParameter,
                        &operation.pointer,
                        format!("the path parameter `{name}` is not declared"),
                    )
                    .at_key()
                    .why(format!("`{}` cannot be built without it, and its type is unknown", operation.path))
                    .help(format!("add `- {{ name: {name}, in: path, required: true, schema: … }}` to `parameters`")),
                );
            }
        }
        for (name, pointer) in declared {
            if !names.contains(&name) {
                found.push(
                    Diagnostic::error(
                        Code::UnusedPathParameter,
                        pointer,
                        format!("the path `{}` has no parameter `{name}`", operation.path),
                    )
                    .why("a value that callers give would go nowhere")
                    .help("correct the name, or remove the parameter"),
                );
            }
        }
    }
}

fn declared<'d>(context: &Context<'d>, operation: &Operation<'d>) -> Vec<(&'d str, String)> {
    context
        .parameters(operation)
        .into_iter()
        .filter_map(|parameter| {
            let reached = context.resolve(&parameter.pointer, parameter.value)?.value;
            (text(reached, "in") == Some("path")).then_some((text(reached, "name")?, parameter.pointer))
        })
        .collect()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}
