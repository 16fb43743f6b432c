//! Checks on a loaded document, before anything is made of it.

use super::config::ProductConfig;
use super::diagnostics::Diagnostic;
use super::load::Document;

/// Whose document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintProfile {
    /// Ours: documentation is checked as well.
    Ours,
    /// Somebody else's: only what the generator needs.
    Foreign,
}

/// Runs all rules of a profile.
pub fn check(_document: &Document, _product: &ProductConfig, _profile: LintProfile) -> Vec<Diagnostic> {
    Vec::new()
}
