//! Why a token can't be created.

use std::borrow::Cow;
use std::fmt;

use twilio_core::InvalidValue;

/// A parameter of an access token is invalid.
///
/// ```
/// use twilio_access_token::AccessToken;
///
/// let error = AccessToken::builder("AC0123456789abcdef0123456789abcdef", "AC123", "secret").build().unwrap_err();
/// assert_eq!(error.parameter(), "api_key_sid");
/// assert_eq!(error.problem().expected(), "`SK` and 32 hexadecimal digits");
/// assert_eq!(
///     error.to_string(),
///     "access token not created: `api_key_sid`: expected `SK` and 32 hexadecimal digits, found 5 characters that start with `AC`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessTokenError {
    parameter: Cow<'static, str>,
    problem: InvalidValue,
}

impl AccessTokenError {
    pub(crate) fn new(parameter: impl Into<Cow<'static, str>>, problem: InvalidValue) -> Self {
        Self { parameter: parameter.into(), problem }
    }

    /// Returns the name of the parameter. For a member of a grant, the grant's name precedes it: `chat.service_sid`.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.parameter
    }

    /// Returns what was expected and what was found.
    #[must_use]
    pub fn problem(&self) -> &InvalidValue {
        &self.problem
    }
}

impl fmt::Display for AccessTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "access token not created: `{}`: {}", self.parameter, self.problem)
    }
}

impl std::error::Error for AccessTokenError {}
