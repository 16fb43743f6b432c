//! JSON inside of models: raw values, strings that hold JSON, and links.

mod links;
mod string;
mod text;

pub use links::Links;
pub use string::{JsonString, json_field, read_json};
pub use text::Json;
