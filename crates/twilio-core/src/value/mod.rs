//! The types of fields and inputs: SIDs, timestamps, dates, raw JSON, path segments, secrets.
//!
//! Values that a caller passes are checked when they are made; values in a response are kept as they arrived and never fail the
//! response they are part of.

mod capabilities;
mod date;
mod decimal;
mod http_date;
mod input;
mod json_text;
mod links;
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
pub use input::{Field, FromText, Input};
pub use json_text::Json;
pub use links::Links;
pub use path_segment::PathSegment;
pub(crate) use secret::{Secret, WipedBytes};
pub use timestamp::Timestamp;
