//! Reading of timestamps: RFC 3339 (with its ISO 8601 neighbours) and RFC 2822.
//!
//! In: text. Out: seconds since 1970 and nanoseconds, or `None`, never an approximation: a field out of range is no timestamp.

use super::calendar::{Day, days_from_day, is_day};

/// Seconds since 1970-01-01T00:00:00Z and nanoseconds.
pub(super) type Instant = (i64, u32);

pub(super) fn parse(text: &str) -> Option<Instant> {
    let bytes = text.as_bytes();
    rfc_3339(bytes).or_else(|| rfc_2822(text))
}

/// `2023-05-04T09:42:00Z`, with a space or `t` for `T`, a fraction of up to any length (nine digits count), and an offset
/// (`+00:00`, `+0000`, `+00`) for `Z`.
fn rfc_3339(bytes: &[u8]) -> Option<Instant> {
    let (date, rest) = bytes.split_first_chunk::<10>()?;
    let (b'T' | b't' | b' ', rest) = rest.split_first()? else { return None };
    let (time, rest) = rest.split_first_chunk::<8>()?;
    let (nanos, rest) = fraction(rest)?;
    let seconds = date_of(date)? * 86_400 + time_of(time)? - offset(rest)?;
    Some((seconds, nanos))
}

/// Days since 1970 of `YYYY-MM-DD`.
fn date_of(date: &[u8; 10]) -> Option<i64> {
    day_of(date).map(days_from_day)
}

/// The day of `YYYY-MM-DD`.
pub(crate) fn day_of(date: &[u8; 10]) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
    let year = i64::from(two([*y1, *y2])?) * 100 + i64::from(two([*y3, *y4])?);
    let day = (year, two([*m1, *m2])?, two([*d1, *d2])?);
    is_day(day).then_some(day)
}

/// Seconds since midnight of `HH:MM:SS`; a leap second is the first of the next minute.
fn time_of(time: &[u8; 8]) -> Option<i64> {
    let [h1, h2, b':', m1, m2, b':', s1, s2] = time else { return None };
    let (hour, minute, second) = (two([*h1, *h2])?, two([*m1, *m2])?, two([*s1, *s2])?);
    (hour < 24 && minute < 60 && second <= 60)
        .then(|| i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
}

fn two(digits: [u8; 2]) -> Option<u8> {
    let [tens, ones] = digits.map(|digit| digit.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

/// Nanoseconds of a fraction, none being 0, and what follows it.
fn fraction(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let Some((b'.' | b',', rest)) = bytes.split_first() else { return Some((0, bytes)) };
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at_checked(count)?;
    let nanos = (0..9).fold(0, |nanos, at| nanos * 10 + digits.get(at).map_or(0, |digit| u32::from(digit - b'0')));
    (count > 0).then_some((nanos, rest))
}

/// Seconds east of UTC of `Z`, `+HH:MM`, `+HHMM` or `+HH`.
fn offset(bytes: &[u8]) -> Option<i64> {
    let (sign, digits) = match bytes.split_first()? {
        (b'Z' | b'z', []) => return Some(0),
        (b'+', digits) => (1, digits),
        (b'-', digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match *digits {
        [h1, h2] => (two([h1, h2])?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (two([h1, h2])?, two([m1, m2])?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then(|| sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

/// `Thu, 04 May 2023 09:42:00 +0000`, the weekday optional and not compared, `GMT`, `UTC`, `UT` and `Z` being `+0000`.
fn rfc_2822(text: &str) -> Option<Instant> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let after_weekday = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = after_weekday.split_ascii_whitespace();
    let (day, month, year, time, zone) = (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || year.len() != 4 || day.len() > 2 {
        return None;
    }
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? + 1;
    let day = (i64::from(digits(year)?), u8::try_from(month).ok()?, u8::try_from(digits(day)?).ok()?);
    let time = match time.len() {
        5 => time_of(format!("{time}:00").as_bytes().first_chunk()?)?,
        8 => time_of(time.as_bytes().first_chunk()?)?,
        _ => return None,
    };
    let east = match zone {
        "GMT" | "UTC" | "UT" => 0,
        _ => offset(zone.as_bytes())?,
    };
    is_day(day).then(|| (days_from_day(day) * 86_400 + time - east, 0))
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}
