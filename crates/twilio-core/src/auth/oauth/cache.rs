//! One token for all, one fetch at a time.
//!
//! What enters: a way to fetch. What leaves: the header of a token that hasn't expired. Invariants: while a fetch is in flight, everybody else
//! waits and shares what it brings, a failure too; a fetch that is dropped leaves the gate open for the next one that waits; a failure is not
//! kept for those who come later.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use tokio::time::Instant;

use super::token::Token;
use crate::clock::Clock;
use crate::error::Error;

/// A longer pause is no reason to fail every call of the client until then.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Cache {
    state: Mutex<State>,
    /// Held while fetching. Dropping the holder's future opens it.
    gate: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    current: Option<Token>,
    /// What the latest finished fetch brought, for those who were waiting then.
    latest: Option<Result<HeaderValue, Arc<Error>>>,
    /// How many fetches have finished.
    finished: u64,
    /// The token endpoint responded 429 and asked for a pause: until then everybody shares that error.
    closed_until: Option<Instant>,
}

impl Cache {
    pub(super) async fn get<F>(&self, clock: &Clock, fetch: impl FnOnce() -> F) -> Result<HeaderValue, Arc<Error>>
    where
        F: Future<Output = Result<Token, Error>>,
    {
        let seen = {
            let state = self.state();
            if let Some(header) = state.fresh(clock) {
                return Ok(header);
            }
            state.finished
        };
        let _gate = self.gate.lock().await;
        {
            let state = self.state();
            if let Some(header) = state.fresh(clock) {
                return Ok(header);
            }
            let is_closed = state.closed_until.is_some_and(|until| clock.now() < until);
            if let Some(latest) = state.latest.as_ref().filter(|_| state.finished > seen || is_closed) {
                return latest.clone();
            }
        }
        let fetched = fetch().await.map_err(Arc::new);
        let mut state = self.state();
        state.finished += 1;
        let header = fetched.as_ref().map(|token| token.header.clone()).map_err(Arc::clone);
        let pause =
            fetched.as_ref().err().filter(|error| error.is_rate_limited()).and_then(|error| error.retry_after());
        state.closed_until =
            pause.filter(|pause| *pause <= LONGEST_PAUSE).and_then(|pause| clock.now().checked_add(pause));
        state.latest = Some(header.clone());
        state.current = fetched.ok();
        header
    }

    /// Drops the token of this header, unless another one has come since.
    pub(super) fn forget(&self, header: &HeaderValue) {
        let mut state = self.state();
        if state.current.as_ref().is_some_and(|token| token.header == *header) {
            state.current = None;
        }
        if matches!(&state.latest, Some(Ok(latest)) if latest == header) {
            state.latest = None;
        }
    }

    /// Nothing that runs under the lock can leave it half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn fresh(&self, clock: &Clock) -> Option<HeaderValue> {
        let token = self.current.as_ref()?;
        (clock.now() < token.expires).then(|| token.header.clone())
    }
}
