//! Questions about an [`Error`] that need no match on kinds and statuses.

use std::time::Duration;

use http::StatusCode;

use super::{Error, ErrorCode, ErrorKind};
use crate::error::retry_after;
use crate::operation::Operation;

impl Error {
    /// Twilio answered 401: the credentials are wrong, expired or revoked.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.answered(StatusCode::UNAUTHORIZED)
    }

    /// Twilio answered 403: the credentials may not do this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.answered(StatusCode::FORBIDDEN)
    }

    /// Twilio answered 404: there is no such resource, or the credentials don't see it.
    ///
    /// After several [`attempts`](Error::attempts) of a delete it may also say that an earlier attempt succeeded and its answer was lost.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.answered(StatusCode::NOT_FOUND)
    }

    /// Twilio answered 409: the resource exists already, or another change came first.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.answered(StatusCode::CONFLICT)
    }

    /// Twilio answered 412: the resource is no longer the one whose `ETag` was sent.
    #[must_use]
    pub fn is_precondition_failed(&self) -> bool {
        self.answered(StatusCode::PRECONDITION_FAILED)
    }

    /// Twilio answered 429: too many requests. The request was not processed.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.answered(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The API or the token endpoint responded 429.
    pub(crate) fn met_rate_limit(&self) -> bool {
        self.is_rate_limited() || self.token_error().is_some_and(Error::is_rate_limited)
    }

    /// Twilio, or a proxy before it, answered 500 to 599.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.kind == ErrorKind::Api && self.status().is_some_and(|status| status.is_server_error())
    }

    /// The time for connecting, for one attempt, for the access token or for the whole call ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// No connection came about (DNS, TCP, TLS), so this attempt sent nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// Whether Twilio gave this code.
    ///
    /// ```
    /// use twilio_core::{Error, ErrorCode};
    ///
    /// fn is_full(error: &Error) -> bool {
    ///     error.has_code(ErrorCode::new(50403))                   // a product's crate has it as `error_codes::CHANNEL_MEMBER_LIMIT`
    /// }
    /// ```
    #[must_use]
    pub fn has_code(&self, code: ErrorCode) -> bool {
        code.get().is_some() && self.api().is_some_and(|api| api.code == code)
    }

    /// How long the answer asks to wait: `Retry-After` in seconds, or as a date, which is compared with the answer's own `Date`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.token_error() {
            Some(token) => token.retry_after(),
            None => retry_after(self.headers()?),
        }
    }

    /// The same call may be made again without the danger of doing something twice, and may then succeed: a 429, a request that was never
    /// sent because no connection came about, and for fetches, lists and deletes also timeouts, broken connections, 502, 503 and 504.
    ///
    /// The client has done so already, as often as its [`RetryPolicy`](crate::RetryPolicy) allows.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let method_allows = self.0.operation.is_some_and(Operation::is_repeatable) || !self.0.maybe_processed;
        let transient = match self.0.kind {
            ErrorKind::Connect => true,
            ErrorKind::Token => self.0.transient,
            // A success without its body.
            ErrorKind::Decode => self.0.transient && self.0.operation.is_some_and(Operation::is_fetch),
            // A success whose body broke off: whatever the request was to change is changed.
            ErrorKind::Timeout | ErrorKind::Transport => {
                self.status().is_none_or(|status| !status.is_success())
                    || self.0.operation.is_some_and(Operation::is_fetch)
            }
            ErrorKind::Api => matches!(self.status().map(|status| status.as_u16()), Some(429 | 502..=504)),
            _ => false,
        };
        transient && method_allows && !self.0.permanent
    }

    fn answered(&self, status: StatusCode) -> bool {
        self.0.kind == ErrorKind::Api && self.status() == Some(status)
    }
}
