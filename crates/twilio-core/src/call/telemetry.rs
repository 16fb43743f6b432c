//! One `tracing` span for each call, in the names of OpenTelemetry's HTTP conventions.
//!
//! What enters: a call, each repetition, its outcome. What leaves: a span `twilio.request` with `http.request.method`, `url.template`,
//! `server.address`, `server.port`, `http.response.status_code`, `http.request.resend_count`, `error.type`, `twilio.operation`,
//! `twilio.request_id` and `twilio.error_code`, and an event for each repetition. Invariant: no credential, no path value, no query, no body and
//! none of Twilio's words: every field is a constant of the document, a number, or an id. A body that isn't what the operation returns is a failure
//! of its call, but for a page that was asked for ahead: its span is over when it is read.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use tracing::field::{Empty, display};

use crate::error::request_id;
use crate::error::{Error, ErrorKind};
use crate::request::PreparedCall;
use crate::retry::FailedAttempt;

/// The span of one call, over all of its attempts.
#[derive(Clone)]
pub(crate) struct CallSpan(tracing::Span);

impl CallSpan {
    pub(crate) fn new(call: &PreparedCall) -> Self {
        let (operation, base) = (call.operation, call.endpoint.base());
        CallSpan(tracing::info_span!(
            target: "twilio_core",
            "twilio.request",
            otel.name = %format_args!("{} {}", operation.method(), operation.path()),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = %operation.method(),
            url.template = operation.path(),
            server.address = base.host(),
            server.port = base.port(),
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            "error.type" = Empty,
            twilio.operation = operation.id(),
            twilio.request_id = Empty,
            twilio.error_code = Empty,
        ))
    }

    /// Nobody is told.
    pub(crate) fn none() -> Self {
        CallSpan(tracing::Span::none())
    }

    pub(crate) fn span(&self) -> tracing::Span {
        self.0.clone()
    }

    /// Another attempt follows.
    pub(super) fn retrying(&self, failed: &FailedAttempt<'_>, delay: Duration) {
        self.0.record("http.request.resend_count", failed.number());
        let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        let reason = match failed.error().status() {
            Some(status) if failed.error().kind() == ErrorKind::Api => status.as_str().to_owned(),
            _ => failed.error().kind().class().to_owned(),
        };
        tracing::info!(
            target: "twilio_core",
            { twilio.operation = failed.operation(), twilio.attempt = failed.number(), twilio.retry_delay_ms = delay, twilio.retry_reason = reason },
            "an attempt failed; there will be another"
        );
    }

    /// The call ended: with this head of a success, or with an error.
    pub(super) fn finished(&self, outcome: Result<(StatusCode, &HeaderMap), &Error>) {
        let (status, headers) = match outcome {
            Ok((status, headers)) => (Some(status), Some(headers)),
            Err(error) => (error.status(), error.headers()),
        };
        if let Some(status) = status {
            self.0.record("http.response.status_code", status.as_u16());
        }
        // Whoever answers writes this: an id has letters and digits, and nothing else is let through.
        let id = headers
            .and_then(request_id)
            .filter(|id| id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if let Some(id) = id {
            self.0.record("twilio.request_id", id);
        }
        let Err(error) = outcome else { return };
        if let Some(code) = error.api().and_then(|api| api.code.get()) {
            self.0.record("twilio.error_code", code);
        }
        // The convention: the status as text where that was the error, else a class.
        match (error.kind(), status) {
            (ErrorKind::Api, Some(status)) => self.failed(display(status.as_u16())),
            (kind, _) => self.failed(kind.class()),
        }
    }

    /// The response of a call that had succeeded so far is not what the operation returns.
    pub(crate) fn undecodable(&self) {
        self.failed(ErrorKind::Decode.class());
    }

    fn failed(&self, class: impl tracing::Value) {
        self.0.record("otel.status_code", "ERROR");
        self.0.record("error.type", class);
    }
}
