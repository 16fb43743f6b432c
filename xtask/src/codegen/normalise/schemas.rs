//! Where schemas stand in a document, and how to visit each of them once.

use serde_json::{Map, Value};

pub use crate::codegen::load::pointer::{escape, from_reference, unescape};

/// The JSON pointer under which components stand.
pub const COMPONENT_PREFIX: &str = "/components/schemas";

/// The key of an operation under which its page is described: `key`, `items` and, if known, `max_page_size`.
pub const LIST: &str = "x-codegen-list";

/// The key of an operation under which its declared failures are kept: status and schema of each.
pub const ERRORS: &str = "x-codegen-errors";

/// The HTTP methods that a path item may declare.
pub const METHODS: &[&str] = &["get", "put", "post", "delete", "patch", "options", "head", "trace"];

/// The component that a schema is a plain reference to.
pub fn referenced(schema: &Value) -> Option<String> {
    from_reference(schema.get("$ref")?.as_str()?)?.strip_prefix("/components/schemas/").map(unescape)
}

/// The component that a schema stands for, be it a plain reference or `allOf` around a single one.
pub fn target(schema: &Value) -> Option<String> {
    referenced(schema).or_else(|| match schema.get("allOf")?.as_array()?.as_slice() {
        [only] => referenced(only),
        _ => None,
    })
}

/// Adds every component that is referred to anywhere below `value`.
pub fn collect_referenced(value: &Value, found: &mut Vec<String>) {
    found.extend(referenced(value));
    match value {
        Value::Object(map) => map.values().for_each(|inner| collect_referenced(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| collect_referenced(inner, found)),
        _ => {}
    }
}

/// A plain reference to a component.
pub fn reference(component: &str) -> Value {
    // A reference is a URI fragment: a percent sign of the name's own would be decoded when it is followed.
    Value::String(format!("#/components/schemas/{}", escape(component).replace('%', "%25")))
}

/// The keys of all component schemas, in the document's order.
pub fn component_keys(json: &Value) -> Vec<String> {
    json.pointer(COMPONENT_PREFIX)
        .and_then(Value::as_object)
        .map(|components| components.keys().cloned().collect())
        .unwrap_or_default()
}

/// One component schema.
pub fn component<'a>(json: &'a Value, name: &str) -> Option<&'a Value> {
    json.get("components")?.get("schemas")?.get(name)
}

/// The component schemas, to be changed.
pub fn components_mut(json: &mut Value) -> Option<&mut Map<String, Value>> {
    json.get_mut("components")?.get_mut("schemas")?.as_object_mut()
}

/// Every operation: path, method, and the operation itself.
pub fn operations(json: &Value) -> impl Iterator<Item = (&str, &str, &Value)> + Clone {
    let paths = json.get("paths").and_then(Value::as_object);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        METHODS.iter().filter_map(move |method| Some((path.as_str(), *method, item.get(method)?)))
    })
}

/// Calls `visit` for every operation, with its JSON pointer.
pub fn each_operation(json: &mut Value, mut visit: impl FnMut(&str, &mut Value)) {
    let Some(paths) = json.get_mut("paths").and_then(Value::as_object_mut) else { return };
    for (path, item) in paths {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                visit(&format!("/paths/{}/{method}", escape(path)), operation);
            }
        }
    }
}

/// Calls `visit` for every schema of the document, outer ones before those inside them.
///
/// The first argument of `visit` is the place: a JSON pointer into the document as it is now.
pub fn each_schema(json: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    for name in component_keys(json) {
        let place = format!("{COMPONENT_PREFIX}/{}", escape(&name));
        if let Some(schema) = json.pointer_mut(&place) {
            within(&place, schema, visit);
        }
    }
    each_operation(json, |place, operation| {
        for (index, parameter) in array_mut(operation, "parameters").enumerate() {
            if let Some(schema) = parameter.get_mut("schema") {
                within(&format!("{place}/parameters/{index}/schema"), schema, visit);
            }
        }
        if let Some(body) = operation.get_mut("requestBody") {
            within_content(&format!("{place}/requestBody"), body, visit);
        }
        if let Some(records) = operation.get_mut(LIST).and_then(|list| list.get_mut("items")) {
            within(&format!("{place}/{LIST}/items"), records, visit);
        }
        for (index, failure) in array_mut(operation, ERRORS).enumerate() {
            if let Some(schema) = failure.get_mut("schema") {
                within(&format!("{place}/responses/{index}/schema"), schema, visit);
            }
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            within_content(&format!("{place}/responses/{status}"), response, visit);
        }
    });
}

fn within_content(place: &str, holder: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    let content = holder.get_mut("content").and_then(Value::as_object_mut);
    for (media, entry) in content.into_iter().flatten() {
        if let Some(schema) = entry.get_mut("schema") {
            within(&format!("{place}/content/{}/schema", escape(media)), schema, visit);
        }
    }
}

/// Keys that hold schemas by name, a single one, and a list of them.
const NAMED: [&str; 2] = ["properties", "patternProperties"];
const SINGLE: [&str; 3] = ["items", "additionalProperties", "not"];
const LISTED: [&str; 3] = ["allOf", "oneOf", "anyOf"];

/// Takes the schemas inside a schema out of it.
pub fn without_inner(schema: &mut Value) {
    if let Some(schema) = schema.as_object_mut() {
        schema.retain(|key, _| !NAMED.iter().chain(&SINGLE).chain(&LISTED).any(|inner| inner == key));
    }
}

/// Calls `visit` for `schema` and for every schema inside it.
pub fn within(place: &str, schema: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    visit(place, schema);
    for key in NAMED {
        let inner = schema.get_mut(key).and_then(Value::as_object_mut);
        for (name, property) in inner.into_iter().flatten() {
            within(&format!("{place}/{key}/{}", escape(name)), property, visit);
        }
    }
    for key in SINGLE {
        if let Some(inner) = schema.get_mut(key).filter(|inner| inner.is_object()) {
            within(&format!("{place}/{key}"), inner, visit);
        }
    }
    for key in LISTED {
        for (index, inner) in array_mut(schema, key).enumerate() {
            within(&format!("{place}/{key}/{index}"), inner, visit);
        }
    }
}

fn array_mut<'a>(holder: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> {
    holder.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}
