//! The types of fields and inputs: SIDs, timestamps, dates, raw JSON, path segments, secrets.
//!
//! Values that a caller passes are checked when they are made; values in a response are kept as they arrived and never fail the
//! response they are part of.

mod date;
mod http_date;
pub(crate) mod input;
#[cfg(feature = "schemars")]
mod json_schema;
mod json_string;
mod json_text;
mod links;
mod path_segment;
pub(crate) mod percent;
mod secret;
pub mod sid;
mod text_value;
mod timestamp;

pub use date::Date;
pub(crate) use http_date::parse as parse_http_date;
pub use input::{Field, FromText, Input, IntoField, IntoInput};
pub use json_string::{JsonString, json_field, read_json};
pub use json_text::Json;
pub use links::Links;
pub use path_segment::{IntoPathSegment, PathSegment};
pub(crate) use secret::{Secret, WipedBytes};
pub use timestamp::Timestamp;
