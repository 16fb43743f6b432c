//! Everything that a caller meets has a description, of at most 200 characters.

use serde_json::Value;

use super::super::references::references;
use super::super::walk::{Context, Located, inner, items, properties};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::load::pointer;

const LONGEST: usize = 200;

/// Keys whose content is data, in which `description` is a name like any other.
const DATA: &[&str] = &["example", "examples", "default", "enum"];

pub(in super::super) fn descriptions(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut owed = Owed { context, found };
    for operation in &context.operations {
        let id = operation.value.get("operationId").and_then(Value::as_str).unwrap_or_default();
        owed.own(&operation.pointer, operation.value, &format!("the operation `{id}`"));
        let parameters = context.parameters(operation);
        for parameter in parameters.iter().filter(|parameter| parameter.value.get("$ref").is_none()) {
            owed.parameter(parameter);
        }
        let Some(body) = context.request_body(operation) else { continue };
        for (_, media) in context.media(&body) {
            let at = pointer::child(&media.pointer, "schema");
            if let Some(schema) = media.value.get("schema") {
                owed.inside(&Located { pointer: at, value: schema });
            }
        }
    }
    for (_, parameter) in context.entries("/components/parameters") {
        owed.parameter(&parameter);
    }
    for (name, schema) in context.entries("/components/schemas") {
        // A component that only stands for a form of text is described where it is used.
        let is_alias = schema.value.get("enum").is_none() && schema.value.get("properties").is_none();
        if !is_alias {
            owed.own(&schema.pointer, schema.value, &format!("the component `{name}`"));
        }
        owed.inside(&schema);
    }
    lengths("", &context.document.json, found);
}

struct Owed<'c, 'd> {
    context: &'c Context<'d>,
    found: &'c mut Vec<Diagnostic>,
}

impl<'d> Owed<'_, 'd> {
    fn own(&mut self, at: &str, value: &Value, what: &str) {
        if !has_description(value) {
            self.missing(at, what);
        }
    }

    fn parameter(&mut self, parameter: &Located<'d>) {
        let name = parameter.value.get("name").and_then(Value::as_str).unwrap_or_default();
        self.own(&parameter.pointer, parameter.value, &format!("the parameter `{name}`"));
    }

    /// The properties of a schema and of the schemas inside it, references not followed.
    fn inside(&mut self, schema: &Located<'d>) {
        for (name, property) in properties(schema) {
            if !self.is_described(&property) {
                self.missing(&property.pointer, &format!("`{name}`"));
            }
        }
        for schema in inner(schema) {
            self.inside(&schema);
        }
    }

    /// Whether a property has a description, of its own or by way of what it refers to.
    fn is_described(&self, property: &Located<'d>) -> bool {
        if has_description(property.value) {
            return true;
        }
        if property.value.get("$ref").is_some() {
            let reached = self.context.resolve(&property.pointer, property.value);
            return reached.is_some_and(|reached| has_description(reached.value));
        }
        match items(&pointer::child(&property.pointer, "allOf"), property.value.get("allOf")).as_slice() {
            [only] => self.is_described(only),
            _ => false,
        }
    }

    fn missing(&mut self, at: &str, what: &str) {
        self.found.push(
            Diagnostic::error(Code::MissingDescription, at, format!("{what} has no description"))
                .at_key()
                .why("it is all that a reader of the crate's documentation learns about it")
                .help("say in a sentence of our own what a caller needs to know, with units and bounds"),
        );
    }
}

fn has_description(value: &Value) -> bool {
    value.get("description").and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty())
}

fn lengths(at: &str, value: &Value, found: &mut Vec<Diagnostic>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                let at = pointer::child(at, key);
                match child {
                    Value::String(text) if key == "description" => {
                        let length = text.chars().count();
                        if length > LONGEST {
                            found.push(
                                Diagnostic::error(
                                    Code::LongDescription,
                                    at,
                                    format!("a description of {length} characters, {} too many", length - LONGEST),
                                )
                                .why("whoever looks something up reads one sentence")
                                .help("keep what a caller needs to know"),
                            );
                        }
                    }
                    _ if DATA.contains(&key.as_str()) => {}
                    _ => lengths(&at, child, found),
                }
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                lengths(&format!("{at}/{index}"), child, found);
            }
        }
        _ => {}
    }
}

/// The components that references lead to, as pointers, from a part of the document.
pub(super) fn targets(value: &Value) -> Vec<String> {
    references(value).into_iter().filter_map(|(_, reference)| pointer::from_reference(reference.as_str()?)).collect()
}
