//! A call with everything encoded, and how it is sent.
//!
//! What enters: method, target, headers, body. What leaves: an [`Answer`] that is a success, as text, or an error. Invariants: one
//! `Authorization` header, the call's own or the client's; a body is decoded as UTF-8 once; nothing but the client's base is ever called.

use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderValue};

use crate::error::Error;
use crate::operation::Operation;
use crate::product::Endpoint;
use crate::transport::{BodyEnd, Incoming, Outgoing};

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
    pub(crate) timeout: Duration,
}

/// A success, not decoded yet.
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) status: http::StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Call {
    /// The same call of another target, which stands on the same base: a following page.
    pub(crate) fn at(&self, target: String) -> Self {
        Call { target, ..self.clone() }
    }

    pub(crate) async fn send(&self) -> Result<Answer, Error> {
        self.attempt().await
    }

    async fn attempt(&self) -> Result<Answer, Error> {
        let client = self.endpoint.core();
        let Some(url) = self.endpoint.base().url(&self.target) else {
            return Err(Error::invalid_input(
                self.operation,
                "the path can't be sent as it stands; nothing was sent".to_owned(),
            ));
        };
        let mut headers = self.headers.clone();
        headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, client.user_agent());
        headers.entry(header::AUTHORIZATION).or_insert_with(|| client.authorization());
        let outgoing =
            Outgoing { method: self.operation.method(), url, headers, body: self.body.clone(), timeout: self.timeout };
        match client.transport().send(outgoing).await {
            Ok(incoming) => self.judge(incoming),
            Err(failure) => Err(Error::transport(self.operation, failure, None)),
        }
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
            Ok(text) => Ok(Answer { operation, status, headers, text }),
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
        Error::decode(
            self.operation,
            self.status,
            self.headers,
            self.text.as_bytes(),
            format!("the body is not what the operation returns: {reason}"),
        )
    }
}
