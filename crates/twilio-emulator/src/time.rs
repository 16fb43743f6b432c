//! Moments: how they are written and read, and the clock that a test can set.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::{Span, Timestamp, Unit, tz::TimeZone};

/// Milliseconds since 1970.
pub(crate) type Millis = i64;

/// The time of the emulator: the machine's, or one that a test sets and moves.
#[derive(Debug)]
pub(crate) struct Clock {
    /// The set time, or the smallest number if the machine's holds.
    fixed: AtomicI64,
}

const MACHINE: i64 = i64::MIN;

impl Clock {
    pub(crate) fn new(fixed: Option<Millis>) -> Clock {
        Clock { fixed: AtomicI64::new(fixed.unwrap_or(MACHINE)) }
    }

    pub(crate) fn now(&self) -> Millis {
        match self.fixed.load(Ordering::SeqCst) {
            MACHINE => machine(),
            fixed => fixed,
        }
    }

    pub(crate) fn set(&self, now: Millis) {
        self.fixed.store(now, Ordering::SeqCst);
    }

    /// Moves the clock; from then on it stands still.
    pub(crate) fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.set(self.now().saturating_add(by));
    }
}

fn machine() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Milliseconds since 1970 of a moment of the standard library; earlier moments are 1970.
pub(crate) fn from_system(time: SystemTime) -> Millis {
    time.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or_default()
}

/// jiff's range ends some hours before the year 10000.
fn timestamp(millis: Millis) -> Timestamp {
    let end = if millis < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(millis).unwrap_or(end)
}

/// `2025-01-31T12:00:00Z`.
pub(crate) fn whole_seconds(millis: Millis) -> String {
    let mut out = Vec::with_capacity(20);
    write_whole_seconds(&mut out, millis);
    out.into_iter().map(char::from).collect()
}

/// `2025-01-31T12:00:00.000Z`, as webhooks and timers have it.
pub(crate) fn with_millis(millis: Millis) -> String {
    timestamp(millis).strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Writes `2025-01-31T12:00:00Z` without an allocation.
pub(crate) fn write_whole_seconds(out: &mut Vec<u8>, millis: Millis) {
    let (days, second) = (millis.div_euclid(86_400_000), millis.div_euclid(1000).rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let mut text = *b"0000-00-00T00:00:00Z";
    let mut digits = |at: usize, value: i64| {
        text[at] = b'0' + (value / 10 % 10) as u8;
        text[at + 1] = b'0' + (value % 10) as u8;
    };
    digits(0, year / 100);
    digits(2, year % 100);
    digits(5, month);
    digits(8, day);
    digits(11, second / 3600);
    digits(14, second / 60 % 60);
    digits(17, second % 60);
    out.extend_from_slice(&text);
}

/// Year, month and day of a day since 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Reads a moment: `2025-01-31T12:00:00Z` or with an offset.
pub(crate) fn parse_time(text: &str) -> Option<Millis> {
    text.parse::<Timestamp>()
        .ok()
        .map(Timestamp::as_millisecond)
        .filter(|millis| (0..=253_402_300_799_999).contains(millis))
}

/// Reads a date as its first or last millisecond, or a whole moment.
pub(crate) fn parse_bound(text: &str, end: bool) -> Option<Millis> {
    if let Some(time) = parse_time(text) {
        return Some(time);
    }
    let date: jiff::civil::Date = text.parse().ok()?;
    let start = date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond();
    Some(if end { start + 86_400_000 - 1 } else { start })
}

/// The length of an ISO 8601 duration in milliseconds, counted from `from`.
pub(crate) fn parse_duration(text: &str, from: Millis) -> Option<Millis> {
    if !text.starts_with('P') {
        return None;
    }
    let span: Span = text.parse().ok()?;
    let start = timestamp(from).to_zoned(TimeZone::UTC);
    let length = span.total((Unit::Millisecond, &start)).ok()?;
    (0.0..1e15).contains(&length).then_some(length as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_with_whole_seconds() {
        for millis in [0_i64, 1, 951_782_400_123, 1_735_689_600_999, 4_102_444_799_000, 253_402_200_000_000] {
            let expected = timestamp(millis.div_euclid(1000) * 1000).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            assert_eq!(whole_seconds(millis), expected);
        }
        assert_eq!(whole_seconds(253_402_300_799_999), "9999-12-31T23:59:59Z");
        assert_eq!(whole_seconds(951_782_400_000), "2000-02-29T00:00:00Z");
        assert_eq!(with_millis(1_735_689_600_007), "2025-01-01T00:00:00.007Z");
    }

    #[test]
    fn durations_have_their_length() {
        assert_eq!(parse_duration("PT1M", 0), Some(60_000));
        assert_eq!(parse_duration("P1DT1H", 0), Some(90_000_000));
        assert_eq!(parse_duration("P1M", 0), Some(31 * 86_400_000));
        for wrong in ["", "1M", "PT", "soon", "-PT1M", "PT1"] {
            assert_eq!(parse_duration(wrong, 0), None, "{wrong}");
        }
    }

    #[test]
    fn dates_are_read_as_their_first_or_last_moment() {
        assert_eq!(parse_bound("1970-01-02", false), Some(86_400_000));
        assert_eq!(parse_bound("1970-01-02", true), Some(2 * 86_400_000 - 1));
        assert_eq!(parse_bound("1970-01-02T00:00:00+01:00", true), Some(86_400_000 - 3_600_000));
        assert_eq!(parse_bound("yesterday", false), None);
    }
}
