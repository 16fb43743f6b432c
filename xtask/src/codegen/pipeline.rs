//! One product, from a loaded document to files in memory.

use super::config::ProductConfig;
use super::diagnostics::Diagnostic;
use super::lint::LintProfile;
use super::load::Document;
use super::tree::GeneratedFile;

/// What came of a product: diagnostics always, files unless one of them is an error.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What is wrong with the document.
    pub diagnostics: Vec<Diagnostic>,
    /// The files and what was seen on the way to them.
    pub generated: Option<Generated>,
}

/// The files of a crate's `src/generated`.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The files, sorted by path.
    pub files: Vec<GeneratedFile>,
    /// What they hold.
    pub summary: Summary,
    /// What the normalise passes did, in their order.
    pub passes: Vec<PassReport>,
}

/// What a product is made of, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Resources, each with a file.
    pub resources: usize,
    /// Enums.
    pub enums: usize,
    /// Handles.
    pub handles: usize,
    /// Lines of all files.
    pub lines: usize,
}

/// What one normalise pass did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassReport {
    /// Its name, which is what `--explain` takes.
    pub name: &'static str,
    /// Why it exists.
    pub why: &'static str,
    /// How many places it changed.
    pub matched: usize,
    /// Those places.
    pub matches: Vec<String>,
}

/// Generates a product. A stub until the middle stages are here: lints, and gives no files.
pub fn generate(document: &Document, product: &ProductConfig, profile: LintProfile) -> Outcome {
    Outcome {
        diagnostics: super::lint::check(document, product, profile),
        generated: Some(Generated::default()),
    }
}
