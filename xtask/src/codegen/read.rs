//! Read: the normalised JSON as an OpenAPI document.
//!
//! In: JSON. Out: [`openapiv3::OpenAPI`], or one diagnostic that names the place that does not fit.

use openapiv3::OpenAPI;
use serde_json::Value;

use super::diagnostics::{Code, Diagnostic};
use super::normalise::escape;

/// Reads a document, whole.
pub fn read(json: &Value) -> Result<OpenAPI, Box<Diagnostic>> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let pointer: String = error
            .path()
            .iter()
            .map(|segment| match segment {
                serde_path_to_error::Segment::Seq { index } => format!("/{index}"),
                serde_path_to_error::Segment::Map { key } => format!("/{}", escape(key)),
                serde_path_to_error::Segment::Enum { variant } => format!("/{variant}"),
                serde_path_to_error::Segment::Unknown => String::new(),
            })
            .collect();
        Box::new(
            Diagnostic::error(Code::NotOpenApi, pointer, format!("this does not fit OpenAPI 3.0: {}", error.inner()))
                .why("The engine that makes the types reads the document by the rules of OpenAPI 3.0.")
                .help("Correct the value, or the key's spelling."),
        )
    })
}
