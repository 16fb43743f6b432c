//! The description of an enum of more than three values names each of them, unless `products.toml` lists it as plain.

use serde_json::Value;

use super::super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::load::pointer;

/// Up to so many values, names say enough.
const FEW: usize = 3;

pub(in super::super) fn enum_values(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let values = schema.get("enum").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if values.len() <= FEW || is_plain(context, at) {
            continue;
        }
        let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
        let unnamed: Vec<String> = values
            .iter()
            .filter_map(Value::as_str)
            .filter(|value| !names(description, value))
            .map(|value| format!("`{value}`"))
            .collect();
        if !unnamed.is_empty() {
            found.push(
                Diagnostic::error(
                    Code::UnnamedEnumValue,
                    at,
                    format!("the description does not name {}", unnamed.join(", ")),
                )
                .at_key()
                .why("with more than three values, a reader cannot guess all of them")
                .help(
                    "name each value in the description, or list the component in `plain_enums` of spec/products.toml",
                ),
            );
        }
    }
    for plain in &context.product.plain_enums {
        let schema = context.document.get(&pointer::child("/components/schemas", &plain.component));
        let values = schema.and_then(|schema| schema.get("enum")).and_then(Value::as_array).map_or(0, Vec::len);
        if values <= FEW {
            found.push(
                Diagnostic::error(
                    Code::UnmatchedOverride,
                    &plain.origin,
                    format!("`{}` is no enum of more than three values", plain.component),
                )
                .why("an override that matches nothing hides a change of the document")
                .help("remove it, or correct the name"),
            );
        }
    }
}

fn is_plain(context: &Context<'_>, at: &str) -> bool {
    context.product.plain_enums.iter().any(|plain| pointer::child("/components/schemas", &plain.component) == at)
}

/// Whether a text names a value, as a word of its own.
fn names(description: &str, value: &str) -> bool {
    let is_part = |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    description.match_indices(value).any(|(start, _)| {
        let before = description[..start].chars().next_back();
        let after = description[start + value.len()..].chars().next();
        !is_part(before) && !is_part(after)
    })
}
