//! Days since 1970-01-01 in the proleptic Gregorian calendar, both ways.
//!
//! Invariant: for years 0 to 9999 the two functions are each other's inverse. The arithmetic is Howard Hinnant's
//! (<https://howardhinnant.github.io/date_algorithms.html>): years are counted from March, so that a leap day ends one.

/// A day: year, month from 1, day from 1.
pub(crate) type Day = (i64, u8, u8);

pub(crate) const fn days_from_day((year, month, day): Day) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

pub(crate) const fn day_from_days(days: i64) -> Day {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    (year, month as u8, day as u8)
}

/// Whether the month has such a day.
pub(crate) const fn is_day((year, month, day): Day) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    1 <= day && day <= length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_is_the_day_after_the_one_before() {
        let mut days = days_from_day((0, 1, 1));
        for year in 0..10_000 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if is_day((year, month, day)) {
                        assert_eq!(days_from_day((year, month, day)), days);
                        assert_eq!(day_from_days(days), (year, month, day));
                        days += 1;
                    }
                }
            }
        }
        assert_eq!(days_from_day((1970, 1, 1)), 0);
    }
}
