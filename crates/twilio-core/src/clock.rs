//! The clock of a client: it measures deadlines and the lives of access tokens, and pauses between attempts.
//!
//! It is tokio's, unless the client's transport brings a [`TestClock`] (feature `testing`), whose pauses take no time.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;
#[cfg(feature = "oauth")]
use std::time::SystemTime;

use tokio::time::Instant;

#[cfg(feature = "testing")]
pub use test_clock::TestClock;

/// Tells the time and waits. Without the feature `testing` it has no size.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    #[cfg(feature = "testing")]
    test: Option<TestClock>,
}

impl Clock {
    /// A clock of a test, or tokio's.
    #[cfg(feature = "testing")]
    pub(crate) fn of(test: Option<TestClock>) -> Self {
        Clock { test }
    }

    pub(crate) fn now(&self) -> Instant {
        #[cfg(feature = "testing")]
        if let Some(test) = &self.test {
            return test.now();
        }
        Instant::now()
    }

    /// The time of day, to compare with the expiry that a token contains.
    #[cfg(feature = "oauth")]
    pub(crate) fn system_now(&self) -> SystemTime {
        #[cfg(feature = "testing")]
        if let Some(test) = &self.test {
            return test.system_now();
        }
        SystemTime::now()
    }

    /// Waits between two attempts.
    pub(crate) async fn pause(&self, length: Duration) {
        if length.is_zero() {
            return;
        }
        #[cfg(feature = "testing")]
        if let Some(test) = &self.test {
            return test.pause(length).await;
        }
        tokio::time::sleep(length).await;
    }

    /// Runs `work` for at most `limit`; `None` when that passed first.
    pub(crate) async fn timeout<F: Future>(&self, limit: Duration, work: F) -> Option<F::Output> {
        #[cfg(feature = "testing")]
        let begun = self.now();
        let output = tokio::time::timeout(limit, work).await.ok();
        // A test's clock moves while the work runs, not while it is waited for.
        #[cfg(feature = "testing")]
        let output = output.filter(|_| self.test.is_none() || self.now().duration_since(begun) <= limit);
        output
    }

    /// A random fraction below 1, by which the pauses of clients differ; nothing with a test's clock, so that a test knows each pause.
    pub(crate) fn jitter(&self) -> f64 {
        #[cfg(feature = "testing")]
        if self.test.is_some() {
            return 0.0;
        }
        random_fraction()
    }
}

/// Any number from 0 to below 1. The keys of the standard library's hasher are random enough to spread clients out.
fn random_fraction() -> f64 {
    let random = RandomState::new().hash_one(0_u8) >> 11;
    // 53 bits, as many as an f64 holds exactly.
    random as f64 / (1_u64 << 53) as f64
}

#[cfg(feature = "testing")]
mod test_clock {
    use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
    use std::time::Duration;
    #[cfg(feature = "oauth")]
    use std::time::SystemTime;

    use tokio::time::Instant;

    /// Further than any test looks, and within what every clock can tell.
    const FAR: Duration = Duration::from_secs(100 * 365 * 86_400);

    /// A clock that a test moves. Clones are the same clock.
    ///
    /// A client waits by it when its transport has one: see [`Transport::clock`](crate::transport::Transport::clock). A pause between attempts
    /// moves it forward and takes no time. Pauses of calls that run at the same time add up.
    ///
    /// ```
    /// use std::time::Duration;
    /// use twilio_core::testing::TestClock;
    ///
    /// let clock = TestClock::new();
    /// clock.advance(Duration::from_secs(3600)); // an access token expires
    /// assert_eq!(clock.elapsed(), Duration::from_secs(3600));
    /// assert_eq!(clock.waited(), Duration::ZERO);
    /// ```
    #[derive(Clone, Debug)]
    pub struct TestClock(Arc<Origin>);

    #[derive(Debug)]
    struct Origin {
        begun: Instant,
        #[cfg(feature = "oauth")]
        begun_system: SystemTime,
        moved: Mutex<Moved>,
    }

    #[derive(Debug, Default)]
    struct Moved {
        elapsed: Duration,
        waited: Duration,
    }

    impl TestClock {
        /// A clock that begins now.
        #[must_use]
        pub fn new() -> Self {
            TestClock(Arc::new(Origin {
                begun: Instant::now(),
                #[cfg(feature = "oauth")]
                begun_system: SystemTime::now(),
                moved: Mutex::default(),
            }))
        }

        /// Moves the clock forward.
        pub fn advance(&self, by: Duration) {
            let mut moved = self.moved();
            moved.elapsed = moved.elapsed.saturating_add(by);
        }

        /// How far the clock has moved since it was made.
        #[must_use]
        pub fn elapsed(&self) -> Duration {
            self.moved().elapsed
        }

        /// How long clients paused between attempts, in all.
        #[must_use]
        pub fn waited(&self) -> Duration {
            self.moved().waited
        }

        pub(super) fn now(&self) -> Instant {
            let elapsed = self.elapsed().min(FAR);
            self.0.begun.checked_add(elapsed).unwrap_or(self.0.begun)
        }

        #[cfg(feature = "oauth")]
        pub(super) fn system_now(&self) -> SystemTime {
            let elapsed = self.elapsed().min(FAR);
            self.0.begun_system.checked_add(elapsed).unwrap_or(self.0.begun_system)
        }

        pub(super) async fn pause(&self, length: Duration) {
            {
                let mut moved = self.moved();
                moved.elapsed = moved.elapsed.saturating_add(length);
                moved.waited = moved.waited.saturating_add(length);
            }
            // Others may run, as they could during a real pause.
            tokio::task::yield_now().await;
        }

        /// Nothing that runs under the lock can leave it half done.
        fn moved(&self) -> MutexGuard<'_, Moved> {
            self.0.moved.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    impl Default for TestClock {
        fn default() -> Self {
            TestClock::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Clock, TestClock, random_fraction};

    #[test]
    fn jitter_is_spread_evenly_below_one() {
        let fractions: Vec<f64> = (0..2000).map(|_| random_fraction()).collect();
        for quarter in 0..4 {
            let from = f64::from(quarter) / 4.0;
            let count = fractions.iter().filter(|&&fraction| from <= fraction && fraction < from + 0.25).count();
            assert!((350..=650).contains(&count), "quarter {quarter} has {count} of 2000");
        }
        assert!(fractions.iter().all(|fraction| *fraction < 1.0));
    }

    #[tokio::test]
    async fn a_pause_by_a_tests_clock_takes_no_time_and_is_counted() {
        let (test, begun) = (TestClock::new(), std::time::Instant::now());
        let clock = Clock::of(Some(test.clone()));
        let before = clock.now();
        clock.pause(Duration::from_secs(3600)).await;
        test.advance(Duration::from_secs(5));
        assert_eq!(clock.now() - before, Duration::from_secs(3605));
        assert_eq!((test.waited(), test.elapsed()), (Duration::from_secs(3600), Duration::from_secs(3605)));
        assert!(begun.elapsed() < Duration::from_secs(60));
    }

    #[tokio::test]
    async fn work_that_moves_a_tests_clock_past_the_limit_is_too_late() {
        let test = TestClock::new();
        let clock = Clock::of(Some(test.clone()));
        for (length, in_time) in [(1, true), (2, true), (3, false)] {
            let work = async { test.advance(Duration::from_secs(length)) };
            assert_eq!(clock.timeout(Duration::from_secs(2), work).await.is_some(), in_time, "{length}");
        }
    }

    #[tokio::test]
    async fn a_clock_that_was_moved_for_ever_can_still_be_read() {
        let clock = TestClock::new();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(Clock::of(Some(clock)).now() > tokio::time::Instant::now());
    }
}
