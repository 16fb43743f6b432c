//! Why a request can't be signed.

use std::fmt;

use crate::error::WebhookConfigError;

/// Why a request can't be signed.
///
/// ```
/// use twilio_webhooks::{PublicUrl, WebhookConfigError, testing::{Signer, SigningError}};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// assert_eq!(
///     Signer::auth_token("").websocket(&url, "/stream").unwrap_err(),
///     SigningError::Key(WebhookConfigError::UnusableSecret),
/// );
/// assert_eq!(Signer::auth_token("12345").websocket(&url, "stream").unwrap_err(), SigningError::InvalidTarget);
/// # Ok::<(), WebhookConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningError {
    /// The key is unusable.
    Key(WebhookConfigError),
    /// The target is not a path with an optional query, or does not start with the prefix of
    /// [`PublicUrl::replacing`](crate::PublicUrl::replacing).
    InvalidTarget,
    /// A parameter of the form has an empty name.
    EmptyName,
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::InvalidTarget => f.write_str(
                "webhook not signed: the target must be a valid path and query, such as `/hook?user=7`, and start with the replaced prefix",
            ),
            Self::EmptyName => f.write_str("webhook not signed: a parameter has an empty name"),
        }
    }
}

impl std::error::Error for SigningError {}
