//! What our own documents owe their readers: descriptions, named enum values, no dead parts, true examples.
//!
//! These are errors for our documents and not asked of others: the descriptions become rustdoc, the examples are what the
//! tests' server answers with.

mod descriptions;
mod enum_values;
mod examples;
mod reach;
mod validate;

pub(super) use descriptions::descriptions;
pub(super) use enum_values::enum_values;
pub(super) use examples::{examples, misspelt_in_examples};
pub(super) use reach::{reachable, unused_schemas};
