//! What is wrong with an input: a code, a place, the problem, why it matters and what to do.
//!
//! Every stage before `emit` gives [`Diagnostic`]s instead of failing; [`render`] turns all of a run, sorted by place,
//! into text with excerpts. Invariant: a diagnostic never lacks a place, since a JSON pointer that leads nowhere falls
//! back to its nearest ancestor that exists.

mod code;
mod diagnostic;
mod nearest;
mod render;
mod source;

pub use code::Code;
pub use diagnostic::{Diagnostic, Place, Severity};
pub use nearest::{did_you_mean, nearest};
pub use render::{Colour, count_line, count_severities, render};
pub use source::{Origin, Source};

#[cfg(test)]
mod tests;
