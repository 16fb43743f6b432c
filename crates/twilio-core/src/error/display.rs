//! How an [`Error`] reads.
//!
//! What leaves: `FetchUser: 404 Not Found, Twilio error 20404: … (https://www.twilio.com/docs/errors/20404; request id RQ…)`.
//! Invariant: only the operation's id and template, the status, Twilio's code, its message without path values, and the request id.

use std::fmt;

use super::response_headers::foreign_body;
use super::{Error, ErrorKind};

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(formatter, "{}: ", operation.id())?;
        }
        if let Some(status) = self.status() {
            write!(formatter, "{status}")?;
            let code = inner.api.as_ref().and_then(|api| api.code.get());
            if let Some(code) = code {
                write!(formatter, ", Twilio error {code}")?;
            }
            if !inner.summary.is_empty() {
                write!(formatter, ": {}", inner.summary)?;
            } else if inner.kind == ErrorKind::Api && code.is_none() {
                formatter.write_str(": the body is not one of Twilio's error responses")?;
                if let Some(body) = self.headers().and_then(foreign_body) {
                    write!(formatter, " ({body})")?;
                }
            }
            let request_id =
                self.request_id().filter(|id| id.chars().all(|character| character.is_ascii_alphanumeric()));
            match (code, request_id) {
                (Some(code), Some(id)) => {
                    write!(formatter, " (https://www.twilio.com/docs/errors/{code}; request id {id})")?
                }
                (Some(code), None) => write!(formatter, " (https://www.twilio.com/docs/errors/{code})")?,
                (None, Some(id)) => write!(formatter, " (request id {id})")?,
                (None, None) => {}
            }
        } else {
            formatter.write_str(&inner.summary)?;
        }
        if inner.attempts > 1 {
            write!(formatter, ", after {} attempts", inner.attempts)?;
        }
        if let Some(credentials) = &inner.signed_with {
            write!(formatter, ", signed with {credentials}")?;
        }
        if let Some(reason) = &inner.not_repeated {
            write!(formatter, ", not repeated: {reason}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut shown = formatter.debug_struct("Error");
        let text = self.to_string();
        shown.field("kind", &inner.kind);
        // The list of a mock's rules has lines, and is read in the output of a failed test.
        match text.contains('\n') {
            true => shown.field("text", &format_args!("{text}")),
            false => shown.field("text", &text),
        };
        if let Some(operation) = inner.operation {
            shown.field("method", &operation.method()).field("path", &operation.path());
        }
        shown.field("attempts", &inner.attempts).field("sent", &inner.sent);
        if let Some(source) = std::error::Error::source(self) {
            shown.field("source", &source);
        }
        shown.finish_non_exhaustive()
    }
}
