//! Conversions there and back.

use proptest::prelude::*;

use crate::value::timestamp::{FIRST_SECOND, LAST_SECOND};
use crate::{Date, Field, IntoField, IntoInput, Timestamp};

fn any_time() -> impl Strategy<Value = Timestamp> {
    let ends = prop_oneof![Just(FIRST_SECOND), Just(LAST_SECOND), Just(-1), Just(0), FIRST_SECOND..=LAST_SECOND];
    (ends, prop_oneof![Just(0), Just(999_999_999), 0_u32..1_000_000_000])
        .prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos).expect("in range"))
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_u16..=9999, 1_u8..=12, 1_u8..=31).prop_filter_map("a day", |(year, month, day)| Date::new(year, month, day))
}

fn odd<T: serde::de::DeserializeOwned>() -> T {
    serde_json::from_str(r#""soon""#).expect("any text")
}

/// There and back for a type of time and a type of days, and what can't be converted.
macro_rules! there_and_back {
    ($name:ident, [$($time:ty),*], $day:ty, beyond: $beyond:expr) => {
        mod $name {
            use super::*;

            proptest! {
                #[test]
                fn a_time_comes_back_as_it_was(time in any_time()) {
                    $(
                        let there = <$time>::try_from(&time);
                        // jiff's instants end a little before the last hours of 9999.
                        if let Ok(there) = there {
                            prop_assert_eq!(Timestamp::try_from(there.clone()).expect("back"), time.clone());
                            prop_assert!(matches!(IntoField::<Timestamp>::into_field(there.clone()), Field::Value(value) if value == time));
                            prop_assert!(matches!(IntoInput::<Timestamp>::into_input(there).into_result(), Ok(value) if value == time));
                        } else {
                            prop_assert!(time.unix_seconds() > Some(LAST_SECOND - 200_000), "{:?}", time);
                        }
                    )*
                }

                #[test]
                fn a_day_comes_back_as_it_was(day in any_day()) {
                    let there = <$day>::try_from(&day).expect("there");
                    prop_assert_eq!(Date::try_from(there).expect("back"), day.clone());
                    prop_assert!(matches!(IntoField::<Date>::into_field(there), Field::Value(value) if value == day));
                }
            }

            #[test]
            fn the_same_instant_is_meant() {
                let time = Timestamp::parse("2023-05-04T09:42:00.5Z").expect("a time");
                $(assert!(<$time>::try_from(time.clone()).expect("there").to_string().starts_with("2023-05-04"));)*
                let day = Date::parse("2024-02-29").expect("a day");
                assert_eq!(<$day>::try_from(day).expect("there").to_string(), "2024-02-29");
            }

            #[test]
            fn text_of_an_answer_that_is_no_time_is_an_error() {
                $(assert!(<$time>::try_from(odd::<Timestamp>()).is_err());)*
                assert!(<$day>::try_from(odd::<Date>()).is_err());
            }

            #[test]
            fn years_that_no_request_can_name_are_errors_and_never_clamped() {
                let beyond = $beyond;
                assert!(Date::try_from(beyond).is_err());
                assert!(matches!(IntoField::<Date>::into_field(beyond), Field::Invalid(_)));
            }
        }
    };
}

#[cfg(feature = "chrono")]
there_and_back!(
    of_chrono,
    [chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>],
    chrono::NaiveDate,
    beyond: chrono::NaiveDate::from_ymd_opt(-1, 12, 31).expect("a day")
);
#[cfg(feature = "time")]
there_and_back!(
    of_time,
    [time::OffsetDateTime],
    time::Date,
    beyond: time::Date::from_calendar_date(-1, time::Month::December, 31).expect("a day")
);
#[cfg(feature = "jiff")]
there_and_back!(
    of_jiff,
    [jiff::Timestamp, jiff::Zoned],
    jiff::civil::Date,
    beyond: jiff::civil::Date::new(-1, 12, 31).expect("a day")
);
