//! Every object of a document has the keys that OpenAPI 3.0 gives it, and each key holds what it is for.
//!
//! [`grammar`] and [`schema`] are the tables, [`check`] compares a document with them, [`advice`] says what was meant.
//! Keys that start with `x-` are free, and so is what is below them; data (`example`, `default`, `enum`) is not looked into.

mod advice;
mod check;
mod grammar;
mod object;
mod schema;

pub(super) use check::check;
pub(super) use grammar::is_section;
