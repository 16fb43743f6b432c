//! The generated files of a crate, in memory and on the disk: compared by [`plan()`], written by [`emit`], shown by [`write_report`].
//!
//! Files in memory enter; what is fresh, changed, edited by hand, missing, orphaned or foreign leaves. `generated.lock` beside
//! `Cargo.toml` remembers what was written last (path, lines, hash), which tells a hand edit from an old file.
//! Invariants: this module is the only one of the pipeline that writes; it writes whole files by renaming, only below
//! `src/generated` and the lock, follows no symbolic link out of it, and removes nothing that lies elsewhere
//! or that the lock does not name.

mod emit;
mod error;
mod lock;
mod plan;
mod report;
mod scaffold;

pub use emit::{Emitted, emit};
pub use error::TreeError;
pub use lock::LOCK_FILE;
pub use plan::{FileState, OnDisk, Plan, State, plan};
pub use report::{Diffs, write_report};
pub use scaffold::{claim, write_scaffold};

/// The folder of generated files, seen from the crate's folder.
pub const GENERATED_DIR: &str = "src/generated";

/// A file that was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// The path, seen from the crate's folder, with slashes: `src/generated/user.rs`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

#[cfg(test)]
mod tests;
