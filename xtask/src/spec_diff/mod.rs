//! What changed between two OpenAPI documents, and whether it breaks users of the generated crate.
//!
//! [`facts`] flattens a document into named `Fact`s: servers, operations, inputs, responses, properties and enum values.
//! [`compare`] matches two lists of facts by place and classifies each difference; [`report`] prints the result as text,
//! JSON or Markdown. Differences in order, YAML style, examples and unused components are no changes.

pub mod compare;
pub mod fact;
pub mod facts;
pub mod report;
mod schema;

#[cfg(test)]
mod tests;
