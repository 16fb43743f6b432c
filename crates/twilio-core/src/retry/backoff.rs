//! The policy that clients have by themselves: exponential backoff with full jitter.
//!
//! What enters: a failed attempt. What leaves: a pause between nothing and a ceiling that doubles with each attempt, or what `Retry-After` asks
//! for and a little more. Invariant: what isn't safe to repeat is never repeated.

use std::time::Duration;

use super::policy::{FailedAttempt, RetryPolicy};

/// Repeats what is safe to repeat (see [`Error::is_retryable`](crate::Error::is_retryable)), after pauses of random length whose ceiling doubles
/// from attempt to attempt. `Retry-After` is kept to; one that reaches beyond the deadline ends the call at once.
///
/// By default: four attempts, pauses of up to 0.5 s, 1 s and 2 s, never above 8 s. How long all of it may take is the client's
/// [`deadline`](crate::ClientBuilder::deadline).
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

    /// How many attempts there are at most, the first one included. `0` and `1` both say: one.
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

    /// The longest pause behind this attempt.
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
        if failed.number() >= self.max_attempts || !failed.is_safe_to_repeat() {
            return None;
        }
        let ceiling = self.ceiling(failed.number());
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
