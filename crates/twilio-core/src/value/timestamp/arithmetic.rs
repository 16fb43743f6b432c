//! Now, earlier and later: arithmetic and comparisons of timestamps.
//!
//! Invariant: a malformed timestamp is neither before nor after anything, and stays as it is when a duration is added.

use std::cmp::Ordering;
use std::ops::{Add, Sub};
use std::time::{Duration, SystemTime};

use super::{FIRST_SECOND, Inner, LAST_NANO, LAST_SECOND, Timestamp};

impl Timestamp {
    /// Returns the present time, by the clock of this machine.
    ///
    /// Close what nothing happened in for 30 days, and leave alone what has no date or a malformed one:
    ///
    /// ```
    /// use std::time::Duration;
    /// use twilio_core::Timestamp;
    ///
    /// const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    ///
    /// fn is_stale(date_updated: Option<&Timestamp>, cutoff: &Timestamp) -> bool {
    ///     date_updated.is_some_and(|updated| updated.is_before(cutoff))
    /// }
    ///
    /// let cutoff = Timestamp::now() - 30 * DAY;
    /// let malformed: Timestamp = serde_json::from_str(r#""last week""#)?;
    /// assert!(is_stale(Some(&(Timestamp::now() - 31 * DAY)), &cutoff));
    /// assert!(!is_stale(Some(&Timestamp::now()), &cutoff));
    /// assert!(!is_stale(None, &cutoff));
    /// assert!(!is_stale(Some(&malformed), &cutoff));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// Don't compare options with `<`: `None` is less than every `Some`.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Whether this is an earlier time than `other`. `false` if either is malformed.
    ///
    /// ```
    /// use twilio_core::Timestamp;
    ///
    /// let first = Timestamp::from_unix_seconds(7).unwrap();
    /// let malformed: Timestamp = serde_json::from_str(r#""yesterday""#).unwrap();
    /// assert!(first.is_before(&Timestamp::now()));
    /// assert!(!malformed.is_before(&first) && !first.is_before(&malformed));
    /// ```
    #[must_use]
    pub fn is_before(&self, other: &Timestamp) -> bool {
        self.is_well_formed() && other.is_well_formed() && self < other
    }

    /// Whether this is a later time than `other`. `false` if either is malformed.
    ///
    /// ```
    /// use twilio_core::Timestamp;
    ///
    /// let first = Timestamp::from_unix_seconds(7).unwrap();
    /// assert!(Timestamp::now().is_after(&first) && !first.is_after(&first));
    /// ```
    #[must_use]
    pub fn is_after(&self, other: &Timestamp) -> bool {
        other.is_before(self)
    }

    /// Returns the time from `earlier` to this one; `None` if `earlier` is later, or if either is malformed.
    ///
    /// ```
    /// use std::time::Duration;
    /// use twilio_core::Timestamp;
    ///
    /// let first = Timestamp::from_unix_seconds(7).unwrap();
    /// let second = first.clone() + Duration::from_millis(1500);
    /// assert_eq!(second.duration_since(&first), Some(Duration::from_millis(1500)));
    /// assert_eq!(first.duration_since(&second), None);
    /// ```
    #[must_use]
    pub fn duration_since(&self, earlier: &Timestamp) -> Option<Duration> {
        let seconds = self.unix_seconds()?.checked_sub(earlier.unix_seconds()?)?;
        let (seconds, nanos) = match self.subsec_nanos().checked_sub(earlier.subsec_nanos()) {
            Some(nanos) => (seconds, nanos),
            None => (seconds - 1, self.subsec_nanos() + LAST_NANO + 1 - earlier.subsec_nanos()),
        };
        Some(Duration::new(u64::try_from(seconds).ok()?, nanos))
    }

    /// Moves the time; beyond the years 0 to 9999 it stays at their first or last moment.
    fn moved(self, distance: Duration, forward: bool) -> Self {
        let Inner::Instant { seconds, nanos } = self.0 else { return self };
        let whole = i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
        let (whole, fraction) = match forward {
            true => (whole, i64::from(nanos) + i64::from(distance.subsec_nanos())),
            false => (-whole, i64::from(nanos) - i64::from(distance.subsec_nanos())),
        };
        let nano = i64::from(LAST_NANO) + 1;
        let seconds = seconds.saturating_add(whole).saturating_add(fraction.div_euclid(nano));
        // The remainder of a positive divisor is below it.
        let nanos = u32::try_from(fraction.rem_euclid(nano)).unwrap_or(LAST_NANO);
        Self::new(seconds, nanos).unwrap_or(Self(match forward {
            true => Inner::Instant { seconds: LAST_SECOND, nanos: LAST_NANO },
            false => Inner::Instant { seconds: FIRST_SECOND, nanos: 0 },
        }))
    }
}

/// A later time, at most the last moment of the year 9999. A malformed timestamp stays as it is.
impl Add<Duration> for Timestamp {
    type Output = Timestamp;

    fn add(self, distance: Duration) -> Timestamp {
        self.moved(distance, true)
    }
}

/// An earlier time, at least the first moment of the year 0. A malformed timestamp stays as it is.
impl Sub<Duration> for Timestamp {
    type Output = Timestamp;

    fn sub(self, distance: Duration) -> Timestamp {
        self.moved(distance, false)
    }
}

/// A malformed timestamp equals no time.
impl PartialEq<SystemTime> for Timestamp {
    fn eq(&self, other: &SystemTime) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

/// A malformed timestamp is neither before nor after any time.
impl PartialOrd<SystemTime> for Timestamp {
    fn partial_cmp(&self, other: &SystemTime) -> Option<Ordering> {
        self.is_well_formed().then(|| self.cmp(&Timestamp::from(*other)))
    }
}

impl PartialEq<Timestamp> for SystemTime {
    fn eq(&self, other: &Timestamp) -> bool {
        other == self
    }
}

impl PartialOrd<Timestamp> for SystemTime {
    fn partial_cmp(&self, other: &Timestamp) -> Option<Ordering> {
        other.partial_cmp(self).map(Ordering::reverse)
    }
}
