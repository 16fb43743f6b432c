//! What keeps a token from being made.

use std::fmt;

use twilio_core::InvalidValue;

/// An input of an access token is wrong.
///
/// ```
/// use twilio_access_token::AccessToken;
///
/// let error = AccessToken::builder("AC0123456789abcdef0123456789abcdef", "AC123", "secret").build().unwrap_err();
/// assert_eq!(error.parameter(), "api_key_sid");
/// assert_eq!(error.problem().expected(), "`SK` and 32 hexadecimal digits");
/// assert_eq!(
///     error.to_string(),
///     "access token: `api_key_sid`: expected `SK` and 32 hexadecimal digits, found 5 characters that start with `AC`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessTokenError {
    parameter: &'static str,
    problem: InvalidValue,
}

impl AccessTokenError {
    pub(crate) fn new(parameter: &'static str, problem: InvalidValue) -> Self {
        Self { parameter, problem }
    }

    /// The name of the input, with its grant for an input of a grant (`chat.service_sid`).
    #[must_use]
    pub fn parameter(&self) -> &str {
        self.parameter
    }

    /// What was expected and what was found.
    #[must_use]
    pub fn problem(&self) -> &InvalidValue {
        &self.problem
    }
}

impl fmt::Display for AccessTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "access token: `{}`: {}", self.parameter, self.problem)
    }
}

impl std::error::Error for AccessTokenError {}
