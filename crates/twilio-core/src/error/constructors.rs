//! How the other modules make an [`Error`]: one function for each kind.
//!
//! Invariant: whoever calls one passes no credential, no value from the path and no body in `summary`.

use http::{HeaderMap, StatusCode};

use super::{ApiError, BoxedSource, Error, ErrorKind, FailedAnswer, Inner, answer, redact};
use crate::operation::Operation;
use crate::transport::Failure;

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
            timed_out: false,
            source: None,
        }))
    }

    pub(crate) fn credentials(summary: impl Into<String>) -> Self {
        Error::new(ErrorKind::Credentials, None, summary.into())
    }

    pub(crate) fn config(summary: impl Into<String>) -> Self {
        Error::new(ErrorKind::Config, None, summary.into())
    }

    pub(crate) fn config_with_source(summary: impl Into<String>, source: BoxedSource) -> Self {
        let mut error = Error::config(summary);
        error.0.source = Some(source);
        error
    }

    pub(crate) fn invalid_input(operation: &'static Operation, summary: String) -> Self {
        Error::new(ErrorKind::InvalidInput, Some(operation), summary)
    }

    pub(crate) fn paging(operation: &'static Operation, summary: impl Into<String>) -> Self {
        Error::new(ErrorKind::Paging, Some(operation), summary.into())
    }

    /// No answer, or one that broke off. `status` is known when its head had arrived.
    pub(crate) fn transport(
        operation: &'static Operation,
        failure: Failure,
        head: Option<(StatusCode, HeaderMap)>,
    ) -> Self {
        let kind = match (failure.connected, failure.timed_out) {
            (false, _) => ErrorKind::Connect,
            (true, true) => ErrorKind::Timeout,
            (true, false) => ErrorKind::Transport,
        };
        let summary = match (failure.connected, failure.timed_out) {
            (false, true) => "no connection in time, so nothing was sent",
            (false, false) => "no connection, so nothing was sent",
            (true, true) => "no complete answer in time",
            (true, false) => "the connection failed before the answer was complete",
        };
        let mut error = Error::new(kind, Some(operation), summary.to_owned());
        error.0.attempts = 1;
        error.0.sent = failure.connected;
        error.0.timed_out = failure.timed_out;
        error.0.source = Some(failure.source);
        error.0.answer = head.map(|(status, headers)| FailedAnswer { status, headers, body_prefix: String::new() });
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
        let mut error = Error::new(ErrorKind::Api, Some(operation), redact::message(operation.path(), path, message));
        error.0.attempts = 1;
        error.0.sent = true;
        error.0.api = api;
        error.0.answer = Some(FailedAnswer { status, headers, body_prefix: answer::prefix(body) });
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
        let mut error = Error::new(ErrorKind::Decode, Some(operation), summary);
        error.0.attempts = 1;
        error.0.sent = true;
        error.0.answer = Some(FailedAnswer { status, headers, body_prefix: answer::prefix(body) });
        error
    }
}
