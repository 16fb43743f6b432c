//! A success whose body is not decoded yet.

use http::header::HeaderMap;

use super::telemetry::CallSpan;
use crate::error::{Earlier, Error};
use crate::operation::Operation;

/// A success whose body is not decoded yet.
pub(crate) struct RawResponse {
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

impl RawResponse {
    /// The error of a response that isn't what the operation returns. `reason` says where and what was expected, and repeats nothing of it.
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
