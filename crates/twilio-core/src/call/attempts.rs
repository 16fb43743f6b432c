//! The attempts of one call, one after another.

use std::time::Duration;

use http::Uri;

use super::attempt::{Attempt, attempt};
use super::raw_response::RawResponse;
use super::telemetry::CallSpan;
use crate::error::{Earlier, Error};
use crate::limits::SHORTEST_WRITE;
use crate::request::PreparedCall;
use crate::retry::FailedAttempt;

/// Attempts until one succeeds, the policy has enough, or the deadline comes.
pub(super) async fn run(call: &PreparedCall, uri: &Uri, span: &CallSpan) -> Result<RawResponse, Error> {
    let clock = call.endpoint.core().clock();
    let begun = clock.now();
    // Further away than the clock can tell is no deadline.
    let deadline = begun.checked_add(call.deadline());
    let (mut attempts, mut earlier) = (0_u32, Earlier::default());
    let mut token_renewed = false;
    loop {
        attempts = attempts.saturating_add(1);
        let attempt_begun = if attempts == 1 { begun } else { clock.now() };
        let remaining = deadline.map(|deadline| deadline.saturating_duration_since(attempt_begun));
        let budget = remaining.map_or(call.timeout(), |remaining| call.timeout().min(remaining));
        let Attempt { outcome, refused_token } = attempt(call, uri, budget).await;
        let error = match outcome {
            Ok(response) => return Ok(RawResponse { attempts, earlier, ..response }),
            Err(error) => error.after(attempts, earlier),
        };
        let took = clock.now().saturating_duration_since(attempt_begun);
        earlier = error.seen();
        let failed = FailedAttempt::new(
            &error,
            clock.now().saturating_duration_since(begun),
            deadline.map(|deadline| deadline.saturating_duration_since(clock.now())),
            clock.jitter(),
        );
        let pause = if refused_token && !token_renewed {
            // A 401 was not processed, so this holds for a POST too. Once: a second new token would be refused as well.
            token_renewed = true;
            Some(Duration::ZERO)
        } else {
            call.policy().pause(&failed)
        };
        // A write that is sent with no time left for its response may be done without anybody knowing.
        let needed = match (call.operation.is_repeatable(), error.status()) {
            (true, _) => Duration::ZERO,
            (false, Some(_)) => took.max(SHORTEST_WRITE),
            (false, None) => SHORTEST_WRITE,
        };
        let fits =
            |pause: &Duration| failed.remaining().is_none_or(|remaining| pause.saturating_add(needed) < remaining);
        let pause = pause.filter(fits);
        let Some(delay) = pause else { return Err(error) };
        span.retrying(&failed, delay);
        call.endpoint.core().observers().notify(&failed, delay);
        drop(error);
        clock.pause(delay).await;
    }
}
