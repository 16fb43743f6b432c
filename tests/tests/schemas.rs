//! JSON Schemas of models (feature `schemars`): what the API documents is valid, and what it may add stays valid.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};
use twilio_conversations_v1::conversation::{Conversation, ConversationState};
use twilio_core::sid;
use twilio_tests::expect::Document;

mod chat_v2 {
    include!(concat!(env!("OUT_DIR"), "/schemas_chat_v2.rs"));
}
mod flex_v1 {
    include!(concat!(env!("OUT_DIR"), "/schemas_flex_v1.rs"));
}
mod conversations_v1 {
    include!(concat!(env!("OUT_DIR"), "/schemas_conversations_v1.rs"));
}

/// The model of an operation's response, or of a list's records: the operation's id, the key of the records, and the schema.
type Row = (&'static str, Option<&'static str>, fn() -> schemars::Schema);

const PRODUCTS: [(&str, &[Row]); 3] =
    [("chat-v2", chat_v2::SCHEMAS), ("flex-v1", flex_v1::SCHEMAS), ("conversations-v1", conversations_v1::SCHEMAS)];

fn schema_of<T: JsonSchema>() -> Value {
    SchemaGenerator::default().into_root_schema_for::<T>().to_value()
}

/// What a JSON Schema library says against a value.
fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema follows the standard");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_example_of_the_documents_is_valid_against_the_schema_of_its_model() {
    let mut validated = 0;
    for (name, rows) in PRODUCTS {
        let document = Document::load(name);
        for (id, key, schema) in rows {
            let schema = schema().to_value();
            for body in document.operation(id).samples.iter().filter_map(|sample| sample.body.as_ref()) {
                let records = match key {
                    Some(key) => body[key].as_array().expect("a list has records").iter().collect(),
                    None => vec![body],
                };
                for record in records {
                    assert_eq!(problems(&schema, record), Vec::<String>::new(), "{id}: {record}");
                    validated += 1;
                }
            }
        }
    }
    assert!(validated > 200, "{validated} examples were validated");
}

#[test]
fn every_published_sample_is_valid_against_the_schema_of_its_model() {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut validated = 0;
    for entry in std::fs::read_dir(samples).expect("the samples") {
        let path = entry.expect("a file").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a sample is text");
        let body: Value = serde_json::from_str(&text).expect("a sample is JSON");
        let id = match name.split('.').take(3).collect::<Vec<_>>().as_slice() {
            ["chat-v2", "user_channel", "list"] => "ListUserChannel",
            ["chat-v2", "user_channel", "fetch"] => "FetchUserChannel",
            ["chat-v2", "user_channel", "update"] => "UpdateUserChannel",
            ["flex-v1", "channel", "fetch"] => "FetchChannel",
            ["conversations-v1", "service_user", "fetch"] => "FetchServiceUser",
            other => panic!("which operation returns {other:?}?"),
        };
        let product = PRODUCTS.iter().find(|(product, _)| name.starts_with(product)).expect("a product").1;
        let (_, key, schema) = product.iter().find(|(of, _, _)| *of == id).expect("a schema");
        let records = match key {
            Some(key) => body[key].as_array().expect("a list has records").clone(),
            None => vec![body],
        };
        for record in records {
            assert_eq!(problems(&schema().to_value(), &record), Vec::<String>::new(), "{name}");
            validated += 1;
        }
    }
    assert!(validated >= 8, "{validated} samples were validated");
}

#[test]
fn what_the_api_may_leave_out_or_add_is_valid() {
    let schema = schema_of::<Conversation>();
    for made_up in [
        json!({}),
        json!({ "sid": null, "state": null, "timers": null, "links": null, "attributes": null }),
        json!({ "state": "archived", "something_new": [1, { "deep": true }] }),
        json!({ "timers": {}, "links": { "participants": null }, "bindings": { "email": { "name": "Support" } } }),
        json!({ "timers": { "date_closed": "2026-01-31T12:00:00Z", "date_paused": 5 } }),
    ] {
        assert_eq!(problems(&schema, &made_up), Vec::<String>::new(), "{made_up}");
    }
    for outside in [json!([]), json!({ "friendly_name": { "en": "Support" } }), json!({ "timers": "soon" })] {
        assert!(!problems(&schema, &outside).is_empty(), "{outside}");
    }
}

#[test]
fn an_open_enum_lists_its_known_values_and_stays_open() {
    let schema = schema_of::<ConversationState>();
    let listed = schema["anyOf"][0]["enum"].as_array().expect("known values");
    assert_eq!(listed.len(), ConversationState::KNOWN.len());
    assert!(problems(&schema, &json!("archived")).is_empty() && !problems(&schema, &json!(7)).is_empty());
}

#[test]
fn a_field_has_its_documentation_and_a_sid_its_form() {
    let schema = schema_of::<Conversation>();
    let about = |name: &str| schema["properties"][name]["description"].as_str().unwrap_or_default().to_owned();
    assert_eq!(about("friendly_name"), "Display name. Null if not set.");
    assert!(schema["description"].as_str().expect("of the model").starts_with("A thread of messages"));
    let user = schema_of::<sid::UserSid>();
    assert!(user["description"].as_str().expect("of the SID").contains("`US` and 32 hexadecimal digits"));
}
