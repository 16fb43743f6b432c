//! Emitters: from the frozen model to tokens, one shape each.
//!
//! In: parts of [`Product`](super::model::Product). Out: tokens of items. Invariants: pure functions; types of the
//! product stand under their bare name (the split stage adds the way to other files), types of the core behind `rt::`,
//! which every file imports as `use twilio_core::generated as rt;`.

mod choices;
mod docs;
mod enums;
mod error_codes;
mod example;
mod handle;
mod models;
mod plain_text;
mod request;
mod root;

pub use choices::choice;
pub use docs::{doc_lines, inner_doc_lines, name, printable};
pub use enums::open_enum;
pub use error_codes::{ERROR_CODES, error_codes};
pub use example::{Ways, example, tree, ways};
pub use handle::handle;
pub use models::model;
pub use plain_text::plain_text;
pub use request::request;
pub use root::root;
