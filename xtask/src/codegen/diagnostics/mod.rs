//! What is wrong with an input: a code, a place, the problem, why it matters and what to do.
//!
//! Every stage before `emit` returns [`Diagnostic`]s instead of failing; [`render`](super::render) prints those of a run, sorted by
//! place, with excerpts. Invariant: a diagnostic always has a place. A JSON pointer without a node stands for its nearest ancestor.

mod code;
mod diagnostic;
mod nearest;
mod source;

pub use code::Code;
pub use diagnostic::{Diagnostic, Place, Severity};
pub use nearest::{did_you_mean, nearest};
pub use source::{Origin, Source};

#[cfg(test)]
mod tests;
