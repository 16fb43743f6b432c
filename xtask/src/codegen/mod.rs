//! The pipeline: document → load → lint → normalise → model → types and emitters → split → print → emit, check or diff.
//!
//! A stage takes the value of the one before and gives the next one; none reaches back; only [`tree`] writes to the disk.

// --- layers: each imports from those above it only (tests/tests/architecture.rs) ---

// What is wrong with an input: code, place, problem, reason, remedy.
pub mod diagnostics;

// Turns the document's spelling into Rust names.
pub mod names;

// Reads YAML or JSON into a document in which every node knows its place in the text.
pub mod load;

// Prints diagnostics with excerpts of the document.
pub mod render;

// Reads `spec/products.toml`: what the generator must not guess.
pub mod config;

// Brings a document into the shape that later stages rely on.
pub mod normalise;

// Checks a loaded document.
pub mod lint;

// Reads the normalised JSON as an OpenAPI document.
pub mod read;

// Determines the Rust type of each property.
pub mod types;

// Collects what the emitters need to know of a product.
pub mod model;

// Turns parts of the model into tokens.
pub mod emit;

// Distributes the tokens to one file per resource.
pub mod split;

// Prints marked items as calls of the core's macros.
pub mod macro_calls;

// Prints the tokens of a file as text.
pub mod print;

// Compares generated files with the disk and writes them.
pub mod tree;

// Finds the way from a generated crate to the core, and the workspace around it.
pub mod placement;

// Makes the manifest and the root of a crate outside the workspace.
pub mod scaffold;

// Makes the tables of the catalogue from documents and behaviour rows.
pub mod catalogue;

// Finds the operations that a problem concerns.
pub mod left_out;

// Runs the stages on one product.
pub mod pipeline;

// --- end of the layers ---
