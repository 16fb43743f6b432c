//! What an observer is told of each repetition.
//!
//! Invariant: it names the operation and the class of what went wrong; it holds no path value, no message and no body.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::error::{Error, ErrorKind};

/// A repetition that is about to happen: what [`ClientBuilder::on_retry`](crate::ClientBuilder::on_retry) hands out. Free of personal data.
///
/// ```
/// use twilio_core::{Client, RetryReason};
///
/// let client = Client::builder().on_retry(|retry| {
///     if retry.reason() == RetryReason::Status(http::StatusCode::TOO_MANY_REQUESTS) {
///         println!("{} goes on in {:?}, behind attempt {}", retry.operation(), retry.delay(), retry.attempt());
///     }
/// });
/// # let _ = client;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryEvent {
    operation: &'static str,
    attempt: u32,
    delay: Duration,
    reason: RetryReason,
}

impl RetryEvent {
    pub(crate) fn new(operation: &'static str, attempt: u32, delay: Duration, error: &Error) -> Self {
        RetryEvent { operation, attempt, delay, reason: RetryReason::of(error) }
    }

    /// The operation's id in the API's document.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The attempt that failed; the first one is 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How long it is until the next attempt.
    #[must_use]
    pub fn delay(&self) -> Duration {
        self.delay
    }

    /// What went wrong.
    #[must_use]
    pub fn reason(&self) -> RetryReason {
        self.reason
    }
}

/// Why there is another attempt. More may be added: match with a wildcard arm.
///
/// ```
/// use twilio_core::RetryReason;
///
/// let metric = |reason: RetryReason| match reason {
///     RetryReason::Status(status) if status.as_u16() == 429 => "retries.rate_limit",
///     RetryReason::Connect | RetryReason::Timeout | RetryReason::Transport => "retries.network",
///     _ => "retries.other",
/// };
/// assert_eq!(metric(RetryReason::Timeout), "retries.network");
/// assert_eq!(RetryReason::Timeout.to_string(), "timeout");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryReason {
    /// This status was the answer: 429, 502, 503, 504, or 401 to an access token.
    Status(StatusCode),
    /// No connection came about.
    Connect,
    /// No complete answer in time.
    Timeout,
    /// The connection broke.
    Transport,
    /// No access token could be had.
    Token,
    /// Something else, which a policy of the user's own repeats.
    Other,
}

impl RetryReason {
    fn of(error: &Error) -> Self {
        match (error.kind(), error.status()) {
            (ErrorKind::Api, Some(status)) => RetryReason::Status(status),
            (ErrorKind::Connect, _) => RetryReason::Connect,
            (ErrorKind::Timeout, _) => RetryReason::Timeout,
            (ErrorKind::Transport, _) => RetryReason::Transport,
            (ErrorKind::Token, _) => RetryReason::Token,
            _ => RetryReason::Other,
        }
    }
}

impl fmt::Display for RetryReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RetryReason::Status(status) => write!(formatter, "status {}", status.as_u16()),
            RetryReason::Connect => formatter.write_str("no connection"),
            RetryReason::Timeout => formatter.write_str("timeout"),
            RetryReason::Transport => formatter.write_str("broken connection"),
            RetryReason::Token => formatter.write_str("no access token"),
            RetryReason::Other => formatter.write_str("other"),
        }
    }
}

type Observer = dyn Fn(&RetryEvent) + Send + Sync;

/// Those who want to know.
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Fn(&RetryEvent) + Send + Sync + 'static) {
        self.0.push(Arc::new(observer));
    }

    pub(crate) fn notify(&self, event: &RetryEvent) {
        for observer in &self.0 {
            observer(event);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} observers", self.0.len())
    }
}
