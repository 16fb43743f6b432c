//! The generator of the product crates, as a library: `src/main.rs` is its command line, `tests/` its judge.
//!
//! An OpenAPI document enters, a crate's `src/generated/` leaves. [`codegen`] is the pipeline, stage by stage;
//! [`commands`] is what `cargo xtask` offers on top of it. Nothing here panics whatever the input: what is wrong with a
//! document is a [`codegen::diagnostics::Diagnostic`] that points into it.

// --- layers: each imports from those above it only (tests/tests/architecture.rs) ---

// Reads the source files of a crate, as its users see them.
pub mod sources;

// Lists the public items of a crate.
pub mod surface;

// Generates the files of a product from its document, stage by stage.
pub mod codegen;

// Counts, compiles and measures what was generated.
pub mod footprint;

// Compares documents and classifies what changed.
pub mod spec_diff;

// Finds what a release needs: the published crates, their order, and what is missing from them.
pub mod release;

// The commands of `cargo xtask`.
pub mod commands;

// --- end of the layers ---
