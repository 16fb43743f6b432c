//! What one gets from progenitor alone: the baseline of every footprint.
//!
//! In: a document. Out: its client in progenitor's builder style, one file, printed by prettyplease as progenitor's own tool does. The document
//! is changed only where progenitor would stop: an object with a `format` makes typify panic, and an operation may have one type of success.

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Map, Value};

use crate::codegen::types::quietly;

/// The client's source.
pub fn client(document: &Value) -> Result<String, String> {
    let mut document = document.clone();
    accept(&mut document);
    let openapi = serde_json::from_value(document).map_err(|error| error.to_string())?;
    let tokens = quietly(|| {
        let mut generator = Generator::new(GenerationSettings::new().with_interface(InterfaceStyle::Builder));
        generator.generate_tokens(&openapi).map_err(|error| error.to_string())
    })?;
    let file = syn::parse2(tokens).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file))
}

/// The name of raw progenitor's crate for a product.
#[must_use]
pub fn raw_package(key: &str) -> String {
    format!("raw-{key}")
}

/// Takes out what progenitor can't take in.
fn accept(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(accept),
        Value::Object(map) => {
            if map.get("type").and_then(Value::as_str) == Some("object") {
                map.remove("format");
            }
            if let Some(Value::Object(responses)) = map.get_mut("responses") {
                one_success(responses);
            }
            map.values_mut().for_each(accept);
        }
        _ => {}
    }
}

/// Keeps the first success, and `default` only where there is none.
fn one_success(responses: &mut Map<String, Value>) {
    let first = responses.keys().find(|status| status.starts_with('2')).cloned();
    if let Some(first) = first {
        responses.retain(|status, _| *status == first || !(status.starts_with('2') || status == "default"));
    }
}

#[cfg(test)]
mod tests {
    use super::client;
    use serde_json::json;

    #[test]
    fn an_object_with_a_format_and_twin_successes_make_a_client() {
        let answer = json!({ "description": "it", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/thing" } } } });
        let document = json!({
            "openapi": "3.0.1",
            "info": { "title": "things", "version": "1" },
            "paths": { "/things": { "get": { "operationId": "FetchThing", "responses": { "200": answer, "202": answer } } } },
            "components": { "schemas": { "thing": { "type": "object", "properties": {
                "links": { "type": "object", "format": "uri-map", "nullable": true },
            } } } },
        });
        let text = client(&document).expect("a client");
        assert!(text.contains("pub struct Thing") && text.contains("pub fn fetch_thing"), "{text}");
    }
}
