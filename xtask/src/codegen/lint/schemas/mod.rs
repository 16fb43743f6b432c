//! Schemas: known types and formats, values of enums, and `required` names that exist.

pub(in crate::codegen::lint) mod cycles;
mod enums;
mod formats;
mod paging;
pub(in crate::codegen::lint) mod patterns;
pub(in crate::codegen::lint) mod raw_json;
pub(in crate::codegen::lint) mod references;
mod required;

use serde_json::Value;

use super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};

pub(super) use enums::enums;
pub(super) use formats::formats;
pub(super) use paging::paging;
pub(super) use required::required;

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];

/// Formats of objects that normalise passes know; all others become untyped JSON.
const OBJECT_FORMATS: &[&str] = &["uri-map", "prefixed-collapsible-map", "phone-number-capabilities"];

pub(super) fn types(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        match schema.get("type") {
            None => continue,
            Some(Value::String(name)) if TYPES.contains(&name.as_str()) => {
                if name == "object" {
                    object_format(at, schema, found);
                }
                continue;
            }
            Some(other) => {
                let problem = match other {
                    Value::String(name) => format!("`{name}` is not a type of OpenAPI 3.0"),
                    Value::Array(_) => "`type` is a list, as in OpenAPI 3.1".to_owned(),
                    _ => "`type` must be a string".to_owned(),
                };
                let meant = other.as_str().map(|name| nearest(name, TYPES.iter().copied()));
                let meant = meant.and_then(|meant| did_you_mean(&meant));
                found.push(
                    Diagnostic::error(Code::UnknownType, format!("{at}/type"), problem)
                        .why("the type decides what is generated")
                        .help(meant.unwrap_or_else(|| {
                            format!("types are {}; `nullable` says whether null is allowed", TYPES.join(", "))
                        })),
                );
            }
        }
    }
}

fn object_format(at: &str, schema: &Value, found: &mut Vec<Diagnostic>) {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return };
    let known = OBJECT_FORMATS
        .iter()
        .any(|known| format == *known || format.strip_prefix(known).is_some_and(|rest| rest.starts_with('-')));
    // With named properties it is a struct, whatever the format means.
    let has_properties = schema.get("properties").and_then(Value::as_object).is_some_and(|all| !all.is_empty());
    if !known && !has_properties {
        found.push(
            Diagnostic::warning(
                Code::UnknownObjectFormat,
                format!("{at}/format"),
                format!("an object with the unknown format `{format}`"),
            )
            .why("nobody here knows what it means; the value is handed out as raw JSON")
            .help("remove the format, or teach the generator about it"),
        );
    }
}
