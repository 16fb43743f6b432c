//! The response to a request that is not a verified webhook.

use std::fmt;

use http::{Response, StatusCode};

use crate::error::VerifyError;

/// Why a request did not reach the handler. The response has a status and an empty body:
///
/// | status | reason |
/// |---|---|
/// | 403 | the webhook is not verified |
/// | 413 | the body is longer than [`max_body_bytes`](crate::VerifierBuilder::max_body_bytes) |
/// | 400 | the connection failed before the body was complete |
/// | 422 | the webhook is verified, but its content is not what the handler expects (extractors only) |
///
/// The reason is logged with `tracing`, at level `debug`.
///
/// ```
/// use twilio_webhooks::{VerifyError, WebhookRejection};
///
/// let rejection = WebhookRejection::from(VerifyError::SignatureMismatch);
/// assert_eq!(rejection.verify_error(), Some(VerifyError::SignatureMismatch));
/// assert_eq!(rejection.status(), 403);
/// assert_eq!(WebhookRejection::from(VerifyError::BodyTooLarge).status(), 413);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRejection(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Refused(VerifyError),
    Interrupted,
    #[cfg(feature = "axum")]
    Unreadable(crate::error::UnreadableContent),
}

impl WebhookRejection {
    /// Returns the check that failed, if the webhook is not verified.
    #[must_use]
    pub fn verify_error(&self) -> Option<VerifyError> {
        match self.0 {
            Reason::Refused(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.0 {
            Reason::Refused(VerifyError::BodyTooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Reason::Refused(_) => StatusCode::FORBIDDEN,
            Reason::Interrupted => StatusCode::BAD_REQUEST,
            #[cfg(feature = "axum")]
            Reason::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    pub(super) fn interrupted() -> Self {
        Self(Reason::Interrupted)
    }

    #[cfg(feature = "axum")]
    pub(super) fn unreadable(error: crate::error::UnreadableContent) -> Self {
        Self(Reason::Unreadable(error))
    }

    /// Logs the reason and returns the response.
    pub(super) fn respond<B: Default>(&self) -> Response<B> {
        let status = self.status();
        tracing::debug!(status = status.as_u16(), reason = %self, "webhook rejected");
        let mut response = Response::new(B::default());
        *response.status_mut() = status;
        response
    }
}

impl From<VerifyError> for WebhookRejection {
    fn from(error: VerifyError) -> Self {
        Self(Reason::Refused(error))
    }
}

impl fmt::Display for WebhookRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Refused(error) => error.fmt(f),
            Reason::Interrupted => f.write_str("webhook refused: the connection failed before the body was complete"),
            #[cfg(feature = "axum")]
            Reason::Unreadable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WebhookRejection {}
