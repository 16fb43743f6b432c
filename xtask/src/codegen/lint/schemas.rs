//! Schemas: known types, object formats, enums of texts, and `required` names that exist.

use serde_json::Value;

use super::walk::Context;
use crate::codegen::diagnostics::{Code, Diagnostic};

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];

/// Formats of objects that normalise passes know; all others become untyped JSON.
const OBJECT_FORMATS: &[&str] = &["uri-map", "prefixed-collapsible-map"];

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
                    Value::String(name) => format!("`{name}` is no type of OpenAPI"),
                    Value::Array(_) => "`type` is a list, as in OpenAPI 3.1".to_owned(),
                    _ => "`type` must be text".to_owned(),
                };
                found.push(
                    Diagnostic::error(Code::UnknownType, format!("{at}/type"), problem)
                        .why("the type decides what is generated")
                        .help(format!("types are {}; whether null is allowed is said by `nullable`", TYPES.join(", "))),
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
    if !known {
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

pub(super) fn enums(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(values) = schema.get("enum").and_then(Value::as_array) else { continue };
        if values.is_empty() {
            found.push(
                Diagnostic::error(Code::BadEnumValues, format!("{at}/enum"), "an enum without values")
                    .help("list the values, or remove `enum`"),
            );
        }
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        for (index, value) in values.iter().enumerate() {
            let place = format!("{at}/enum/{index}");
            match value {
                Value::String(text) if values.iter().take(index).any(|earlier| earlier == value) => found.push(
                    Diagnostic::error(Code::BadEnumValues, place, format!("the value `{text}` is listed twice"))
                        .help("remove one of them"),
                ),
                Value::String(_) => {}
                Value::Null if nullable => {}
                other => found.push(
                    Diagnostic::error(Code::EnumValueNotText, place, format!("the value {other} is no text"))
                        .why("values of enums are texts on the wire; YAML reads a bare `true`, `no` or 1 as something else")
                        .help(format!("quote it: '{}'", other.to_string().trim_matches('"'))),
                ),
            }
        }
    }
}

pub(super) fn required(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (at, schema) in &context.schemas {
        let Some(required) = schema.get("required").and_then(Value::as_array) else { continue };
        // With a composition, the property may be declared elsewhere.
        if ["allOf", "oneOf", "anyOf", "$ref"].iter().any(|key| schema.get(key).is_some()) {
            continue;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (index, name) in required.iter().enumerate() {
            let Some(name) = name.as_str() else {
                found.push(
                    Diagnostic::error(Code::WrongShape, format!("{at}/required/{index}"), "`required` lists names")
                        .help("quote the name, if it is one"),
                );
                continue;
            };
            if !properties.is_some_and(|properties| properties.contains_key(name)) {
                found.push(
                    Diagnostic::warning(
                        Code::UnknownRequiredProperty,
                        format!("{at}/required/{index}"),
                        format!("`required` names `{name}`, which is no property"),
                    )
                    .why("the property that is meant stays optional")
                    .help("correct the name, or remove it"),
                );
            }
        }
    }
}
