//! A call with everything encoded, and how one attempt of it is made.
//!
//! What enters: method, target, headers, body, options. What leaves: an [`Answer`] that is a success, as text, or an error. Invariants: one
//! `Authorization` header, the call's own or the client's, and without one no call; a body is decoded as UTF-8 once; nothing but the client's
//! base is ever called.

mod attempts;
mod response;
#[cfg(test)]
mod retry_tests;
mod telemetry;
#[cfg(test)]
mod telemetry_tests;

pub use response::Response;
pub(crate) use telemetry::CallSpan;

use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderValue};
use tracing::Instrument as _;
use url::Url;

use crate::client::Endpoint;
use crate::error::{Earlier, Error};
use crate::operation::Operation;
use crate::retry::{Policy, RetryPolicy};
use crate::transport::{BodyEnd, Incoming, Outgoing};

/// How long all attempts of a call may take together, where nobody says and no attempt may take longer.
const DEADLINE: Duration = Duration::from_secs(60);

/// A call, ready to be sent as often as it takes.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) endpoint: Endpoint,
    pub(crate) operation: &'static Operation,
    /// Path and query, behind the base's prefix.
    pub(crate) target: String,
    /// The call's own; the client's come on top for each attempt.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) options: CallOptions,
}

/// What the caller set for one call, instead of the client's.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) policy: Option<Policy>,
}

/// A success, not decoded yet.
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) status: http::StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// How many attempts it took, and what the failed ones may have done.
    pub(crate) attempts: u32,
    pub(crate) earlier: Earlier,
    /// Kept until the body was read: it may not be what the operation returns.
    pub(crate) span: CallSpan,
}

/// How one attempt ended.
pub(crate) struct Attempt {
    pub(crate) outcome: Result<Answer, Error>,
    /// The answer was 401 to credentials that may bring another header.
    pub(crate) refused_token: bool,
}

impl Call {
    /// The same call of another target, which stands on the same base: a following page.
    pub(crate) fn at(&self, target: String) -> Self {
        Call { target, ..self.clone() }
    }

    /// All attempts, in one span.
    pub(crate) async fn send(&self) -> Result<Answer, Error> {
        let Some(url) = self.endpoint.base().url(&self.target) else {
            return Err(Error::invalid_input(
                self.operation,
                "the path can't be sent as it stands; nothing was sent".to_owned(),
            ));
        };
        let span = CallSpan::new(self);
        let outcome = attempts::run(self, &url, &span).instrument(span.span()).await;
        span.finished(&outcome);
        outcome.map(|answer| Answer { span, ..answer })
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.options.timeout.unwrap_or_else(|| self.endpoint.core().timeout())
    }

    /// For all attempts and the pauses between them.
    pub(crate) fn deadline(&self) -> Duration {
        let set = self.options.deadline.or_else(|| self.endpoint.core().deadline());
        // A timeout above the default was meant.
        set.unwrap_or_else(|| DEADLINE.max(self.timeout()))
    }

    pub(crate) fn policy(&self) -> &dyn RetryPolicy {
        &*self.options.policy.as_ref().unwrap_or_else(|| self.endpoint.core().policy()).0
    }

    /// One attempt, its credentials included, each within `budget`.
    pub(crate) async fn attempt(&self, url: &Url, budget: Duration) -> Attempt {
        let client = self.endpoint.core();
        let mut headers = self.headers.clone();
        headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, client.user_agent());
        let mut from_client = None;
        if !headers.contains_key(header::AUTHORIZATION) {
            match client.authorization(self.operation, budget).await {
                Ok(authorization) => {
                    headers.insert(header::AUTHORIZATION, authorization.clone());
                    from_client = Some(authorization);
                }
                Err(error) => return Attempt { outcome: Err(error), refused_token: false },
            }
        }
        let outgoing = Outgoing {
            method: self.operation.method(),
            url: url.clone(),
            headers,
            body: self.body.clone(),
            timeout: budget,
            body_limit: client.body_limit(),
        };
        let outcome = match client.exchange(outgoing).await {
            Ok(incoming) => self.judge(incoming),
            Err(failure) => Err(Error::transport(self.operation, failure, None)),
        };
        let unauthorized = outcome.as_ref().is_err_and(Error::is_unauthorized);
        let refused_token = unauthorized && from_client.is_some_and(|header| client.refused(&header));
        Attempt { outcome, refused_token }
    }

    /// Success or not, and is it text?
    fn judge(&self, incoming: Incoming) -> Result<Answer, Error> {
        let Incoming { status, headers, body, end } = incoming;
        let operation = self.operation;
        if !status.is_success() {
            // However its body ended: the status says more than a body that broke off.
            let path = self.target.split('?').next().unwrap_or_default();
            return Err(Error::refused_by_api(operation, path, status, headers, &body));
        }
        match end {
            BodyEnd::Complete => {}
            BodyEnd::Failed(failure) => return Err(Error::transport(operation, failure, Some((status, headers)))),
            BodyEnd::OverLimit(limit) => {
                return Err(Error::decode(
                    operation,
                    status,
                    headers,
                    &body,
                    format!("the body is longer than {limit} bytes"),
                ));
            }
        }
        match String::from_utf8(body) {
            Ok(text) => {
                let (earlier, span) = (Earlier::default(), CallSpan::none());
                Ok(Answer { operation, status, headers, text, attempts: 1, earlier, span })
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                Err(Error::decode(
                    operation,
                    status,
                    headers,
                    error.as_bytes(),
                    format!("the body is not UTF-8 at byte {at}"),
                ))
            }
        }
    }
}

impl Answer {
    /// The error of an answer that isn't what the operation returns. `reason` says where and what was expected, and repeats nothing of it.
    pub(crate) fn undecodable(self, reason: &dyn std::fmt::Display) -> Error {
        self.span.undecodable();
        Error::decode(
            self.operation,
            self.status,
            self.headers,
            self.text.as_bytes(),
            format!("the body is not what the operation returns: {reason}"),
        )
        .after(self.attempts, self.earlier)
    }
}
