//! The attempts of one call, one after another.

use std::time::Duration;

use tokio::time::Instant;
use url::Url;

use crate::call::CallSpan;
use crate::call::{Answer, Attempt, Call};
use crate::error::{Earlier, Error};
use crate::retry::{FailedAttempt, RetryEvent};

/// Attempts until one succeeds, the policy has enough, or the deadline comes.
pub(crate) async fn run(call: &Call, url: &Url, span: &CallSpan) -> Result<Answer, Error> {
    let begun = Instant::now();
    // Further away than the clock can tell is no deadline.
    let deadline = begun.checked_add(call.deadline());
    let (mut attempts, mut earlier) = (0_u32, Earlier::default());
    let mut token_renewed = false;
    loop {
        attempts = attempts.saturating_add(1);
        let remaining = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let budget = remaining.map_or(call.timeout(), |remaining| call.timeout().min(remaining));
        let Attempt { outcome, refused_token } = call.attempt(url, budget).await;
        let error = match outcome {
            Ok(answer) => return Ok(Answer { attempts, earlier, ..answer }),
            Err(error) => error.after(attempts, earlier),
        };
        earlier = error.seen();
        let failed = FailedAttempt::new(
            &error,
            begun.elapsed(),
            deadline.map(|deadline| deadline.saturating_duration_since(Instant::now())),
        );
        let pause = if refused_token && !token_renewed {
            // A 401 was not processed, so this holds for a POST too. Once: a second new token would be refused as well.
            token_renewed = true;
            Some(Duration::ZERO)
        } else {
            call.policy().pause(&failed)
        };
        let pause = pause.filter(|pause| failed.remaining().is_none_or(|remaining| *pause < remaining));
        let Some(delay) = pause else { return Err(error) };
        let event = RetryEvent::new(call.operation.id(), attempts, delay, &error);
        span.retrying(&event);
        call.endpoint.core().observers().notify(&event);
        drop(error);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
    }
}
