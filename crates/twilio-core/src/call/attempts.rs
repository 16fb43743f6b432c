//! The attempts of one call, one after another.

use std::time::Duration;

use http::Uri;
use tokio::sync::SemaphorePermit;
use tokio::time::Instant;

use super::attempt::{Attempt, attempt};
use super::raw_response::RawResponse;
use super::telemetry::CallSpan;
use crate::error::{Earlier, Error};
use crate::limits::SHORTEST_REPEAT;
use crate::request::PreparedCall;
use crate::retry::{FailedAttempt, Host, Pass};

/// Attempts until one succeeds, the policy has enough, or the deadline comes.
pub(super) async fn run(call: &PreparedCall, uri: &Uri, span: &CallSpan) -> Result<RawResponse, Error> {
    let clock = call.endpoint.core().clock();
    let begun = clock.now();
    // Further away than the clock can tell is no deadline.
    let deadline = begun.checked_add(call.deadline());
    let (mut attempts, mut rate_limits, mut earlier) = (0_u32, 0_u32, Earlier::default());
    let mut token_renewed = false;
    let mut last: Option<Error> = None;
    let host = call.endpoint.host();
    loop {
        let (pass, permit) = match admit(call, host, deadline).await {
            Ok(admitted) => admitted,
            Err(waited_for) => {
                return Err(match last {
                    Some(error) => error.not_repeated(format!("{waited_for} until the deadline")),
                    None => Error::not_sent(call.operation, waited_for),
                });
            }
        };
        attempts = attempts.saturating_add(1);
        let attempt_begun = clock.now();
        let remaining = deadline.map(|deadline| deadline.saturating_duration_since(attempt_begun));
        let budget = remaining.map_or(call.timeout(), |remaining| call.timeout().min(remaining));
        let Attempt { outcome, refused_token } = attempt(call, uri, budget).await;
        let error = match outcome {
            Ok(response) => {
                pass.succeeded(clock);
                host.budget.put_back();
                return Ok(RawResponse { attempts, earlier, ..response });
            }
            Err(error) => error.after(attempts, earlier),
        };
        let is_rate_limit = error.met_rate_limit();
        rate_limits = rate_limits.saturating_add(u32::from(is_rate_limit));
        if !is_rate_limit && error.status().is_some_and(|status| !status.is_server_error()) {
            pass.succeeded(clock);
            host.budget.put_back();
        }
        // A call that waits for its next attempt is not in flight.
        drop((pass, permit));
        let took = clock.now().saturating_duration_since(attempt_begun);
        earlier = error.seen();
        let failed = FailedAttempt::new(
            &error,
            clock.now().saturating_duration_since(begun),
            deadline.map(|deadline| deadline.saturating_duration_since(clock.now())),
            clock.jitter(),
            rate_limits,
        );
        let pause = if refused_token && !token_renewed {
            // A 401 was not processed, so this holds for a POST too. Once: a second new token would be refused as well.
            token_renewed = true;
            Some(Duration::ZERO)
        } else {
            call.policy().pause(&failed)
        };
        // A write that is sent with no time left for its response may be done without anybody knowing, and a 429 says more than a timeout.
        let needed = match (call.operation.is_repeatable() && !is_rate_limit, error.status()) {
            (true, _) => Duration::ZERO,
            (false, Some(_)) => took.max(SHORTEST_REPEAT),
            (false, None) => SHORTEST_REPEAT,
        };
        let fits =
            |pause: &Duration| failed.remaining().is_none_or(|remaining| pause.saturating_add(needed) < remaining);
        let remaining = failed.remaining();
        let delay = match pause {
            Some(pause) if fits(&pause) => pause,
            Some(pause) => return Err(error.not_repeated(too_late(pause, remaining))),
            None => return Err(error),
        };
        if error.is_rate_limited() || (error.status().is_some() && error.retry_after().is_some()) {
            // What this call is told holds for all calls to the host.
            if !delay.is_zero() {
                host.gate.close(clock.now(), delay);
            }
        } else if !is_rate_limit && !refused_token && !host.budget.take(clock.now()) {
            return Err(error.not_repeated("too many calls to this host fail, and its retries are used up"));
        }
        span.retrying(&failed, delay);
        call.endpoint.core().observers().notify(&failed, delay);
        last = Some(error);
        clock.pause(delay).await;
    }
}

/// Waits until the host, and the client's own limit, allow one more request. The error says what the call waited for until its deadline.
async fn admit<'a>(
    call: &'a PreparedCall,
    host: &'a Host,
    deadline: Option<Instant>,
) -> Result<(Pass<'a>, Option<SemaphorePermit<'a>>), &'static str> {
    let client = call.endpoint.core();
    let clock = client.clock();
    let pass = host.gate.admit(clock, deadline).await.ok_or("the host's rate limit holds requests back")?;
    let Some(in_flight) = client.in_flight() else { return Ok((pass, None)) };
    let full = "as many requests as `max_in_flight` allows are in flight";
    let permit = match deadline {
        Some(deadline) => {
            let remaining = deadline.saturating_duration_since(clock.now());
            clock.timeout(remaining, in_flight.acquire()).await.ok_or(full)?
        }
        None => in_flight.acquire().await,
    };
    // Nobody closes the semaphore.
    Ok((pass, permit.ok()))
}

/// Why a pause can't be waited for.
fn too_late(pause: Duration, remaining: Option<Duration>) -> String {
    let seconds = |time: Duration| (time.as_secs_f64() * 10.0).round() / 10.0;
    let remaining = remaining.map_or(0.0, seconds);
    format!("the pause would be {} s, and {remaining} s are left until the deadline", seconds(pause))
}
