//! What loading a text returns.

use super::document::Document;
use crate::codegen::diagnostics::Diagnostic;

/// What came of loading: the document, if the text could be read to its end, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Present unless the text is unreadable; not to be generated from when `diagnostics` holds an error.
    pub document: Option<Document>,
    /// What is wrong, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    pub(super) fn failed(diagnostic: Diagnostic) -> Loaded {
        Loaded { document: None, diagnostics: vec![diagnostic] }
    }
}
