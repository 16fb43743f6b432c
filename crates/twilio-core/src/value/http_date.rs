//! The dates of HTTP headers.
//!
//! What enters: the text of a header, and the time it is read at. What leaves: the time that it names, or nothing. Invariant: the three forms that
//! RFC 9110, section 5.6.7, wants every recipient to read (IMF-fixdate, RFC 850, asctime) are read, and those of [`Timestamp`].

use std::time::SystemTime;

use crate::value::Timestamp;
use crate::value::timestamp::calendar::day_from_days;

/// A year of two digits lies at most so far ahead, else in the past: the same section.
const YEARS_AHEAD: i64 = 50;

pub(crate) fn parse(text: &str, now: SystemTime) -> Option<SystemTime> {
    let time = match Timestamp::parse(text) {
        Ok(time) => time,
        Err(_) => Timestamp::parse(&rfc_850(text, now).or_else(|| asctime(text))?).ok()?,
    };
    time.to_system_time()
}

/// `Sunday, 06-Nov-94 08:49:37 GMT` in the newer form.
fn rfc_850(text: &str, now: SystemTime) -> Option<String> {
    let mut words = text.split_once(',')?.1.split_ascii_whitespace();
    let (date, time, zone) = (words.next()?, words.next()?, words.next()?);
    let mut parts = date.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_over = parts.next().is_none() && words.next().is_none();
    let is_written_so = is_over && zone == "GMT" && year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = full_year(year.parse().ok()?, now)?;
    is_written_so.then(|| format!("{day} {month} {year:04} {time} GMT"))
}

/// The latest year with these last two digits that isn't too far ahead.
fn full_year(last_digits: i64, now: SystemTime) -> Option<i64> {
    let days = Timestamp::from(now).unix_seconds()?.div_euclid(86_400);
    let latest = day_from_days(days).0 + YEARS_AHEAD;
    Some(latest - (latest - last_digits).rem_euclid(100))
}

/// `Sun Nov  6 08:49:37 1994`, which is in UTC, in the newer form.
fn asctime(text: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    let (_weekday, month, day) = (words.next()?, words.next()?, words.next()?);
    let (time, year) = (words.next()?, words.next()?);
    words.next().is_none().then(|| format!("{day} {month} {year} {time} GMT"))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use proptest::prelude::*;

    use super::{Timestamp, parse};

    /// A second of the year 2026.
    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000)
    }

    fn read(text: &str) -> Option<String> {
        parse(text, now()).map(|time| Timestamp::from(time).to_string())
    }

    #[test]
    fn the_three_forms_of_http_name_one_time() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(read(text).as_deref(), Some("1994-11-06T08:49:37Z"), "{text}");
        }
        assert_eq!(read("Wed Nov 16 08:49:37 1994").as_deref(), Some("1994-11-16T08:49:37Z"), "a day of two digits");
    }

    #[test]
    fn a_year_of_two_digits_is_at_most_fifty_years_ahead() {
        for (digits, year) in
            [("26", "2026"), ("27", "2027"), ("76", "2076"), ("77", "1977"), ("99", "1999"), ("00", "2000")]
        {
            let found = read(&format!("Sunday, 06-Nov-{digits} 08:49:37 GMT")).expect(digits);
            assert!(found.starts_with(year), "{digits}: {found}");
        }
    }

    #[test]
    fn what_is_in_none_of_the_forms_is_no_date() {
        for text in [
            "",
            "Sunday, 06-Nov-94 08:49:37",
            "Sunday, 06-Nov-94 08:49:37 CET",
            "Sunday, 06-Nov-094 08:49:37 GMT",
            "Sunday, 06-Nov-+4 08:49:37 GMT",
            "Sunday, 31-Nov-94 08:49:37 GMT",
            "Sunday, 06-Nov-94-1 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT x",
            "Sun Nov 31 08:49:37 1994",
            "Sun Nov 6 24:49:37 1994",
            "Sun Nov 6 08:49:37 94",
            "Sun Nov 6 08:49:37 1994 x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "[-,:+ 0-9A-Za-z]{0,40}", seconds: u64) {
            let now = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(SystemTime::UNIX_EPOCH);
            let _ = parse(&text, now);
        }
    }
}
