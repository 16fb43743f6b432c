//! The operations, parameters, bodies and schemas of a document, each with its JSON pointer.

use serde_json::{Map, Value};

use crate::codegen::config::ProductConfig;
use crate::codegen::load::{Document, pointer};

/// The methods of OpenAPI 3.0.
pub(super) const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Longest chain of references that is followed.
const MAX_HOPS: usize = 32;

/// What rules work on.
pub(super) struct Context<'d> {
    pub(super) document: &'d Document,
    pub(super) product: &'d ProductConfig,
    pub(super) operations: Vec<Operation<'d>>,
    /// All schemas, outer ones before those inside them. References are not followed.
    pub(super) schemas: Vec<(String, &'d Value)>,
    /// All parameters where they are declared; references are not among them.
    pub(super) parameters: Vec<Located<'d>>,
}

/// One operation.
pub(super) struct Operation<'d> {
    pub(super) pointer: String,
    pub(super) path: &'d str,
    pub(super) item: &'d Value,
    pub(super) value: &'d Value,
}

/// A value and where it is.
#[derive(Clone)]
pub(super) struct Located<'d> {
    pub(super) pointer: String,
    pub(super) value: &'d Value,
}

impl<'d> Context<'d> {
    pub(super) fn new(document: &'d Document, product: &'d ProductConfig) -> Context<'d> {
        let operations = operations(document);
        let parameters = declared_parameters(document);
        let mut context = Context { document, product, operations, schemas: Vec::new(), parameters };
        let mut schemas = Vec::new();
        context.collect_schemas(&mut schemas);
        context.schemas = schemas;
        context
    }

    /// Follows `$ref`s to what they stand for; `None` if that does not exist.
    pub(super) fn resolve(&self, pointer: &str, value: &'d Value) -> Option<Located<'d>> {
        let mut located = Located { pointer: pointer.to_owned(), value };
        for _ in 0..MAX_HOPS {
            let Some(reference) = located.value.get("$ref").and_then(Value::as_str) else {
                return Some(located);
            };
            let target = pointer::from_reference(reference)?;
            located = Located { value: self.document.get(&target)?, pointer: target };
        }
        None
    }

    /// The items of a mapping of the document: pointer and value of each.
    pub(super) fn entries(&self, at: &str) -> Vec<(&'d str, Located<'d>)> {
        entries(at, self.document.get(at))
    }

    /// The parameters that hold for an operation, as declared (not resolved): its own and those of its path.
    pub(super) fn parameters(&self, operation: &Operation<'d>) -> Vec<Located<'d>> {
        let item = operation.pointer.rsplit_once('/').map_or("", |(item, _)| item);
        let mut found = items(&format!("{item}/parameters"), operation.item.get("parameters"));
        found.extend(items(&format!("{}/parameters", operation.pointer), operation.value.get("parameters")));
        found
    }

    /// The request body of an operation, resolved.
    pub(super) fn request_body(&self, operation: &Operation<'d>) -> Option<Located<'d>> {
        let body = operation.value.get("requestBody")?;
        self.resolve(&format!("{}/requestBody", operation.pointer), body)
    }

    /// The answers of an operation, resolved, by status.
    pub(super) fn answers(&self, operation: &Operation<'d>) -> Vec<(&'d str, Located<'d>)> {
        let at = format!("{}/responses", operation.pointer);
        entries(&at, operation.value.get("responses"))
            .into_iter()
            .filter_map(|(status, answer)| Some((status, self.resolve(&answer.pointer, answer.value)?)))
            .collect()
    }

    /// The media types of a body or an answer.
    pub(super) fn media(&self, body: &Located<'d>) -> Vec<(&'d str, Located<'d>)> {
        entries(&pointer::child(&body.pointer, "content"), body.value.get("content"))
    }

    fn collect_schemas(&self, found: &mut Vec<(String, &'d Value)>) {
        for (_, schema) in self.entries("/components/schemas") {
            descend(schema, found);
        }
        let mut holders = Vec::new();
        for operation in &self.operations {
            holders.extend(self.parameters(operation));
            if let Some(body) = operation.value.get("requestBody") {
                holders.push(Located { pointer: format!("{}/requestBody", operation.pointer), value: body });
            }
            let at = format!("{}/responses", operation.pointer);
            holders.extend(entries(&at, operation.value.get("responses")).into_iter().map(|(_, answer)| answer));
        }
        for section in ["parameters", "requestBodies", "responses"] {
            holders.extend(self.entries(&format!("/components/{section}")).into_iter().map(|(_, holder)| holder));
        }
        // A path's own parameters hold for each of its operations, but are there once.
        holders.sort_by(|left, right| left.pointer.cmp(&right.pointer));
        holders.dedup_by(|left, right| left.pointer == right.pointer);
        for holder in holders {
            if let Some(schema) = holder.value.get("schema") {
                descend(Located { pointer: pointer::child(&holder.pointer, "schema"), value: schema }, found);
            }
            for (_, media) in self.media(&holder) {
                if let Some(schema) = media.value.get("schema") {
                    descend(Located { pointer: pointer::child(&media.pointer, "schema"), value: schema }, found);
                }
            }
        }
    }
}

fn operations(document: &Document) -> Vec<Operation<'_>> {
    let mut operations = Vec::new();
    for (path, item) in entries("/paths", document.get("/paths")) {
        let item = path_item(document, item);
        for (method, operation) in entries(&item.pointer, Some(item.value)) {
            if METHODS.contains(&method) && operation.value.is_object() {
                operations.push(Operation {
                    pointer: operation.pointer,
                    path,
                    item: item.value,
                    value: operation.value,
                });
            }
        }
    }
    operations
}

fn declared_parameters(document: &Document) -> Vec<Located<'_>> {
    let mut found: Vec<Located<'_>> = entries("/components/parameters", document.get("/components/parameters"))
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    for (_, item) in entries("/paths", document.get("/paths")) {
        found.extend(items(&pointer::child(&item.pointer, "parameters"), item.value.get("parameters")));
        for (method, operation) in entries(&item.pointer, Some(item.value)) {
            if METHODS.contains(&method) {
                let at = pointer::child(&operation.pointer, "parameters");
                found.extend(items(&at, operation.value.get("parameters")));
            }
        }
    }
    found.retain(|parameter| parameter.value.is_object() && parameter.value.get("$ref").is_none());
    found
}

/// A path item, or the one that it refers to.
fn path_item<'d>(document: &'d Document, item: Located<'d>) -> Located<'d> {
    let mut item = item;
    for _ in 0..MAX_HOPS {
        let target = item.value.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference);
        let Some((value, pointer)) = target.and_then(|target| Some((document.get(&target)?, target))) else { break };
        item = Located { pointer, value };
    }
    item
}

/// The items of a mapping; none if it is none.
pub(super) fn entries<'d>(at: &str, value: Option<&'d Value>) -> Vec<(&'d str, Located<'d>)> {
    let map: Option<&'d Map<String, Value>> = value.and_then(Value::as_object);
    map.into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), Located { pointer: pointer::child(at, key), value }))
        .collect()
}

/// The items of a list; none if it is none.
pub(super) fn items<'d>(at: &str, value: Option<&'d Value>) -> Vec<Located<'d>> {
    let list = value.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .enumerate()
        .map(|(index, value)| Located { pointer: format!("{at}/{index}"), value })
        .collect()
}

/// The schemas directly inside a schema.
pub(super) fn inner<'d>(schema: &Located<'d>) -> Vec<Located<'d>> {
    let mut found: Vec<Located<'d>> = properties(schema).into_iter().map(|(_, property)| property).collect();
    for key in ["items", "additionalProperties", "not"] {
        if let Some(value) = schema.value.get(key).filter(|value| value.is_object()) {
            found.push(Located { pointer: pointer::child(&schema.pointer, key), value });
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        found.extend(items(&pointer::child(&schema.pointer, key), schema.value.get(key)));
    }
    found
}

/// The properties of a schema itself, by name.
pub(super) fn properties<'d>(schema: &Located<'d>) -> Vec<(&'d str, Located<'d>)> {
    entries(&pointer::child(&schema.pointer, "properties"), schema.value.get("properties"))
}

fn descend<'d>(schema: Located<'d>, found: &mut Vec<(String, &'d Value)>) {
    let within = inner(&schema);
    found.push((schema.pointer, schema.value));
    for schema in within {
        descend(schema, found);
    }
}
