//! Points in time.
//!
//! In: text of an answer or of a caller, seconds since 1970, a [`SystemTime`]. Out: the same, and the text that requests hold
//! (`YYYY-MM-DDTHH:MM:SSZ`). Invariants: an instant lies within the years 0 to 9999; two timestamps are equal when they are the
//! same instant, whatever offset they were written with; text of an answer that is no timestamp is kept.

mod arithmetic;
pub(crate) mod calendar;
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
mod conversions;
pub(crate) mod parse;
#[cfg(test)]
mod tests;
mod traits;

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::model::InvalidValue;
use calendar::{day_from_days, days_from_day};

/// A point in time, to the nanosecond, or, in an answer, a text that is none.
///
/// ```
/// use twilio_core::Timestamp;
///
/// let time = Timestamp::parse("2023-05-04T11:42:00.5+02:00")?;
/// assert_eq!(time.unix_seconds(), Some(1_683_193_320));
/// assert_eq!(time.subsec_nanos(), 500_000_000);
/// assert_eq!(time.to_string(), "2023-05-04T09:42:00.5Z");
/// assert_eq!(time, Timestamp::parse("Thu, 04 May 2023 09:42:00 +0000")?.max(time.clone()));
///
/// // A text in an answer that is no time is kept.
/// let odd: Timestamp = serde_json::from_str(r#""yesterday""#)?;
/// assert!(!odd.is_well_formed());
/// assert_eq!(odd.as_text(), Some("yesterday"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Timestamps are ordered, malformed ones after all others, so that they can be sorted. To decide by a time, use [`is_before`](Self::is_before) and
/// [`is_after`](Self::is_after), which are false for malformed ones, or compare with a [`SystemTime`].
///
/// With the features `chrono`, `time` and `jiff`, their times turn into this one and back, and go into inputs as they are:
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::{Field, IntoField, Timestamp};
///
/// let ours = Timestamp::parse("2023-05-04T09:42:00Z")?;
/// # #[cfg(feature = "chrono")] {
/// let of_chrono = chrono::DateTime::<chrono::Utc>::try_from(&ours)?;
/// assert_eq!(Timestamp::try_from(of_chrono)?, ours);
/// # }
/// # #[cfg(feature = "time")] {
/// let of_time = time::OffsetDateTime::try_from(&ours)?;
/// assert_eq!(Timestamp::try_from(of_time)?, ours);
/// # }
/// # #[cfg(feature = "jiff")] {
/// let of_jiff = jiff::Timestamp::try_from(&ours)?;
/// assert_eq!(IntoField::<Timestamp>::into_field(of_jiff), Field::Value(ours));
/// # }
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(Inner);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Inner {
    Instant { seconds: i64, nanos: u32 },
    OddText(Box<str>),
}

const FIRST_SECOND: i64 = days_from_day((0, 1, 1)) * 86_400;
const LAST_SECOND: i64 = days_from_day((10_000, 1, 1)) * 86_400 - 1;
const LAST_NANO: u32 = 999_999_999;

impl Timestamp {
    /// Reads RFC 3339 (`2023-05-04T09:42:00Z`; a space for the `T`, a fraction and an offset are fine) or RFC 2822
    /// (`Thu, 04 May 2023 09:42:00 +0000`).
    ///
    /// # Errors
    /// The text is neither, or names a day or time that doesn't exist.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::instant_of(text).ok_or_else(|| InvalidValue::new(Self::expected(), "another text"))
    }

    /// The time that many seconds after 1970-01-01T00:00:00Z; `None` outside the years 0 to 9999.
    ///
    /// ```
    /// use twilio_core::Timestamp;
    ///
    /// assert_eq!(Timestamp::from_unix_seconds(1_683_193_320).unwrap().to_string(), "2023-05-04T09:42:00Z");
    /// assert_eq!(Timestamp::from_unix_seconds(i64::MAX), None);
    /// ```
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::new(seconds, 0)
    }

    pub(crate) const fn new(seconds: i64, nanos: u32) -> Option<Self> {
        if FIRST_SECOND <= seconds && seconds <= LAST_SECOND {
            Some(Self(Inner::Instant { seconds, nanos }))
        } else {
            None
        }
    }

    fn expected() -> std::borrow::Cow<'static, str> {
        "a time such as `2023-05-04T09:42:00Z`".into()
    }

    fn instant_of(text: &str) -> Option<Self> {
        parse::parse(text).and_then(|(seconds, nanos)| Self::new(seconds, nanos))
    }

    /// Keeps a text that is no time, as decoding an answer does.
    pub(crate) fn lenient(text: &str) -> Self {
        Self::instant_of(text).unwrap_or_else(|| Self(Inner::OddText(text.into())))
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down; `None` if the answer held a text that is no time.
    #[must_use]
    pub const fn unix_seconds(&self) -> Option<i64> {
        match &self.0 {
            Inner::Instant { seconds, .. } => Some(*seconds),
            Inner::OddText(_) => None,
        }
    }

    /// Nanoseconds since the full second.
    #[must_use]
    pub const fn subsec_nanos(&self) -> u32 {
        match &self.0 {
            Inner::Instant { nanos, .. } => *nanos,
            Inner::OddText(_) => 0,
        }
    }

    /// Whether this is a time. Only one from an answer can be anything else.
    #[must_use]
    pub const fn is_well_formed(&self) -> bool {
        matches!(self.0, Inner::Instant { .. })
    }

    /// The text that an answer held instead of a time.
    ///
    /// ```
    /// let time: twilio_core::Timestamp = serde_json::from_str(r#""yesterday""#).unwrap();
    /// assert_eq!(time.as_text(), Some("yesterday"));
    /// ```
    #[must_use]
    pub const fn as_text(&self) -> Option<&str> {
        match &self.0 {
            Inner::Instant { .. } => None,
            Inner::OddText(text) => Some(text),
        }
    }

    /// The same time for the standard library; `None` if there is none, or if the platform can't hold it.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// let time = twilio_core::Timestamp::from_unix_seconds(7).unwrap();
    /// assert_eq!(time.to_system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(7)));
    /// ```
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let seconds = self.unix_seconds()?;
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let full = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(distance)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(distance)
        };
        full?.checked_add(Duration::from_nanos(self.subsec_nanos().into()))
    }
}

/// Times before the year 0 become its first second, those after 9999 its last: no request could name them.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => (-seconds, 0),
                    nanos => (-seconds - 1, LAST_NANO + 1 - nanos),
                }
            }
        };
        Self::new(seconds, nanos).unwrap_or(Self(if seconds < 0 {
            Inner::Instant { seconds: FIRST_SECOND, nanos: 0 }
        } else {
            Inner::Instant { seconds: LAST_SECOND, nanos: LAST_NANO }
        }))
    }
}

/// RFC 3339 in UTC, with a fraction only when there is one; the text of an answer that is no time, as it was.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::OddText(text) => f.pad(text),
            Inner::Instant { seconds, nanos } => {
                write_second(f, *seconds)?;
                if *nanos != 0 {
                    let digits = format!("{nanos:09}");
                    write!(f, ".{}", digits.trim_end_matches('0'))?;
                }
                f.write_str("Z")
            }
        }
    }
}

/// `YYYY-MM-DDTHH:MM:SS`.
fn write_second(f: &mut impl fmt::Write, seconds: i64) -> fmt::Result {
    let (year, month, day) = day_from_days(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Instant { .. } => fmt::Display::fmt(self, f),
            Inner::OddText(text) => fmt::Debug::fmt(text, f),
        }
    }
}
