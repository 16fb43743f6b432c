//! Read: the normalised JSON as an OpenAPI document.
//!
//! In: JSON. Out: [`openapiv3::OpenAPI`], or one diagnostic that names the place that does not fit.

use openapiv3::OpenAPI;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::diagnostics::{Code, Diagnostic};
use super::normalise::escape;

/// Reads a document, whole.
pub fn read(json: &Value) -> Result<OpenAPI, Box<Diagnostic>> {
    deserialize(json).map_err(|Misfit { pointer, problem }| {
        Box::new(
            Diagnostic::error(Code::NotOpenApi, pointer, format!("this does not fit OpenAPI 3.0: {problem}"))
                .why("The engine that makes the types reads the document by the rules of OpenAPI 3.0.")
                .help("Correct the value, or the key's spelling."),
        )
    })
}

/// A place of a JSON value that does not fit a type.
#[derive(Debug)]
pub struct Misfit {
    /// Where it is.
    pub pointer: String,
    /// What is wrong, in serde's words.
    pub problem: String,
}

/// Reads a JSON value as a type, or says where it does not fit.
pub fn deserialize<T: DeserializeOwned>(json: &Value) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let pointer = error
            .path()
            .iter()
            .map(|segment| match segment {
                serde_path_to_error::Segment::Seq { index } => format!("/{index}"),
                serde_path_to_error::Segment::Map { key } => format!("/{}", escape(key)),
                serde_path_to_error::Segment::Enum { variant } => format!("/{variant}"),
                serde_path_to_error::Segment::Unknown => String::new(),
            })
            .collect();
        Misfit { pointer, problem: error.inner().to_string() }
    })
}
