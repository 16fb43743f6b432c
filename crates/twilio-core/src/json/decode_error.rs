//! Where and why a JSON text could not be read.

use std::fmt;

/// A JSON text is broken, or is no object where an object has to be.
///
/// ```
/// let problem = twilio_core::Json::from_text("{\"a\": }").unwrap_err();
/// assert_eq!(problem.to_string(), "expected a value at line 1 column 7");
/// assert_eq!((problem.line(), problem.column()), (1, 7));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    expected: &'static str,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// `at` is a byte offset into `text`.
    #[cold]
    pub(crate) fn new(expected: &'static str, text: &str, at: usize) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        Self { expected, line, column }
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The byte in its line, from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at line {} column {}", self.expected, self.line, self.column)
    }
}

impl std::error::Error for DecodeError {}
