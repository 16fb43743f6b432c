//! How the other modules make an [`Error`]: one function for each kind.
//!
//! Invariant: whoever calls one passes no credential, no value from the path and no body in `summary`.

use std::error::Error as _;
#[cfg(feature = "oauth")]
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use super::api::{self, ApiError};
use super::{BoxedSource, Error, ErrorKind, FailedAnswer, Inner, Source, TransportError, TransportErrorKind, redact};
use crate::operation::Operation;

impl Error {
    fn new(kind: ErrorKind, operation: Option<&'static Operation>, summary: String) -> Self {
        Error(Box::new(Inner {
            kind,
            operation,
            summary,
            answer: None,
            api: None,
            attempts: 0,
            sent: false,
            maybe_processed: false,
            timed_out: false,
            permanent: false,
            transient: false,
            not_repeated: None,
            signed_with: None,
            source: None,
        }))
    }

    pub(crate) fn credentials(summary: impl Into<String>) -> Self {
        Error::new(ErrorKind::Credentials, None, summary.into())
    }

    pub(crate) fn config(summary: impl Into<String>) -> Self {
        Error::new(ErrorKind::Config, None, summary.into())
    }

    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn config_with_source(summary: impl Into<String>, source: BoxedSource) -> Self {
        let mut error = Error::config(summary);
        error.0.source = Some(Source::Any(source));
        error
    }

    pub(crate) fn invalid_input(operation: &'static Operation, summary: String) -> Self {
        Error::new(ErrorKind::InvalidInput, Some(operation), summary)
    }

    /// The program isn't set up for calls.
    pub(crate) fn no_runtime(operation: &'static Operation, summary: &str) -> Self {
        Error::new(ErrorKind::Config, Some(operation), format!("{summary}; nothing was sent"))
    }

    pub(crate) fn paging(operation: &'static Operation, summary: impl Into<String>) -> Self {
        Error::new(ErrorKind::Paging, Some(operation), summary.into())
    }

    /// No complete response. `note` says where the host is from: a setting, or nothing for Twilio's own.
    pub(crate) fn transport(operation: &'static Operation, note: &str, mut failure: TransportError) -> Self {
        let received = failure.take_received();
        let kind = match failure.kind() {
            TransportErrorKind::Connect => ErrorKind::Connect,
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            TransportErrorKind::BodyTooLarge => ErrorKind::Decode,
            TransportErrorKind::Unsupported => ErrorKind::Config,
            TransportErrorKind::Refused | TransportErrorKind::Interrupted => ErrorKind::Transport,
        };
        let host = format!("{}{note}", failure.host().unwrap_or("the server"));
        let reason = failure.reason().map(|reason| format!(": {reason}")).unwrap_or_default();
        let what = failure.describe(&host);
        let summary = match failure.kind() {
            TransportErrorKind::Connect => format!("{what}{reason}; nothing was sent"),
            TransportErrorKind::BodyTooLarge | TransportErrorKind::Unsupported => {
                failure.source().map_or_else(|| failure.to_string(), ToString::to_string)
            }
            TransportErrorKind::Refused => format!("{what}{reason}"),
            TransportErrorKind::Timeout | TransportErrorKind::Interrupted => {
                format!("{what}{reason}; it may have been processed")
            }
        };
        let mut error = Error::new(kind, Some(operation), summary);
        error.0.attempts = 1;
        error.0.sent = failure.may_have_been_sent();
        error.0.maybe_processed = failure.may_have_been_sent() && failure.kind() != TransportErrorKind::Refused;
        error.0.timed_out = failure.is_timeout();
        error.0.permanent = failure.is_permanent();
        error.0.source = Some(Source::Any(Box::new(failure)));
        error.0.answer = received.map(|response| {
            let (head, body) = response.into_parts();
            FailedAnswer { status: head.status, headers: head.headers, body_prefix: api::prefix(&body) }
        });
        error
    }

    /// An answer that is no success. `path` is the path that was called: what the message repeats of its values is not shown.
    pub(crate) fn refused_by_api(
        operation: &'static Operation,
        path: &str,
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
    ) -> Self {
        let api = ApiError::read(status, body);
        let message = api.as_ref().and_then(|api| api.message.as_deref()).unwrap_or_default();
        let location = headers.get(http::header::LOCATION).filter(|_| status.is_redirection());
        let summary = match location.and_then(|location| redact::origin(location.to_str().ok()?)) {
            Some(origin) => format!("redirects are not followed; this one leads to {origin}"),
            None => redact::message(operation.path(), path, message),
        };
        let mut error = Error::new(ErrorKind::Api, Some(operation), summary);
        error.0.attempts = 1;
        error.0.sent = true;
        // 429 was never processed, and neither is what its sender wasn't known for.
        error.0.maybe_processed = !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::UNAUTHORIZED);
        error.0.api = api;
        error.0.answer = Some(FailedAnswer { status, headers, body_prefix: api::prefix(body) });
        error
    }

    /// A success whose body is not what the operation returns.
    pub(crate) fn decode(
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        summary: String,
    ) -> Self {
        // A login page or a proxy's, more often than not.
        let summary = match super::response_headers::foreign_body(&headers) {
            Some(body_type) => format!("{summary} ({body_type}, not JSON: the page of a proxy or a login?)"),
            None => summary,
        };
        let mut error = Error::new(ErrorKind::Decode, Some(operation), summary);
        error.0.attempts = 1;
        error.0.sent = true;
        error.0.maybe_processed = true;
        error.0.answer = Some(FailedAnswer { status, headers, body_prefix: api::prefix(body) });
        error
    }

    /// A success without the body that the operation returns. Whatever the request was to change is changed; a fetch can be repeated.
    pub(crate) fn empty_body(operation: &'static Operation, status: StatusCode, headers: HeaderMap) -> Self {
        let mut error = Error::decode(operation, status, headers, b"", "the body is empty".to_owned());
        error.0.transient = true;
        error
    }

    /// A success whose body is compressed, although the request asked for no compression.
    pub(crate) fn compressed(
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
    ) -> Self {
        let summary = "the body is compressed, and the transport did not decompress it".to_owned();
        Error::decode(operation, status, headers, body, summary)
    }

    /// No access token: the call of the token endpoint failed.
    #[cfg(feature = "oauth")]
    pub(crate) fn token(operation: &'static Operation, failure: Arc<Error>) -> Self {
        let transient = matches!(failure.kind(), ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport)
            || failure.is_rate_limited()
            || failure.is_server_error();
        let mut error = Error::new(ErrorKind::Token, Some(operation), format!("no access token: {failure}"));
        error.0.transient = transient;
        error.0.timed_out = failure.is_timeout();
        error.0.source = Some(Source::Token(failure));
        error
    }

    /// No `Authorization`: a source of the user's own failed. Its words are not repeated, since nobody knows what is in them.
    pub(crate) fn credential_source(operation: &'static Operation, source: BoxedSource) -> Self {
        let mut error = Error::new(ErrorKind::Token, Some(operation), "the credential source failed".to_owned());
        error.0.source = Some(Source::Any(source));
        error
    }

    /// No `Authorization` in time.
    pub(crate) fn token_timeout(operation: &'static Operation) -> Self {
        let summary = "no access token in time".to_owned();
        let mut error = Error::new(ErrorKind::Token, Some(operation), summary);
        error.0.transient = true;
        error.0.timed_out = true;
        error
    }

    /// No attempt was made: `reason` says what the call waited for.
    pub(crate) fn not_sent(operation: &'static Operation, reason: &str) -> Self {
        let mut error =
            Error::new(ErrorKind::Timeout, Some(operation), format!("not sent in time: {reason}; nothing was sent"));
        error.0.timed_out = true;
        error
    }

    /// Says which credentials of the client a 401 is about.
    pub(crate) fn signed_with(mut self, credentials: Option<String>) -> Self {
        self.0.signed_with = credentials;
        self
    }

    /// Says why there was no other attempt, although one might have succeeded.
    pub(crate) fn not_repeated(mut self, reason: impl Into<String>) -> Self {
        self.0.not_repeated = Some(reason.into());
        self
    }

    /// No `Authorization`: what there is can't be sent.
    pub(crate) fn unusable_authorization(operation: &'static Operation, summary: String) -> Self {
        Error::new(ErrorKind::Token, Some(operation), summary)
    }

    /// The error of a stub, which belongs to no call.
    #[cfg(feature = "testing")]
    pub(crate) fn without_operation(mut self) -> Self {
        self.0.operation = None;
        self
    }

    /// The error of the last attempt, which knows of the earlier ones.
    pub(crate) fn after(mut self, attempts: u32, earlier: Earlier) -> Self {
        let inner = &mut *self.0;
        inner.attempts = attempts;
        if earlier.sent && inner.kind == ErrorKind::Connect {
            inner.summary = inner.summary.replace("; nothing was sent", "; an earlier attempt may have been processed");
        }
        inner.sent |= earlier.sent;
        inner.maybe_processed |= earlier.maybe_processed;
        self
    }

    /// What a later attempt has to know of this one.
    pub(crate) fn seen(&self) -> Earlier {
        Earlier { sent: self.0.sent, maybe_processed: self.0.maybe_processed }
    }

    /// Words of ours, where the answer has none of Twilio's.
    #[cfg(feature = "oauth")]
    pub(crate) fn describe(mut self, reason: &str) -> Self {
        self.0.summary = reason.to_owned();
        self
    }

    /// Takes words that must not be shown out of the text, which Twilio wrote.
    #[cfg(feature = "oauth")]
    pub(crate) fn hide(mut self, words: &[&str]) -> Self {
        for word in words.iter().filter(|word| !word.is_empty()) {
            self.0.summary = self.0.summary.replace(word, "<hidden>");
        }
        if let Some(answer) = &mut self.0.answer {
            answer.body_prefix.clear();
        }
        self
    }
}

/// What the attempts so far may have done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Earlier {
    pub(crate) sent: bool,
    pub(crate) maybe_processed: bool,
}
