//! Parameters: complete, known places, declared once, and the same ones as in the path's template.

pub(in crate::codegen::lint) mod headers;
pub(in crate::codegen::lint) mod serialisation;

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};
use crate::codegen::lint::paths::template;
use crate::codegen::lint::walk::{Context, Located, Operation};

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
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
                    .help(match place.and_then(|place| did_you_mean(&nearest(place, ["path", "query", "header"]))) {
                        Some(meant) => meant,
                        None if place == Some("cookie") => {
                            "cookies are not supported: if the API takes a header too, declare that".to_owned()
                        }
                        None => "form fields belong in `requestBody`; otherwise write `in: query`, `in: header` or `in: path`"
                            .to_owned(),
                    }),
            );
        }
    }
    if value.get("schema").is_none() && value.get("content").is_none() {
        found.push(
            Diagnostic::error(Code::IncompleteParameter, at, format!("the parameter `{name}` has no schema"))
                .why("its type decides how it is written")
                .help("add `schema: { type: string }`"),
        );
    }
}

pub(in crate::codegen::lint) fn in_template(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut paths: Vec<(&str, Vec<&Operation<'_>>)> = Vec::new();
    for operation in &context.operations {
        match paths.last_mut() {
            Some((path, operations)) if *path == operation.path => operations.push(operation),
            _ => paths.push((operation.path, vec![operation])),
        }
    }
    for (path, operations) in paths {
        // Bad templates have a rule of their own.
        let Ok(names) = template(path) else { continue };
        let declared: Vec<_> = operations.iter().filter_map(|one| Some((*one, declared(context, one)?))).collect();
        misspelt_in_path(path, &names, &declared, found).unwrap_or_else(|| differing(path, &names, &declared, found));
    }
}

/// The path parameters of an operation: name and place of each.
type Declared<'d> = Vec<(&'d str, String)>;

/// A name that all operations of a path spell in another way than its template: one mistake, in the path.
fn misspelt_in_path(
    path: &str,
    names: &[&str],
    declared: &[(&Operation<'_>, Declared<'_>)],
    found: &mut Vec<Diagnostic>,
) -> Option<()> {
    let (first, own) = declared.first()?;
    let is_declared = |name: &str| declared.iter().any(|(_, own)| own.iter().any(|(other, _)| *other == name));
    let undeclared: Vec<&str> = names.iter().copied().filter(|name| !is_declared(name)).collect();
    let unused: Vec<&str> = own.iter().map(|(name, _)| *name).filter(|name| !names.contains(name)).collect();
    let ([name], [meant]) = (undeclared.as_slice(), unused.as_slice()) else { return None };
    let everywhere = declared.iter().all(|(_, own)| own.iter().any(|(other, _)| other == meant));
    if !everywhere || nearest(name, [*meant]).is_empty() {
        return None;
    }
    let (_, place) = own.iter().find(|(other, _)| other == meant)?;
    let item = first.pointer.rsplit_once('/').map_or("", |(item, _)| item);
    found.push(
        Diagnostic::error(
            Code::UndeclaredPathParameter,
            item,
            format!("the path `{path}` has the parameter `{name}`; the one that is declared is `{meant}`"),
        )
        .at_key()
        .related(place, format!("`{meant}` is declared here"))
        .why("a path is built from the parameters that are declared for it")
        .help(format!("did you mean `{meant}`? Both must have one name")),
    );
    Some(())
}

fn differing(path: &str, names: &[&str], declared: &[(&Operation<'_>, Declared<'_>)], found: &mut Vec<Diagnostic>) {
    let mut unused: Vec<&str> = Vec::new();
    for (operation, declared) in declared {
        for name in names {
            if !declared.iter().any(|(other, _)| other == name) {
                found.push(
                    Diagnostic::error(
                        Code::UndeclaredPathParameter,
                        &operation.pointer,
                        format!("the path parameter `{name}` is not declared"),
                    )
                    .at_key()
                    .why(format!("`{path}` cannot be built without it, and its type is unknown"))
                    .help(format!("add `- {{ name: {name}, in: path, required: true, schema: … }}` to `parameters`")),
                );
            }
        }
        for (name, pointer) in declared {
            // A parameter of the path is one of each of its operations.
            if !names.contains(name) && !unused.contains(&pointer.as_str()) {
                unused.push(pointer);
                found.push(
                    Diagnostic::error(
                        Code::UnusedPathParameter,
                        pointer,
                        format!("the path `{path}` has no parameter `{name}`"),
                    )
                    .why("a value that callers give would go nowhere")
                    .help("correct the name, or remove the parameter"),
                );
            }
        }
    }
}

/// None if one of the parameters is incomplete or leads nowhere: it has been reported, and may be the one that is missed.
fn declared<'d>(context: &Context<'d>, operation: &Operation<'d>) -> Option<Declared<'d>> {
    let mut declared = Vec::new();
    for parameter in context.parameters(operation) {
        let reached = context.resolve(&parameter.pointer, parameter.value)?.value;
        let (name, place) = (text(reached, "name")?, text(reached, "in")?);
        match place {
            "path" => declared.push((name, parameter.pointer)),
            "query" | "header" => {}
            // The place is misspelt, or one that there is not.
            _ => return None,
        }
    }
    Some(declared)
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}
