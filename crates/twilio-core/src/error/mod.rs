//! What can go wrong with a call: one opaque error type for every product crate.
//!
//! What enters: a problem with an input, a setting, the connection, the answer or a link. What leaves: an [`Error`] with its kind, its
//! predicates and what Twilio said. Invariant: neither `Display` nor `Debug` shows a credential, a value from the path, or a body.

mod api;
mod codes;
mod constructors;
mod display;
mod kind;
mod predicates;
#[cfg(test)]
mod properties;
mod redact;
mod response_headers;
#[cfg(test)]
mod tests;
mod transport_error;

pub use api::{ApiError, ApiErrorItem};
pub use codes::ErrorCode;
pub(crate) use constructors::Earlier;
pub use kind::ErrorKind;
pub(crate) use response_headers::{request_id, retry_after};
pub use transport_error::{TransportError, TransportErrorKind};

use http::{HeaderMap, StatusCode};

use crate::model::{Decode, from_json};
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
///
/// What a worker does with a job whose call failed, all of the client's own attempts included:
///
/// ```
/// use std::time::Duration;
/// use twilio_core::Error;
///
/// #[derive(Debug, PartialEq)]
/// enum Next {
///     Later(Duration),
///     FetchAndChangeAgain,
///     FindOutWhetherItWasDone,
///     TellSomebody,
/// }
///
/// fn next(error: &Error) -> Next {
///     if error.is_rate_limited() || error.is_connect() || error.is_retryable() {
///         Next::Later(error.retry_after().unwrap_or(Duration::from_secs(60)))
///     } else if error.is_conflict() || error.is_precondition_failed() {
///         Next::FetchAndChangeAgain
///     } else if error.was_sent() && (error.is_timeout() || error.is_server_error()) {
///         Next::FindOutWhetherItWasDone
///     } else {
///         Next::TellSomebody // `is_unauthorized`, `is_forbidden` and the rest
///     }
/// }
/// # let error = twilio_core::Client::builder().edge("not a label").build().unwrap_err();
/// # assert_eq!(next(&error), Next::TellSomebody);
/// ```
///
/// And what it writes down for whoever is told:
///
/// ```
/// use twilio_core::Error;
///
/// fn report(error: &Error, lines: &mut Vec<String>) {
///     lines.push(format!("{:?}: {error} ({} attempts)", error.operation(), error.attempts()));
///     if error.is_unauthorized() || error.is_forbidden() {
///         lines.push("look at the credentials".to_owned());
///     }
///     if let (Some(status), None) = (error.status(), error.api()) {
///         let via = error.headers().and_then(|headers| headers.get("via"));
///         lines.push(format!("not Twilio's words: {status}, via {via:?}: {:?}", error.body_prefix()));
///     }
///     if let Some(token) = error.token_error() {
///         report(token, lines);
///     }
/// }
/// # let mut lines = Vec::new();
/// # report(&twilio_core::Client::builder().edge("not a label").build().unwrap_err(), &mut lines);
/// # assert!(lines.len() == 1 && lines[0].contains("edge"));
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
    /// An attempt was sent and not answered with 429 or 401: Twilio may have done what it asks for.
    maybe_processed: bool,
    timed_out: bool,
    /// The next attempt would end the same way.
    permanent: bool,
    /// The access token could not be fetched for a reason that passes, or a success came without its body.
    transient: bool,
    /// Why a call that could have been repeated was not.
    not_repeated: Option<String>,
    /// The client's credentials, for a 401: which key or account, and where from.
    signed_with: Option<String>,
    source: Option<Source>,
}

enum Source {
    Any(BoxedSource),
    /// The failed token call, shared by all that waited for it.
    #[cfg(feature = "oauth")]
    Token(std::sync::Arc<Error>),
}

pub(crate) type BoxedSource = Box<dyn std::error::Error + Send + Sync>;

/// What is kept of an answer that was no success or could not be read.
struct FailedAnswer {
    status: StatusCode,
    headers: HeaderMap,
    /// The first part of the body, at most `ERROR_BODY_KEPT` bytes.
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
        request_id(self.headers()?)
    }

    /// The first part of the answer's body, at most 2 KiB, bytes that are no UTF-8 replaced. It may hold personal data, so neither `Display`
    /// nor `Debug` shows it.
    #[must_use]
    pub fn body_prefix(&self) -> Option<&str> {
        self.0.answer.as_ref().map(|answer| answer.body_prefix.as_str())
    }

    /// The answer's body as a type, where a document declares one for failures of an operation. `None` without an answer, for a body of another
    /// form, and for one of more than 2 KiB.
    ///
    /// ```
    /// twilio_core::model! {
    ///     /// Why a user can't be created.
    ///     pub struct Refusal {
    ///         /// In words.
    ///         pub detail: Option<String> = "detail",
    ///     }
    /// }
    ///
    /// fn reason(error: &twilio_core::Error) -> Option<String> {
    ///     error.body_as::<Refusal>()?.detail
    /// }
    /// # assert!(reason(&twilio_core::Client::builder().edge("no label").build().unwrap_err()).is_none());
    /// ```
    #[must_use]
    pub fn body_as<T: Decode>(&self) -> Option<T> {
        from_json(self.body_prefix()?).ok()
    }

    /// Whether the request may have reached Twilio, in any of its attempts. `false` is certain: nothing was sent; `true` says that it can't be
    /// excluded.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.0.sent
    }

    /// The failed call of the token endpoint, for the kind [`Token`](ErrorKind::Token).
    #[must_use]
    pub fn token_error(&self) -> Option<&Error> {
        match &self.0.source {
            #[cfg(feature = "oauth")]
            Some(Source::Token(error)) => Some(error),
            _ => None,
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.0.source.as_ref()? {
            // The cast drops `Send + Sync`, which `source` can't promise.
            Source::Any(source) => Some(&**source as &(dyn std::error::Error + 'static)),
            #[cfg(feature = "oauth")]
            Source::Token(error) => Some(&**error),
        }
    }
}
