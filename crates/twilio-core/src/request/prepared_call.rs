//! A call with everything encoded, ready to be sent as often as it takes.

use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderMap;

use super::options::CallOptions;
use crate::client::Endpoint;
use crate::limits::DEADLINE;
use crate::operation::Operation;
use crate::retry::RetryPolicy;

/// A call, ready to be sent.
#[derive(Clone)]
pub(crate) struct PreparedCall {
    pub(crate) endpoint: Endpoint,
    pub(crate) operation: &'static Operation,
    /// Path and query, after the base's prefix.
    pub(crate) target: String,
    /// The call's own; the client's are added for each attempt.
    pub(crate) headers: HeaderMap,
    /// Empty: the request has no body.
    pub(crate) body: Bytes,
    pub(crate) options: CallOptions,
    /// The operation returns a body: a success without one is an error.
    pub(crate) expects_body: bool,
}

impl PreparedCall {
    /// The same call with another target on the same base: a following page.
    pub(crate) fn at(&self, target: String) -> Self {
        PreparedCall { target, ..self.clone() }
    }

    /// For one attempt.
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
}
