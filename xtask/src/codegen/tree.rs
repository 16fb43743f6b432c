//! The files of a crate.

/// A file that was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// The path, seen from the crate's folder, with slashes: `src/generated/user.rs`.
    pub path: String,
    /// The whole text.
    pub text: String,
}
