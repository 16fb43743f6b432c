//! The generator of the product crates, as a library: `src/main.rs` is its command line, `tests/` its judge.
//!
//! An OpenAPI document enters, a crate's `src/generated/` leaves. [`codegen`] is the pipeline, stage by stage;
//! [`commands`] is what `cargo xtask` offers on top of it. Nothing here panics whatever the input: what is wrong with a
//! document is a [`codegen::diagnostics::Diagnostic`] that points into it.

pub mod codegen;
pub mod commands;
pub mod footprint;
pub mod sources;
pub mod surface;
