//! The types of fields and inputs: SIDs, timestamps, dates, raw JSON, path segments, secrets.
//!
//! Values that a caller passes are checked when they are made; values in a response are kept as they arrived and never fail the
//! response they are part of.

mod capabilities;
mod date;
mod decimal;
mod http_date;
pub(crate) mod input;
mod json;
#[cfg(feature = "schemars")]
mod json_schema;
mod path_segment;
pub(crate) mod percent;
mod secret;
pub mod sid;
mod text_value;
mod timestamp;

pub use capabilities::PhoneNumberCapabilities;
pub use date::Date;
pub use decimal::Decimal;
pub(crate) use http_date::parse as parse_http_date;
pub use input::{Field, FromText, Input, IntoField, IntoInput};
pub use json::{Json, JsonString, Links, json_field, read_json};
pub use path_segment::{IntoPathSegment, PathSegment};
pub(crate) use secret::{Secret, WipedBytes};
pub use timestamp::Timestamp;
