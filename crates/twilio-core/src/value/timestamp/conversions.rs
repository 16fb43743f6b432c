//! Timestamps and days of chrono, time and jiff, each behind a feature of its name.
//!
//! What enters: a value of theirs, or one of ours. What leaves: the other one, or what is wrong. Invariant: nothing is rounded and nothing is
//! clamped: what the other side can't hold, and an answer's text that is no time, is an error. Into an input (`Field`, `Input`) a value of
//! theirs goes directly; one that can't be sent is the error of the call.

use crate::model::InvalidValue;
use crate::value::Date;

use super::Timestamp;

const YEARS: &str = "a time in the years 0 to 9999";

fn no_time() -> InvalidValue {
    InvalidValue::new("a time", "the text of an answer that is none")
}

fn no_day() -> InvalidValue {
    InvalidValue::new("a day", "the text of an answer that is none")
}

fn other_range() -> InvalidValue {
    InvalidValue::new("a time within the range of the other library", "one beyond it")
}

/// Ours from theirs, and theirs from ours by value and by reference; and theirs as an input.
///
/// Orphan rules want each line for concrete types, so a macro writes what would otherwise stand six times.
macro_rules! convert {
    ($ours:ty, $theirs:ty, $to_ours:path, $to_theirs:path) => {
        impl TryFrom<$theirs> for $ours {
            type Error = InvalidValue;

            fn try_from(value: $theirs) -> Result<Self, InvalidValue> {
                $to_ours(value)
            }
        }

        impl TryFrom<&$ours> for $theirs {
            type Error = InvalidValue;

            fn try_from(value: &$ours) -> Result<Self, InvalidValue> {
                $to_theirs(value)
            }
        }

        impl TryFrom<$ours> for $theirs {
            type Error = InvalidValue;

            fn try_from(value: $ours) -> Result<Self, InvalidValue> {
                $to_theirs(&value)
            }
        }

        $crate::value::input::accept! { [] $theirs => $ours: value, $to_ours(value); }
    };
}

fn instant(time: &Timestamp) -> Result<(i64, u32), InvalidValue> {
    time.unix_seconds().map(|seconds| (seconds, time.subsec_nanos())).ok_or_else(no_time)
}

fn day(date: &Date) -> Result<(u16, u8, u8), InvalidValue> {
    match (date.year(), date.month(), date.day()) {
        (Some(year), Some(month), Some(day)) => Ok((year, month, day)),
        _ => Err(no_day()),
    }
}

fn timestamp(seconds: i64, nanos: u32) -> Result<Timestamp, InvalidValue> {
    Timestamp::new(seconds, nanos).ok_or_else(|| InvalidValue::new(YEARS, "one outside of them"))
}

fn date(year: i32, month: u8, day: u8) -> Result<Date, InvalidValue> {
    let date = u16::try_from(year).ok().and_then(|year| Date::new(year, month, day));
    date.ok_or_else(|| InvalidValue::new("a day in the years 0 to 9999", "one outside of them"))
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};

    use super::{Date, InvalidValue, Timestamp, instant, other_range};

    convert!(Timestamp, DateTime<Utc>, of_utc, to_utc);
    convert!(Timestamp, DateTime<FixedOffset>, of_offset, to_offset);
    convert!(Date, NaiveDate, of_date, to_date);

    fn of_utc(time: DateTime<Utc>) -> Result<Timestamp, InvalidValue> {
        // chrono writes a leap second as nanoseconds beyond a full second; other clocks repeat the second instead.
        super::timestamp(time.timestamp(), time.timestamp_subsec_nanos() % 1_000_000_000)
    }

    fn to_utc(time: &Timestamp) -> Result<DateTime<Utc>, InvalidValue> {
        let (seconds, nanos) = instant(time)?;
        DateTime::from_timestamp(seconds, nanos).ok_or_else(other_range)
    }

    fn of_offset(time: DateTime<FixedOffset>) -> Result<Timestamp, InvalidValue> {
        of_utc(time.to_utc())
    }

    fn to_offset(time: &Timestamp) -> Result<DateTime<FixedOffset>, InvalidValue> {
        to_utc(time).map(Into::into)
    }

    fn of_date(date: NaiveDate) -> Result<Date, InvalidValue> {
        // Months and days fit: chrono gives 1 to 12 and 1 to 31.
        super::date(date.year(), date.month() as u8, date.day() as u8)
    }

    fn to_date(date: &Date) -> Result<NaiveDate, InvalidValue> {
        let (year, month, day) = super::day(date)?;
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).ok_or_else(other_range)
    }
}

#[cfg(feature = "time")]
mod with_time {
    use time::{Month, OffsetDateTime};

    use super::{Date, InvalidValue, Timestamp, instant, other_range};

    convert!(Timestamp, OffsetDateTime, of_time, to_time);
    convert!(Date, time::Date, of_date, to_date);

    fn of_time(time: OffsetDateTime) -> Result<Timestamp, InvalidValue> {
        super::timestamp(time.unix_timestamp(), time.nanosecond())
    }

    fn to_time(time: &Timestamp) -> Result<OffsetDateTime, InvalidValue> {
        let (seconds, nanos) = instant(time)?;
        let second = OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| other_range())?;
        second.replace_nanosecond(nanos).map_err(|_| other_range())
    }

    fn of_date(date: time::Date) -> Result<Date, InvalidValue> {
        super::date(date.year(), date.month().into(), date.day())
    }

    fn to_date(date: &Date) -> Result<time::Date, InvalidValue> {
        let (year, month, day) = super::day(date)?;
        let month = Month::try_from(month).map_err(|_| other_range())?;
        time::Date::from_calendar_date(year.into(), month, day).map_err(|_| other_range())
    }
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use super::{Date, InvalidValue, Timestamp, instant, other_range};

    convert!(Timestamp, jiff::Timestamp, of_time, to_time);
    convert!(Timestamp, jiff::Zoned, of_zoned, to_zoned);
    convert!(Date, jiff::civil::Date, of_date, to_date);

    fn of_time(time: jiff::Timestamp) -> Result<Timestamp, InvalidValue> {
        // Before 1970 jiff counts the fraction backwards, we count it forwards.
        let (seconds, nanos) = (time.as_second(), i64::from(time.subsec_nanosecond()));
        let forwards = u32::try_from(nanos.rem_euclid(1_000_000_000)).map_err(|_| other_range())?;
        super::timestamp(seconds + nanos.div_euclid(1_000_000_000), forwards)
    }

    fn to_time(time: &Timestamp) -> Result<jiff::Timestamp, InvalidValue> {
        let (seconds, nanos) = instant(time)?;
        let nanos = i32::try_from(nanos).map_err(|_| other_range())?;
        jiff::Timestamp::new(seconds, nanos).map_err(|_| other_range())
    }

    fn of_zoned(time: jiff::Zoned) -> Result<Timestamp, InvalidValue> {
        of_time(time.timestamp())
    }

    /// In UTC: answers don't say where their clocks hang.
    fn to_zoned(time: &Timestamp) -> Result<jiff::Zoned, InvalidValue> {
        to_time(time).map(|time| time.to_zoned(jiff::tz::TimeZone::UTC))
    }

    fn of_date(date: jiff::civil::Date) -> Result<Date, InvalidValue> {
        let part = |part: i8| u8::try_from(part).map_err(|_| other_range());
        super::date(date.year().into(), part(date.month())?, part(date.day())?)
    }

    fn to_date(date: &Date) -> Result<jiff::civil::Date, InvalidValue> {
        let (year, month, day) = super::day(date)?;
        let year = i16::try_from(year).map_err(|_| other_range())?;
        let part = |part: u8| i8::try_from(part).map_err(|_| other_range());
        jiff::civil::Date::new(year, part(month)?, part(day)?).map_err(|_| other_range())
    }
}

#[cfg(test)]
mod tests;
