//! Values of enums: strings, each once.

use serde_json::Value;

use super::super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic};

pub(in super::super) fn enums(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(values) = schema.get("enum").and_then(Value::as_array) else { continue };
        if values.is_empty() {
            found.push(
                Diagnostic::error(Code::BadEnumValues, format!("{at}/enum"), "an enum without values")
                    .help("list the values, or remove `enum`"),
            );
        }
        if has_values_of_its_type(schema, values) {
            continue;
        }
        match other_type(schema, values) {
            Some(plural) => found.push(
                Diagnostic::error(
                    Code::EnumValueNotText,
                    format!("{at}/enum"),
                    format!("an enum of {plural} is not supported"),
                )
                .at_key()
                .why("the values of an enum become names, made from strings")
                .help("remove `enum`, and name the values in the description"),
            ),
            None => strings(context, at, schema, values, found),
        }
    }
}

/// Whether the schema is a number or a boolean, and its values are too: it keeps its type, and they are documented.
fn has_values_of_its_type(schema: &Value, values: &[Value]) -> bool {
    let is_nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let fits = |value: &Value| match schema.get("type").and_then(Value::as_str) {
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        _ => false,
    };
    !values.is_empty()
        && values.iter().all(|value| fits(value) || (is_nullable && value.is_null()))
        && values.iter().any(fits)
}

/// What the values are, if they are meant to be something else than strings.
fn other_type(schema: &Value, values: &[Value]) -> Option<&'static str> {
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => None,
        Some("integer") => Some("integers"),
        Some("number") => Some("numbers"),
        Some("boolean") => Some("booleans"),
        Some("array") => Some("lists"),
        Some("object") => Some("objects"),
        _ if values.is_empty() => None,
        _ if values.iter().all(Value::is_number) => Some("numbers"),
        _ if values.iter().all(Value::is_boolean) => Some("booleans"),
        _ => None,
    }
}

fn strings(context: &Context<'_>, at: &str, schema: &Value, values: &[Value], found: &mut Vec<Diagnostic>) {
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let mut unquoted: Vec<(usize, String)> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let place = format!("{at}/enum/{index}");
        match value {
            Value::String(text) => {
                let earlier = values.iter().take(index).position(|earlier| earlier == value);
                if let Some(earlier) = earlier {
                    found.push(
                        Diagnostic::error(Code::BadEnumValues, place, format!("the value `{text}` is listed twice"))
                            .label("again here")
                            .related(format!("{at}/enum/{earlier}"), "first here")
                            .help("remove one of them"),
                    );
                }
            }
            Value::Null if nullable => {}
            Value::Null => found.push(
                Diagnostic::error(Code::EnumValueNotText, place, "null is listed, but the schema is not nullable")
                    .why("a value of an enum is a string; whether null is allowed is said by `nullable`")
                    .help("write `nullable: true`, or put it in quotes if the string 'null' is meant"),
            ),
            Value::Number(_) | Value::Bool(_) => {
                unquoted.push((index, context.document.written(&place).to_owned()));
            }
            Value::Array(_) | Value::Object(_) => found.push(
                Diagnostic::error(Code::EnumValueNotText, place, "a value of this enum is not a string")
                    .why("the values of an enum become names, made from strings")
                    .help("list strings, or remove `enum`"),
            ),
        }
    }
    if let Some((first, _)) = unquoted.first() {
        let is_listed =
            |kind: fn(&Value) -> bool| unquoted.iter().any(|(index, _)| values.get(*index).is_some_and(kind));
        let kinds = (is_listed(Value::is_number), is_listed(Value::is_boolean));
        found.push(without_quotes(&format!("{at}/enum/{first}"), &unquoted, kinds));
    }
}

/// Values of one enum that have no quotes: one mistake, however many there are.
fn without_quotes(place: &str, unquoted: &[(usize, String)], (numbers, booleans): (bool, bool)) -> Diagnostic {
    let list = |quote: &str| {
        let written: Vec<String> = unquoted.iter().map(|(_, written)| format!("{quote}{written}{quote}")).collect();
        written.join(", ")
    };
    let verb = if unquoted.len() == 1 { "is" } else { "are" };
    let kind = match (unquoted.len(), numbers, booleans) {
        (1, true, _) => "a number",
        (1, ..) => "a boolean",
        (_, true, true) => "numbers and booleans",
        (_, true, false) => "numbers",
        (..) => "booleans",
    };
    let problem = format!("{} {verb} read as {kind}; values of this enum are strings", list("`"));
    Diagnostic::error(Code::EnumValueNotText, place, problem)
        .why("YAML reads a value so that has no quotes")
        .help(format!("write {} in quotes, as on the wire", list("'")))
}
