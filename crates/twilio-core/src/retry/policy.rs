//! Who decides, and on what.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::error::Error;

/// Decides after each failed attempt whether there is another one. [`Backoff`](crate::Backoff) is the one that clients have by themselves.
///
/// The client adds two things that no policy can change: a pause that would reach beyond the call's deadline ends the call at once with the
/// error in hand, and a 401 to an access token is answered once with a new token.
///
/// ```
/// use std::time::Duration;
/// use twilio_core::{FailedAttempt, RetryPolicy};
///
/// /// Once more, a second later, where that does no harm.
/// struct OnceMore;
///
/// impl RetryPolicy for OnceMore {
///     fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
///         (failed.number() == 1 && failed.is_safe_to_repeat())
///             .then(|| failed.retry_after().unwrap_or(Duration::from_secs(1)))
///     }
/// }
///
/// let client = twilio_core::Client::builder().retry(OnceMore);
/// # let _ = client;
/// ```
pub trait RetryPolicy: Send + Sync + 'static {
    /// How long to wait before the next attempt; `None` ends the call with the error in hand.
    fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration>;
}

impl<P: RetryPolicy + ?Sized> RetryPolicy for Arc<P> {
    fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        (**self).pause(failed)
    }
}

/// An attempt that failed, as a [`RetryPolicy`] sees it.
///
/// ```
/// use std::time::Duration;
/// use twilio_core::{ErrorKind, FailedAttempt, RetryPolicy};
///
/// /// For a job at night: as long as it takes, but no longer than an hour.
/// struct Patient;
///
/// impl RetryPolicy for Patient {
///     fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
///         if !failed.is_safe_to_repeat() || failed.elapsed() > Duration::from_secs(3600) {
///             return None;
///         }
///         println!("{} failed, {} times for a rate limit", failed.operation(), failed.rate_limits());
///         let pause = match failed.error().kind() {
///             ErrorKind::Connect => Duration::from_secs(60),
///             _ => failed.retry_after().unwrap_or(Duration::from_secs(5) * failed.number()),
///         };
///         Some(failed.remaining().map_or(pause, |remaining| pause.min(remaining / 2)))
///     }
/// }
/// # let _ = twilio_core::Client::builder().retry(Patient);
/// ```
#[derive(Debug)]
pub struct FailedAttempt<'a> {
    error: &'a Error,
    elapsed: Duration,
    remaining: Option<Duration>,
    jitter: f64,
    rate_limits: u32,
}

impl<'a> FailedAttempt<'a> {
    pub(crate) fn new(
        error: &'a Error,
        elapsed: Duration,
        remaining: Option<Duration>,
        jitter: f64,
        rate_limits: u32,
    ) -> Self {
        FailedAttempt { error, elapsed, remaining, jitter, rate_limits }
    }

    /// A random fraction below 1, by which the pauses of clients differ.
    pub(crate) fn jitter(&self) -> f64 {
        self.jitter
    }

    /// The id of the operation in the API's document, such as `FetchUser`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.error.operation().unwrap_or_default()
    }

    /// Which attempt it was; the first one is 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.error.attempts()
    }

    /// How many attempts of this call, this one included, were answered with 429: too many requests.
    #[must_use]
    pub fn rate_limits(&self) -> u32 {
        self.rate_limits
    }

    /// What went wrong: the error that the caller gets if there is no other attempt.
    #[must_use]
    pub fn error(&self) -> &Error {
        self.error
    }

    /// Whether the call can be made again without the danger of doing something twice, and may then succeed: see [`Error::is_retryable`].
    ///
    /// A policy that repeats what isn't safe may send the same message twice.
    #[must_use]
    pub fn is_safe_to_repeat(&self) -> bool {
        self.error.is_retryable()
    }

    /// How long Twilio asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.error.retry_after()
    }

    /// How long ago the call began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How long until the call's deadline; `None` when it is further away than a clock can tell.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        self.remaining
    }
}

/// A policy of whatever type, hidden in `Debug`.
#[derive(Clone)]
pub(crate) struct Policy(pub(crate) Arc<dyn RetryPolicy>);

impl Policy {
    pub(crate) fn new(policy: impl RetryPolicy) -> Self {
        Policy(Arc::new(policy))
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RetryPolicy")
    }
}
