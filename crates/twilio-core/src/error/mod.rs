//! What can go wrong with a call: one opaque error type for every product crate.
//!
//! What enters: a problem with an input, a setting, the connection, the answer or a link. What leaves: an [`Error`] with its kind, its
//! predicates and what Twilio said. Invariant: neither `Display` nor `Debug` shows a credential, a value from the path, or a body.

mod answer;
mod api;
mod constructors;
mod display;
mod kind;
#[cfg(test)]
mod properties;
mod redact;
#[cfg(test)]
mod tests;

pub use api::{ApiError, ApiErrorItem, ErrorCode};
pub use kind::ErrorKind;

use http::{HeaderMap, StatusCode};

use crate::operation::Operation;

/// Why a call failed, whatever the product.
///
/// Ask [`kind`](Error::kind) or a predicate first; [`api`](Error::api) holds what Twilio said.
///
/// ```
/// fn explain(error: &twilio_core::Error) -> String {
///     if error.is_not_found() {
///         return "there is no such resource".to_owned();
///     }
///     match error.api() {
///         Some(api) => format!("{} {} {:?}", api.status, api.code, error.request_id()),
///         None => error.to_string(),
///     }
/// }
/// # let error = twilio_core::Client::builder().edge("not a label").build().unwrap_err();
/// # assert!(explain(&error).contains("edge"));
/// ```
pub struct Error(Box<Inner>);

/// Boxed, so that a `Result<T, Error>` is as small as its `T`.
struct Inner {
    kind: ErrorKind,
    operation: Option<&'static Operation>,
    /// What is wrong, fit to be shown.
    summary: String,
    answer: Option<FailedAnswer>,
    api: Option<ApiError>,
    attempts: u32,
    sent: bool,
    timed_out: bool,
    source: Option<BoxedSource>,
}

pub(crate) type BoxedSource = Box<dyn std::error::Error + Send + Sync>;

/// What is kept of an answer that was no success or could not be read.
struct FailedAnswer {
    status: StatusCode,
    headers: HeaderMap,
    /// The first part of the body, at most [`answer::PREFIX_BYTES`] bytes.
    body_prefix: String,
}

impl Error {
    /// What went wrong, by class.
    ///
    /// ```
    /// let error = twilio_core::Client::builder().region("no label").build().unwrap_err();
    /// assert_eq!(error.kind(), twilio_core::ErrorKind::Config);
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What Twilio said, when the answer was no success and its body is one of Twilio's.
    ///
    /// `None` for every other kind, and for an answer of a proxy: see [`status`](Error::status) and [`body_prefix`](Error::body_prefix).
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        self.0.api.as_ref()
    }

    /// The status of the answer, when there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer, when there was one: `Retry-After`, `Twilio-Concurrent-Requests` and the like.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The id of the operation in the API's document, such as `FetchUser`; `None` when no call was made yet.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(Operation::id)
    }

    /// How often the request was tried. `0` when the problem was found before the first attempt.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// `Twilio-Request-Id` of the answer: what Twilio's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        crate::response::request_id(self.headers()?)
    }

    /// The first part of the answer's body, at most 2 KiB, bytes that are no UTF-8 replaced. It may hold personal data, so neither `Display`
    /// nor `Debug` shows it.
    #[must_use]
    pub fn body_prefix(&self) -> Option<&str> {
        self.0.answer.as_ref().map(|answer| answer.body_prefix.as_str())
    }

    /// Twilio answered 404: there is no such resource, or the credentials don't see it.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::Api && self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Twilio answered 429: too many requests. The request was not processed.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == ErrorKind::Api && self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The time for connecting or for the whole request ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// No connection came about (DNS, TCP, TLS), so nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// The same call may be made again without the danger of doing something twice, and may then succeed: a 429, a request that was never
    /// sent because no connection came about, and for fetches, lists and deletes also timeouts, broken connections, 502, 503 and 504.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let idempotent = self.0.operation.is_some_and(Operation::is_idempotent);
        match self.0.kind {
            ErrorKind::Connect => true,
            ErrorKind::Timeout | ErrorKind::Transport => idempotent,
            ErrorKind::Api => {
                self.is_rate_limited()
                    || (idempotent && matches!(self.status().map(|status| status.as_u16()), Some(502..=504)))
            }
            _ => false,
        }
    }

    /// Whether the request may have reached Twilio. `false` is certain: nothing was sent; `true` says that it can't be excluded.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.0.sent
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The cast drops `Send + Sync`, which `source` can't promise.
        self.0.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}
