//! The pipeline: document → load → lint → normalise → model → types and emitters → split → print → emit, check or diff.
//!
//! A stage takes the value of the one before and gives the next one; none reaches back; only [`tree`] writes to the disk.

pub mod config;
pub mod diagnostics;
pub mod emit;
pub mod lint;
pub mod load;
pub mod macro_calls;
pub mod model;
pub mod names;
pub mod normalise;
pub mod pipeline;
pub mod print;
pub mod read;
pub mod scaffold;
pub mod split;
pub mod tree;
pub mod types;
