//! JSON Schemas of models and enums, from the tables that they are decoded with (feature `schemars`).
//!
//! A schema describes what the API's document promises. Decoding is more lenient: a response that the schema refuses still decodes.

pub use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A field of a model: its name in JSON, its documentation and its type's schema.
pub type FieldSchema = (&'static str, &'static str, fn(&mut SchemaGenerator) -> Schema);

/// The schema of a model. Every field may be absent.
#[must_use]
pub fn object(generator: &mut SchemaGenerator, about: &str, fields: &[FieldSchema]) -> Schema {
    let mut properties = serde_json::Map::new();
    for (name, about, schema) in fields {
        let mut schema = schema(generator);
        describe(&mut schema, about);
        properties.insert((*name).to_owned(), schema.into());
    }
    let mut schema = json_schema!({ "type": "object", "properties": properties });
    describe(&mut schema, about);
    schema
}

/// The schema of an open enum: its known values, and any other string.
#[must_use]
pub fn open_enum(about: &str, known: &[&str]) -> Schema {
    let mut schema = json_schema!({ "anyOf": [{ "enum": known }, { "type": "string" }] });
    describe(&mut schema, about);
    schema
}

/// The schema of an enum of values of several types: any of theirs, or anything else.
#[must_use]
pub fn one_of(known: &[Schema]) -> Schema {
    let any = json_schema!({});
    let all: Vec<&Schema> = known.iter().chain([&any]).collect();
    json_schema!({ "anyOf": all })
}

/// Adds a description, if there is one.
fn describe(schema: &mut Schema, about: &str) {
    if !about.trim().is_empty() {
        schema.insert("description".to_owned(), about.trim().into());
    }
}
