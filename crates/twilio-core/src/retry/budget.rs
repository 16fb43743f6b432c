//! How many retries a host gets, so that a host that fails is not called four times as often as one that works.
//!
//! A retry takes one from the budget, a response that is no server error puts one back, and ten a second come back by themselves.
//! Rate limits (429) take nothing: the host said when to come back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use crate::limits::{RETRY_BUDGET, RETRY_BUDGET_PER_SECOND};

#[derive(Debug, Default)]
pub(crate) struct Budget {
    /// Nothing was taken, or all of it was put back: a response then costs one atomic read.
    is_spent: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    spent: f64,
    seen: Option<Instant>,
}

impl Budget {
    /// Takes one retry; `false` when there is none left.
    pub(crate) fn take(&self, now: Instant) -> bool {
        let mut state = self.state();
        let since = state.seen.map_or(0.0, |seen| now.saturating_duration_since(seen).as_secs_f64());
        state.spent = (state.spent - since * f64::from(RETRY_BUDGET_PER_SECOND)).max(0.0);
        state.seen = Some(now);
        if state.spent + 1.0 > f64::from(RETRY_BUDGET) {
            return false;
        }
        state.spent += 1.0;
        self.is_spent.store(true, Ordering::Relaxed);
        true
    }

    /// The host responded as a host that works does.
    pub(crate) fn put_back(&self) {
        if !self.is_spent.load(Ordering::Relaxed) {
            return;
        }
        let mut state = self.state();
        state.spent = (state.spent - 1.0).max(0.0);
        if state.spent == 0.0 {
            self.is_spent.store(false, Ordering::Relaxed);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::Budget;
    use crate::limits::{RETRY_BUDGET, RETRY_BUDGET_PER_SECOND};

    #[test]
    fn a_budget_is_used_up_and_comes_back_with_responses_and_with_time() {
        let (budget, now) = (Budget::default(), Instant::now());
        assert!((0..RETRY_BUDGET).all(|_| budget.take(now)));
        assert!(!budget.take(now));
        budget.put_back();
        assert!(budget.take(now) && !budget.take(now));
        let later = now + Duration::from_secs(2);
        assert!((0..2 * RETRY_BUDGET_PER_SECOND).all(|_| budget.take(later)));
        assert!(!budget.take(later));
    }

    #[test]
    fn nothing_is_saved_up_beyond_the_budget() {
        let (budget, now) = (Budget::default(), Instant::now());
        (0..1000).for_each(|_| budget.put_back());
        assert!(budget.take(now));
        (0..1000).for_each(|_| budget.put_back());
        let later = now + Duration::from_secs(3600);
        assert!((0..RETRY_BUDGET).all(|_| budget.take(later)));
        assert!(!budget.take(later));
    }
}
