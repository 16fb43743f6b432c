//! What a document says of operations, inputs and models, without the normalisation that later stages of the pipeline need.
//!
//! References are resolved here, because the tables state nullability and bounds as the document has them.

use serde_json::{Map, Value};

use crate::codegen::config::{ProductConfig, Profile};
use crate::codegen::load::Document;
use crate::codegen::normalise::{PASSES, Working, operations};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    pub http: String,
    pub path: String,
    pub description: String,
    pub inputs: Vec<Input>,
    /// The media type of the body.
    pub media: Option<String>,
    /// The statuses of success, in the document's order.
    pub statuses: Vec<u16>,
    /// The model of the response or of a record.
    pub model: Option<String>,
    /// The key of the list's array.
    pub list_key: Option<String>,
}

/// An input.
#[derive(Clone, Debug)]
pub struct Input {
    pub name: String,
    pub place: &'static str,
    pub kind: String,
    pub list: bool,
    pub required: bool,
    pub private: bool,
    pub description: String,
    /// The upper bound of an integer.
    pub max: Option<i64>,
    /// The prefix of a SID.
    pub sid: Option<String>,
}

/// A model.
#[derive(Clone, Debug)]
pub struct Model {
    pub name: String,
    pub fields: Vec<Field>,
}

/// A property of a model.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: String,
    pub list: bool,
    pub nullable: bool,
    pub private: bool,
}

/// What one document says.
#[derive(Clone, Debug)]
pub struct Facts {
    pub hosts: Vec<String>,
    pub operations: Vec<Operation>,
    pub models: Vec<Model>,
}

/// Reads a document, with the corrections of its product's table.
pub fn facts(document: &Document, product: &ProductConfig) -> Facts {
    let mut working = Working {
        json: document.json.clone(),
        document: &document.json,
        product,
        profile: Profile::Ours,
        origins: Default::default(),
        wire_names: Default::default(),
        names: Default::default(),
        diagnostics: Vec::new(),
    };
    for pass in PASSES.iter().filter(|pass| ["references", "fixups"].contains(&pass.name)) {
        (pass.run)(&mut working);
    }
    let json = working.json;
    let operations: Vec<Operation> =
        operations(&json).map(|(path, http, value)| operation(path, http, value, &json)).collect();
    let mut names: Vec<&String> = operations.iter().filter_map(|operation| operation.model.as_ref()).collect();
    names.sort();
    names.dedup();
    let models = names.into_iter().map(|name| model(name, &json)).collect();
    let mut hosts = product.hosts.clone();
    for server in json.get("servers").and_then(Value::as_array).into_iter().flatten() {
        let host = server.get("url").and_then(Value::as_str).unwrap_or_default().trim_start_matches("https://");
        if !hosts.iter().any(|known| known == host) {
            hosts.push(host.to_owned());
        }
    }
    Facts { hosts, operations, models }
}

fn operation(path: &str, http: &str, value: &Value, json: &Value) -> Operation {
    let mut inputs: Vec<Input> = Vec::new();
    for parameter in value.get("parameters").and_then(Value::as_array).into_iter().flatten() {
        let place = match string(parameter, "in").as_str() {
            "path" => "Path",
            "query" => "Query",
            _ => "Header",
        };
        let schema = resolved(parameter.get("schema").unwrap_or(&Value::Null), json);
        let mut input = input(&string(parameter, "name"), place, &schema, json);
        input.required = parameter.get("required") == Some(&Value::Bool(true));
        if parameter.get("description").is_some() {
            input.description = string(parameter, "description");
        }
        inputs.push(input);
    }
    inputs.sort_by_key(|input| ["Path", "Query", "Header"].iter().position(|place| *place == input.place));
    let content = value.pointer("/requestBody/content").and_then(Value::as_object);
    let body = content.and_then(|content| content.iter().next());
    if let Some((_, entry)) = body {
        let schema = resolved(entry.get("schema").unwrap_or(&Value::Null), json);
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let mut input = input(name, "Form", &resolved(property, json), json);
            input.required = required.contains(&name.as_str());
            inputs.push(input);
        }
    }
    let responses = value.get("responses").and_then(Value::as_object);
    let successes: Vec<(u16, &Value)> = responses
        .into_iter()
        .flatten()
        .filter_map(|(status, response)| Some((status.parse().ok()?, response)))
        .filter(|(status, _)| (200..300).contains(status))
        .collect();
    let schema = successes.iter().find_map(|(_, response)| response.pointer("/content/application~1json/schema"));
    let (model, list_key) = match schema {
        None => (None, None),
        Some(schema) => match named(schema) {
            Some(name) => (Some(name), None),
            None => record(schema),
        },
    };
    Operation {
        id: string(value, "operationId"),
        http: http.to_owned(),
        path: path.to_owned(),
        description: string(value, "description"),
        inputs,
        media: body.map(|(media, _)| media.clone()),
        statuses: successes.iter().map(|(status, _)| *status).collect(),
        model,
        list_key,
    }
}

/// The model of a list's records, and the key of the array.
fn record(schema: &Value) -> (Option<String>, Option<String>) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let list = properties
        .into_iter()
        .flatten()
        .find(|(key, property)| *key != "meta" && property.get("type").and_then(Value::as_str) == Some("array"));
    match list {
        Some((key, property)) => (property.get("items").and_then(named), Some(key.clone())),
        None => (None, None),
    }
}

fn model(name: &str, json: &Value) -> Model {
    let schema = component(json, name).cloned().unwrap_or_default();
    let fields = schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, property)| {
            let schema = resolved(property, json);
            let input = input(name, "Form", &schema, json);
            Field {
                name: name.clone(),
                kind: input.kind,
                list: input.list,
                nullable: schema.get("nullable") == Some(&Value::Bool(true)),
                private: input.private,
            }
        })
        .collect();
    Model { name: name.to_owned(), fields }
}

fn input(name: &str, place: &'static str, schema: &Value, json: &Value) -> Input {
    let list = schema.get("type").and_then(Value::as_str) == Some("array");
    let item = match schema.get("items") {
        Some(items) if list => resolved(items, json),
        _ => schema.clone(),
    };
    let (kind, sid) = kind(&item);
    Input {
        name: name.to_owned(),
        place,
        kind,
        list,
        required: false,
        private: schema.get("x-twilio").is_some(),
        description: string(schema, "description"),
        max: item.get("maximum").and_then(Value::as_i64),
        sid,
    }
}

/// The type of a schema as Rust, and the prefix if it is a SID.
fn kind(schema: &Value) -> (String, Option<String>) {
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        if values == ["true", "false"] {
            return ("Kind::Boolean".to_owned(), None);
        }
        return (format!("Kind::Enum(&{values:?})"), None);
    }
    if let Some(prefix) = schema.get("pattern").and_then(Value::as_str).and_then(sid_prefix) {
        return (format!("Kind::Sid({prefix:?})"), Some(prefix));
    }
    let format = schema.get("format").and_then(Value::as_str);
    let kind = match (schema.get("type").and_then(Value::as_str), format) {
        (Some("string"), Some("date-time")) => "Kind::DateTime".to_owned(),
        (Some("string"), Some("uri")) => "Kind::Url".to_owned(),
        (Some("string"), Some("http-method")) => "Kind::HttpMethod".to_owned(),
        (Some("string"), _) => "Kind::Text".to_owned(),
        (Some("boolean"), _) => "Kind::Boolean".to_owned(),
        (Some("number"), _) => "Kind::Number".to_owned(),
        (Some("object"), Some("uri-map")) => "Kind::Links".to_owned(),
        (Some("integer"), _) => {
            let bound = |key: &str| schema.get(key).and_then(Value::as_i64);
            format!("Kind::Integer {{ min: {:?}, max: {:?} }}", bound("minimum"), bound("maximum"))
        }
        _ => "Kind::Json".to_owned(),
    };
    (kind, None)
}

/// The prefix of a pattern such as `^CH[0-9a-fA-F]{32}$`.
fn sid_prefix(pattern: &str) -> Option<String> {
    let rest = pattern.strip_prefix('^')?;
    let (prefix, digits) = rest.split_at_checked(2)?;
    (digits == "[0-9a-fA-F]{32}$").then(|| prefix.to_owned())
}

/// A schema with what it refers to; members beside the reference win.
fn resolved(schema: &Value, json: &Value) -> Value {
    let mut merged: Map<String, Value> = schema.as_object().cloned().unwrap_or_default();
    for _ in 0..8 {
        let next = match merged.shift_remove("$ref") {
            Some(reference) => reference.as_str().and_then(|path| json.pointer(path.trim_start_matches('#'))).cloned(),
            None => match merged.shift_remove("allOf") {
                Some(all) => all.get(0).cloned(),
                None => break,
            },
        };
        for (key, value) in next.as_ref().and_then(Value::as_object).into_iter().flatten() {
            if !merged.contains_key(key) {
                merged.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(merged)
}

/// The component that a schema refers to.
fn named(schema: &Value) -> Option<String> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/").map(str::to_owned)
}

fn component<'a>(json: &'a Value, name: &str) -> Option<&'a Value> {
    json.get("components")?.get("schemas")?.get(name)
}

fn string(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
