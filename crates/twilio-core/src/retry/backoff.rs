//! The policy that clients have by themselves: exponential backoff with full jitter.
//!
//! What enters: a failed attempt. What leaves: a pause between nothing and a ceiling that doubles with each attempt, or what `Retry-After` asks
//! for and a little more. Invariant: what isn't safe to repeat is never repeated.

use std::time::Duration;

use super::policy::{FailedAttempt, RetryPolicy};

/// The pause after a 429 that asks for none.
const SHORT_PAUSE: Duration = Duration::from_millis(250);
/// So many of them, before they double.
const SHORT_PAUSES: u32 = 8;

/// The default policy: retries what is safe to repeat (see [`Error::is_retryable`](crate::Error::is_retryable)), with exponential backoff and
/// full jitter.
///
/// - Default: four attempts, pauses of up to 0.5 s, 1 s and 2 s, never above 8 s.
/// - A 429 (too many requests) is not counted: it is repeated until the call's [`deadline`](crate::ClientBuilder::deadline), after the pause in
///   `Retry-After`, or after 0.25 s. All calls of a client to that host keep the pause.
/// - Honours `Retry-After`. If that is later than the deadline, the call fails at once, and the error says so.
///
/// ```
/// use std::time::Duration;
/// use twilio_core::{Backoff, Client};
///
/// let patient = Backoff::new().max_attempts(6).base_delay(Duration::from_millis(200)).max_delay(Duration::from_secs(20));
/// let client = Client::builder().retry(patient).deadline(Duration::from_secs(120));
/// # let _ = client;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client or a call has it"]
pub struct Backoff {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
}

impl Backoff {
    /// Four attempts, 0.5 s, 8 s.
    pub const fn new() -> Self {
        Backoff { max_attempts: 4, base_delay: Duration::from_millis(500), max_delay: Duration::from_secs(8) }
    }

    /// Sets the largest number of attempts, the first one included; attempts that were answered 429 are not counted. With `0` or `1` nothing is
    /// repeated.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The ceiling of the first pause.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The ceiling of every pause. `Retry-After` may ask for more.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The pause after a 429: what the server asks for, or a short one that becomes longer when many were not long enough. All calls of a client
    /// keep it together, so little of it is random.
    fn rate_limit_pause(&self, failed: &FailedAttempt<'_>) -> Duration {
        let doubled = 2_u32.saturating_pow(failed.rate_limits().saturating_sub(SHORT_PAUSES));
        let own = SHORT_PAUSE.saturating_mul(doubled).min(self.max_delay);
        let pause = match failed.retry_after() {
            // A server that asks for no pause time and again is not called without one.
            Some(asked) if failed.rate_limits() == 1 => asked,
            Some(asked) => asked.max(own),
            None => own,
        };
        pause.saturating_add((pause / 20).min(SHORT_PAUSE).mul_f64(failed.jitter()))
    }

    /// The longest pause after this attempt.
    fn ceiling(&self, attempt: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.base_delay.saturating_mul(doubled).min(self.max_delay)
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff::new()
    }
}

impl RetryPolicy for Backoff {
    fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        if self.max_attempts <= 1 || !failed.is_safe_to_repeat() {
            return None;
        }
        if failed.error().met_rate_limit() {
            return Some(self.rate_limit_pause(failed));
        }
        let counted = failed.number().saturating_sub(failed.rate_limits());
        if counted >= self.max_attempts {
            return None;
        }
        let ceiling = self.ceiling(counted);
        let Some(asked) = failed.retry_after() else { return Some(ceiling.mul_f64(1.0 - failed.jitter())) };
        // All that were told the same moment would come back in it: a little later, but not so late that the deadline passes.
        let spare = failed.remaining().map_or(ceiling, |remaining| remaining.saturating_sub(asked) / 2);
        Some(asked.saturating_add(ceiling.min(spare).mul_f64(failed.jitter())))
    }
}

#[cfg(test)]
mod tests {
    use super::Backoff;

    #[test]
    fn the_ceiling_doubles_up_to_its_own() {
        let ceilings = [1, 2, 3, 4, 5, 6, u32::MAX].map(|attempt| Backoff::new().ceiling(attempt).as_millis());
        assert_eq!(ceilings, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
    }
}
