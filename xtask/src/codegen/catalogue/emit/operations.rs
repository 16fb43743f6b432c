//! Operations with their inputs.

use heck::ToPascalCase;

use super::super::facts::{Input, Operation};
use super::super::rows::{Behaviour, Verb};
use super::text::{line, list, push};

pub(super) fn emit_operation(out: &mut String, operation: &Operation, rows: &Behaviour) {
    let Some((resource, spec)) =
        rows.resources.iter().find_map(|(name, row)| Some((name, row.operations.get(&operation.id)?)))
    else {
        return;
    };
    let method = operation.http.to_pascal_case();
    line(out, 1, "Operation {");
    line(out, 2, &format!("id: {:?}, method: Method::{method}, path: {:?},", operation.id, operation.path));
    line(out, 2, &format!("description: {:?},", operation.description));
    match operation.inputs.is_empty() {
        true => line(out, 2, "inputs: &[],"),
        false => {
            line(out, 2, "inputs: &[");
            for input in &operation.inputs {
                line(out, 3, &emit_input(input));
            }
            line(out, 2, "],");
        }
    }
    let body = match operation.media.as_deref() {
        None => "None",
        Some(media) if media.contains("json") => "Json",
        Some(_) => "Form",
    };
    let response = match (&operation.model, &operation.list_key) {
        (None, _) => "Response::Empty".to_owned(),
        (Some(model), None) => format!("Response::One {{ model: {model:?} }}"),
        (Some(model), Some(key)) => {
            let max = operation.inputs.iter().find(|one| one.name == "PageSize").and_then(|one| one.max).unwrap_or(50);
            format!(
                "Response::List {{ model: {model:?}, key: {key:?}, default_page_size: {}, max_page_size: {max} }}",
                max.min(50)
            )
        }
    };
    line(
        out,
        2,
        &format!(
            "body: Body::{body}, status: {}, also_status: {:?}, response: {response},",
            spec.status, spec.also_status
        ),
    );
    let verb = match spec.verb {
        Verb::List => "List",
        Verb::Create => "Create",
        Verb::Fetch => "Fetch",
        Verb::Update => "Update",
        Verb::Delete => "Delete",
        Verb::Archive => "Archive",
        Verb::Constant => "Constant",
        Verb::Session => "Session",
    };
    line(
        out,
        2,
        &format!(
            "resource: {resource:?}, verb: Verb::{verb}, effects: {}, events: &{:?},",
            list("Effect", &spec.effects),
            spec.events
        ),
    );
    line(out, 1, "},");
}

fn emit_input(input: &Input) -> String {
    let mut row = format!("Input {{ name: {:?}", input.name);
    push(&mut row, "place", &format!("Place::{}", input.place), "Place::Form");
    push(&mut row, "kind", &input.kind, "Kind::Text");
    push(&mut row, "list", &input.list.to_string(), "false");
    push(&mut row, "required", &input.required.to_string(), "false");
    push(&mut row, "private", &input.private.to_string(), "false");
    push(&mut row, "description", &format!("{:?}", input.description), "\"\"");
    format!("{row}, ..Input::NEW }},")
}
