//! One token for all, one fetch at a time.
//!
//! What enters: a way to fetch. What leaves: the header of a token that hasn't expired. Invariants: while a fetch is in flight, everybody else
//! waits and shares what it brings, a failure too; a fetch that is dropped leaves the gate open for the next one that waits; a failure is not
//! kept for those who come later.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::HeaderValue;

use super::token::Token;
use crate::clock::Clock;
use crate::error::Error;

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
            if let Some(latest) = state.latest.as_ref().filter(|_| state.finished > seen) {
                return latest.clone();
            }
        }
        let fetched = fetch().await.map_err(Arc::new);
        let mut state = self.state();
        state.finished += 1;
        let header = fetched.as_ref().map(|token| token.header.clone()).map_err(Arc::clone);
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
