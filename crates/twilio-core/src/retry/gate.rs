//! Holds back the requests to one host after it responded that there are too many.
//!
//! - A host that limits nothing costs a request one atomic read.
//! - A pause that one request is told holds for all: nobody sends before it has passed.
//! - After a pause, few requests may be in flight at first, and one more after as many responses as may be in flight. 429 takes three tenths of them away,
//!   and a second 429 without a success in between leaves one.
//! - When [`RECOVERED`] may be in flight, or after [`CALM`] without a 429, nothing is held back any more.
//! - Requests that wait are let through in their order.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::clock::Clock;

/// So many requests in flight are no limit any more.
const RECOVERED: f64 = 128.0;
/// How many may be in flight after the first pause.
const FIRST: f64 = 16.0;
/// So long without a 429, the limit is forgotten.
const CALM: Duration = Duration::from_secs(30);

#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// Whether requests are held back at all.
    is_active: AtomicBool,
    state: Mutex<State>,
    /// One permit for each request that may look again.
    room: Notify,
}

#[derive(Debug, Default)]
struct State {
    closed_until: Option<Instant>,
    /// How many requests may be in flight.
    allowed: f64,
    in_flight: u32,
    /// A request succeeded since the gate was closed last.
    has_succeeded: bool,
}

/// A request that was let through. Dropping it makes room for another one.
#[derive(Debug)]
pub(crate) struct Pass<'a>(Option<&'a Gate>);

enum Answer {
    Pass,
    Closed(Duration),
    Full,
}

impl Gate {
    /// Waits until a request may be sent; `None` when that would be after `deadline`.
    pub(crate) async fn admit(&self, clock: &Clock, deadline: Option<Instant>) -> Option<Pass<'_>> {
        loop {
            if !self.is_active.load(Ordering::Relaxed) {
                return Some(Pass(None));
            }
            let now = clock.now();
            let remaining = deadline.map(|deadline| deadline.saturating_duration_since(now));
            match self.ask(now) {
                Answer::Pass => return Some(Pass(Some(self))),
                Answer::Closed(pause) if remaining.is_some_and(|remaining| pause >= remaining) => return None,
                Answer::Closed(pause) => clock.pause(pause).await,
                Answer::Full => {
                    let mut room = pin!(self.room.notified());
                    // Room that is made from now on is not missed, and what was made before is asked for once more.
                    room.as_mut().enable();
                    match (self.ask(now), remaining) {
                        (Answer::Pass, _) => return Some(Pass(Some(self))),
                        (Answer::Closed(_), _) => {}
                        (Answer::Full, Some(remaining)) => clock.timeout(remaining, room).await?,
                        (Answer::Full, None) => room.await,
                    }
                }
            }
        }
    }

    /// The host asked for a pause: nobody sends until it has passed.
    pub(crate) fn close(&self, now: Instant, pause: Duration) {
        let mut state = self.state();
        let was_closed = state.closed_until.is_some_and(|until| now < until);
        if !self.is_active.swap(true, Ordering::Relaxed) {
            *state = State { allowed: FIRST, ..State::default() };
        } else if !was_closed {
            state.allowed = if state.has_succeeded { (state.allowed * 0.7).max(1.0) } else { 1.0 };
            state.has_succeeded = false;
        }
        let until = now.checked_add(pause);
        state.closed_until = state.closed_until.max(until);
    }

    fn ask(&self, now: Instant) -> Answer {
        self.state().ask(now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn ask(&mut self, now: Instant) -> Answer {
        match self.closed_until {
            Some(until) if now < until => Answer::Closed(until.duration_since(now)),
            _ if f64::from(self.in_flight) + 1.0 > self.allowed => Answer::Full,
            _ => {
                self.in_flight += 1;
                Answer::Pass
            }
        }
    }
}

impl Pass<'_> {
    /// The host responded, and not that there are too many requests: one more may be in flight.
    pub(crate) fn succeeded(&self, clock: &Clock) {
        let Some(gate) = self.0 else { return };
        let mut state = gate.state();
        state.has_succeeded = true;
        state.allowed += 1.0 / state.allowed;
        let is_calm = state.closed_until.is_some_and(|until| clock.now().saturating_duration_since(until) > CALM);
        if state.allowed >= RECOVERED || is_calm {
            gate.is_active.store(false, Ordering::Relaxed);
            drop(state);
            gate.room.notify_waiters();
        } else {
            drop(state);
            gate.room.notify_one();
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let Some(gate) = self.0 else { return };
        {
            let mut state = gate.state();
            state.in_flight = state.in_flight.saturating_sub(1);
        }
        gate.room.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{CALM, FIRST, Gate};
    use crate::clock::Clock;

    const SECOND: Duration = Duration::from_secs(1);

    fn soon() -> Option<Instant> {
        Some(Instant::now() + SECOND)
    }

    /// Closed twice without a success: one request may be in flight.
    async fn narrow(clock: &Clock) -> Gate {
        let gate = Gate::default();
        for _ in 0..2 {
            gate.close(clock.now(), SECOND);
            clock.pause(SECOND).await;
        }
        gate
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_passes_before_the_pause_is_over_and_few_pass_after_it() {
        let (gate, clock) = (Gate::default(), Clock::default());
        let begun = Instant::now();
        let _early = gate.admit(&clock, None).await.expect("an open gate");
        gate.close(clock.now(), SECOND);
        gate.close(clock.now(), SECOND / 2);
        let mut passes = Vec::new();
        for _ in 0..FIRST as u32 {
            passes.push(gate.admit(&clock, None).await.expect("no deadline"));
        }
        assert_eq!(begun.elapsed(), SECOND);
        assert!(gate.admit(&clock, soon()).await.is_none(), "as many as are allowed");
        passes.iter().for_each(|pass| pass.succeeded(&clock));
        assert!(gate.admit(&clock, soon()).await.is_none(), "not quite one more");
        passes[0].succeeded(&clock);
        assert!(gate.admit(&clock, soon()).await.is_some(), "one more after a round of responses");
    }

    #[tokio::test(start_paused = true)]
    async fn a_second_refusal_without_a_success_leaves_one_request_in_flight() {
        let clock = Clock::default();
        let gate = narrow(&clock).await;
        let only = gate.admit(&clock, None).await.expect("room");
        assert!(gate.admit(&clock, soon()).await.is_none());
        drop(only);
        assert!(gate.admit(&clock, soon()).await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_calm_time_nothing_is_held_back() {
        let clock = Clock::default();
        let gate = narrow(&clock).await;
        let only = gate.admit(&clock, None).await.expect("room");
        only.succeeded(&clock);
        clock.pause(CALM + SECOND).await;
        assert!(gate.admit(&clock, soon()).await.expect("two are allowed").0.is_some());
        only.succeeded(&clock);
        assert!(gate.admit(&clock, soon()).await.expect("an open gate").0.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_whose_deadline_comes_first_does_not_wait() {
        let (gate, clock) = (Gate::default(), Clock::default());
        gate.close(clock.now(), 60 * SECOND);
        let begun = Instant::now();
        assert!(gate.admit(&clock, Some(begun + 59 * SECOND)).await.is_none());
        assert_eq!(begun.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_waiter_that_was_dropped_leaves_its_turn_to_the_next() {
        let clock = Clock::default();
        let gate = narrow(&clock).await;
        let only = gate.admit(&clock, None).await.expect("room");
        let impatient = tokio::time::timeout(SECOND, gate.admit(&clock, None));
        assert!(impatient.await.is_err());
        let (next, ()) = tokio::join!(gate.admit(&clock, None), async { drop(only) });
        assert!(next.is_some());
    }
}
