use super::*;
use crate::model::Encode;
use proptest::prelude::*;

fn seconds(text: &str) -> Option<i64> {
    Timestamp::parse(text).ok()?.unix_seconds()
}

#[test]
fn rfc_3339_and_its_neighbours_are_read() {
    for text in [
        "2023-05-04T09:42:00Z",
        "2023-05-04t09:42:00z",
        "2023-05-04 09:42:00Z",
        "2023-05-04T09:42:00+00:00",
        "2023-05-04T11:42:00+02:00",
        "2023-05-04T04:12:00-0530",
        "2023-05-04T11:42:00+02",
        "2023-05-04T09:42:00.123456789Z",
        "2023-05-04T09:41:60Z",
    ] {
        assert_eq!(seconds(text), Some(1_683_193_320), "{text}");
    }
}

#[test]
fn rfc_2822_is_read() {
    for text in [
        "Thu, 04 May 2023 09:42:00 +0000",
        "Thu, 4 May 2023 11:42:00 +0200",
        "04 May 2023 09:42:00 GMT",
        "4 may 2023 09:42 UTC",
    ] {
        assert_eq!(seconds(text), Some(1_683_193_320), "{text}");
    }
}

#[test]
fn what_does_not_exist_is_no_time() {
    for text in [
        "",
        "now",
        "2023-05-04",
        "2023-05-04T09:42:00",
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-00-01T00:00:00Z",
        "2023-05-04T24:00:00Z",
        "2023-05-04T09:60:00Z",
        "2023-05-04T09:42:61Z",
        "2023-05-04T09:42:00.Z",
        "2023-05-04T09:42:00Zx",
        "2023-05-04T09:42:00+24:00",
        "2023-05-04T09:42:00+2:00",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "Thu, 31 Jun 2023 09:42:00 +0000",
        "Thu, 04 Foo 2023 09:42:00 +0000",
        "04 May 23 09:42:00 GMT",
        "２023-05-04T09:42:00Z",
        "Thu, +4 May 2023 09:42:00 GMT",
        "+0aa- 0-aa +a+aAA 0 ",
    ] {
        assert_eq!(seconds(text), None, "{text}");
    }
    assert_eq!(seconds("2000-02-29T00:00:00Z"), Some(951_782_400));
}

#[test]
fn the_fraction_counts_to_the_nanosecond_and_the_rest_is_dropped() {
    let nanos = |text| Timestamp::parse(text).unwrap().subsec_nanos();
    assert_eq!(nanos("2023-05-04T09:42:00.5Z"), 500_000_000);
    assert_eq!(nanos("2023-05-04T09:42:00,000000001Z"), 1);
    assert_eq!(nanos("2023-05-04T09:42:00.9999999999999Z"), 999_999_999);
}

#[test]
fn equality_and_order_are_those_of_the_instant() {
    let at = |text| Timestamp::parse(text).unwrap();
    assert_eq!(at("2023-05-04T09:42:00Z"), at("2023-05-04T11:42:00+02:00"));
    assert!(at("2023-05-04T09:42:00Z") < at("2023-05-04T09:42:00.000000001Z"));
    assert!(at("1969-12-31T23:59:59.9Z") < at("1970-01-01T00:00:00Z"));
}

#[test]
fn an_answer_keeps_text_that_is_no_time() {
    for text in ["", "yesterday", "2023-02-30T00:00:00Z"] {
        let time: Timestamp = serde_json::from_value(text.into()).unwrap();
        assert_eq!((time.as_text(), time.unix_seconds(), time.is_well_formed()), (Some(text), None, false));
        assert_eq!(serde_json::to_value(&time).unwrap(), text);
    }
}

#[test]
fn requests_hold_utc_without_a_fraction() {
    let mut sent = String::new();
    Timestamp::parse("2023-05-04T11:42:00.75+02:00").unwrap().texts(&mut |text| sent.push_str(text));
    assert_eq!(sent, "2023-05-04T09:42:00Z");
}

#[test]
fn system_times_out_of_range_stop_at_the_ends() {
    let far = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 40)).unwrap();
    assert_eq!(Timestamp::from(far).to_string(), "9999-12-31T23:59:59.999999999Z");
    let long_ago = SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(1 << 40)).unwrap();
    assert_eq!(Timestamp::from(long_ago).to_string(), "0000-01-01T00:00:00Z");
}

#[test]
fn a_timestamp_takes_twenty_four_bytes() {
    assert_eq!(size_of::<Option<Timestamp>>(), 24);
}

proptest! {
    #[test]
    fn a_time_reads_back_as_it_was_printed(seconds in FIRST_SECOND..=LAST_SECOND, nanos in 0..=LAST_NANO) {
        let time = Timestamp::new(seconds, nanos).unwrap();
        prop_assert_eq!(Timestamp::parse(&time.to_string()).unwrap(), time.clone());
        prop_assert_eq!(Timestamp::from(time.to_system_time().unwrap()), time);
    }

    #[test]
    fn an_offset_moves_the_clock_and_not_the_instant(seconds in FIRST_SECOND + 86_400..LAST_SECOND - 86_400, hours in -23_i64..=23, minutes in 0_i64..60) {
        let sign = if hours < 0 { -1 } else { 1 };
        let east = hours * 3600 + sign * minutes * 60;
        let local = Timestamp::from_unix_seconds(seconds + east).unwrap().to_string().replace('Z', "");
        let text = format!("{local}{}{:02}:{minutes:02}", if hours < 0 { '-' } else { '+' }, hours.abs());
        prop_assert_eq!(Timestamp::parse(&text).unwrap().unix_seconds(), Some(seconds));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[-+:.,TZ 0-9a-zA-Z]{0,40}") {
        let _ = Timestamp::parse(&text);
        prop_assert_eq!(Timestamp::lenient(&text).is_well_formed(), Timestamp::parse(&text).is_ok());
    }
}

#[test]
fn malformed_times_are_neither_before_nor_after_anything() {
    let malformed = Timestamp::lenient("yesterday");
    let time = Timestamp::from_unix_seconds(7).unwrap();
    for (one, other) in [(&malformed, &time), (&time, &malformed), (&malformed, &malformed)] {
        assert!(!one.is_before(other) && !one.is_after(other));
        assert_eq!(one.duration_since(other), None);
    }
    let now = SystemTime::now();
    assert_eq!((malformed.partial_cmp(&now), now.partial_cmp(&malformed)), (None, None));
    assert_ne!(malformed, now);
    assert_eq!(malformed.clone() - Duration::from_secs(1), malformed);
}

#[test]
fn arithmetic_carries_fractions_and_ends_with_the_years_that_a_timestamp_has() {
    let time = Timestamp::parse("1970-01-01T00:00:00.25Z").unwrap();
    assert_eq!((time.clone() - Duration::from_millis(500)).to_string(), "1969-12-31T23:59:59.75Z");
    assert_eq!((time.clone() + Duration::from_millis(1750)).to_string(), "1970-01-01T00:00:02Z");
    assert_eq!((time.clone() + Duration::MAX).to_string(), "9999-12-31T23:59:59.999999999Z");
    assert_eq!((time - Duration::MAX).to_string(), "0000-01-01T00:00:00Z");
}

#[test]
fn a_timestamp_is_ordered_with_the_times_of_the_standard_library() {
    let time = Timestamp::from_unix_seconds(7).unwrap();
    let same = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
    assert_eq!(time, same);
    assert_eq!(same, time);
    assert!(time < SystemTime::now() && SystemTime::now() > time);
    assert!(Timestamp::now() > same);
}

proptest! {
    #[test]
    fn what_is_added_is_the_duration_since(seconds in -60_000_000_000_i64..200_000_000_000, nanos in 0_u32..1_000_000_000, more in 0_u64..10_000_000_000) {
        let start = Timestamp::new(seconds, nanos).unwrap();
        let distance = Duration::new(more, nanos / 3);
        let end = start.clone() + distance;
        prop_assert_eq!(end.duration_since(&start), Some(distance));
        prop_assert_eq!(end - distance, start);
    }
}
