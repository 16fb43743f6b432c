//! The documents' schemas, as a JSON-schema library reads them.

use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use twilio_catalogue::{Operation, Product, Response};

/// Validators of one product's responses, by model.
#[derive(Debug)]
pub struct Schemas {
    models: HashMap<String, Validator>,
    meta: Validator,
}

impl Schemas {
    pub fn of(product: &Product) -> Schemas {
        let path = format!("spec/{}.yaml", product.key);
        let root = xtask::commands::workspace_root();
        let document = xtask::codegen::load::load_file(&root.join(&path), &path).document.unwrap().json;
        let components = document["components"]["schemas"].as_object().unwrap().clone();
        let validator = |name: &str| {
            let schema = closed(converted(&components[name], &components));
            jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
        };
        let models = product.models.iter().map(|model| (model.name.to_owned(), validator(model.name))).collect();
        Schemas { models, meta: validator("page_meta") }
    }

    /// Every way in which the body of a success differs from the document.
    pub fn differences(&self, operation: &Operation, body: &[u8]) -> Vec<String> {
        let check = |validator: &Validator, value: &Value| -> Vec<String> {
            validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
        };
        match operation.response {
            Response::Empty => {
                if body.is_empty() {
                    Vec::new()
                } else {
                    vec!["a body where none belongs".to_owned()]
                }
            }
            Response::One { model } => {
                let value: Value = serde_json::from_slice(body).unwrap();
                let mut found = check(&self.models[model], &value);
                found.extend(order(&value, model, operation));
                found
            }
            Response::List { model, key, .. } => {
                let value: Value = serde_json::from_slice(body).unwrap();
                let mut found = check(&self.meta, &value["meta"]);
                let names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
                if names != [key, "meta"] || value["meta"]["key"] != key {
                    found.push(format!("members {names:?} of a list of {key}"));
                }
                for record in value[key].as_array().unwrap() {
                    found.extend(check(&self.models[model], record));
                    found.extend(order(record, model, operation));
                }
                found
            }
        }
    }
}

/// Properties stand in the document's order.
fn order(value: &Value, model: &str, operation: &Operation) -> Option<String> {
    let model = twilio_catalogue::PRODUCTS.iter().find_map(|product| product.model(model)).unwrap();
    let wanted: Vec<&str> = model.fields.iter().map(|field| field.name).collect();
    let sent: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    (wanted != sent).then(|| format!("{}: {sent:?} instead of {wanted:?}", operation.id))
}

/// Every property has to be there, and no other.
fn closed(mut schema: Value) -> Value {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let names: Vec<&String> = properties.keys().collect();
        schema["required"] = json!(names);
        schema["additionalProperties"] = json!(false);
    }
    schema
}

/// A schema of OpenAPI 3.0 as JSON Schema: references written out, `nullable` as a type.
fn converted(schema: &Value, components: &Map<String, Value>) -> Value {
    let mut merged: Map<String, Value> = schema.as_object().cloned().unwrap_or_default();
    loop {
        let next = match merged.remove("$ref") {
            Some(reference) => components[reference.as_str().unwrap().rsplit('/').next().unwrap()].clone(),
            None => match merged.remove("allOf") {
                Some(all) => all[0].clone(),
                None => break,
            },
        };
        for (key, value) in next.as_object().unwrap() {
            merged.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    let nullable = merged.remove("nullable") == Some(Value::Bool(true));
    for noise in ["description", "example", "default", "deprecated", "x-twilio", "title"] {
        merged.remove(noise);
    }
    if let Some(items) = merged.get("items") {
        merged["items"] = converted(&items.clone(), components);
    }
    if let Some(Value::Object(properties)) = merged.get("properties").cloned() {
        merged["properties"] =
            properties.iter().map(|(name, inner)| (name.clone(), converted(inner, components))).collect();
    }
    let schema = Value::Object(merged);
    if nullable { json!({ "anyOf": [{ "type": "null" }, schema] }) } else { schema }
}
