//! What was wrong with an input.
//!
//! In: what was expected and what was found, both described, never the input's whole text (it may be somebody's name or address).
//! Out: a value that travels in a handle or request until `send`, `stream` or `pages` return it inside an error that names the
//! operation and the parameter.

use std::borrow::Cow;
use std::fmt;

/// Why an input can't be sent: what was expected, and what was found instead.
///
/// ```
/// use twilio_core::sid::UserSid;
///
/// let problem = "CHxx".parse::<UserSid>().unwrap_err();
/// assert_eq!(problem.expected(), "`US` and 32 hexadecimal digits");
/// assert_eq!(problem.found(), "4 characters that start with `CH`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
}

impl InvalidValue {
    /// A problem described in two phrases that fit into "expected …, found …".
    ///
    /// ```
    /// let problem = twilio_core::InvalidValue::new("a name", "nothing");
    /// assert_eq!(problem.to_string(), "expected a name, found nothing");
    /// ```
    #[must_use]
    pub fn new(expected: impl Into<Cow<'static, str>>, found: impl Into<Cow<'static, str>>) -> Self {
        Self { expected: expected.into(), found: found.into() }
    }

    /// What would have been right.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What was there, described.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for InvalidValue {}
