//! When two JSON values say the same: null members are as absent ones, timestamps are instants, numbers are numbers.

use serde_json::Value;

/// The value in the form in which equal values are equal.
pub fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null())
            .map(|(name, member)| (name.clone(), canonical(member)))
            .collect(),
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::String(text) => {
            instant(text).or_else(|| instant(&mail_date(text)?)).map_or_else(|| value.clone(), Value::String)
        }
        Value::Number(number) => number.as_f64().map_or_else(|| value.clone(), Value::from),
        other => other.clone(),
    }
}

/// `2023-05-04T09:42:00+00:00` and `2023-05-04T11:42:00.000+02:00` as one text; None if it is no time.
fn instant(text: &str) -> Option<String> {
    let (day, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix('T')?;
    let (clock, rest) = rest.split_at_checked(8)?;
    let digits = rest.strip_prefix('.').map_or(0, |rest| 1 + rest.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, zone) = rest.split_at(digits);
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i64>().ok()).flatten();
    let fields = |text: &str, mark: char| -> Option<Vec<i64>> { text.split(mark).map(number).collect() };
    let ([year, month, date], [hour, minute, second]) =
        (<[i64; 3]>::try_from(fields(day, '-')?).ok()?, <[i64; 3]>::try_from(fields(clock, ':')?).ok()?);
    let offset = match zone {
        "Z" => 0,
        _ => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let [hours, minutes] = <[i64; 2]>::try_from(fields(zone.strip_prefix(['+', '-'])?, ':')?).ok()?;
            sign * (hours * 60 + minutes)
        }
    };
    // Days since a far day, by the calendar that starts years in March.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date;
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    Some(format!("instant {seconds}{}", fraction.trim_end_matches('0').trim_end_matches('.')))
}

/// `Thu, 04 May 2023 09:42:00 +0000` as the other kind of time.
fn mail_date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let [day, month, year, clock, zone] =
        <[&str; 5]>::try_from(text.split_once(", ")?.1.split(' ').collect::<Vec<_>>()).ok()?;
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    let (hours, minutes) = zone.split_at_checked(3)?;
    Some(format!("{year}-{month:02}-{day}T{clock}{hours}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_instant_has_one_form() {
        let utc = instant("2023-05-04T09:42:00Z").expect("a time");
        for same in ["2023-05-04T09:42:00+00:00", "2023-05-04T11:42:00.000+02:00", "2023-05-04T00:12:00-09:30"] {
            assert_eq!(instant(same).as_ref(), Some(&utc));
        }
        assert_ne!(instant("2023-05-04T09:42:01Z"), Some(utc.clone()));
        assert_ne!(instant("2023-05-04T09:42:00.5Z"), Some(utc));
        for other in ["", "2023-05-04", "2023-05-04 09:42:00Z", "2023-05-04T09:42:00", "漢漢漢漢漢"] {
            assert_eq!(instant(other), None, "{other}");
        }
    }

    #[test]
    fn a_date_of_a_mail_is_an_instant_too() {
        assert_eq!(canonical(&json!("Thu, 04 May 2023 09:42:00 +0000")), canonical(&json!("2023-05-04T09:42:00Z")));
        assert_ne!(canonical(&json!("Thu, 04 May 2023 09:42:01 +0000")), canonical(&json!("2023-05-04T09:42:00Z")));
    }

    #[test]
    fn nulls_are_absent_and_everything_else_counts() {
        assert_eq!(
            canonical(&json!({"a": null, "b": [{"c": null}], "n": 1})),
            canonical(&json!({"b": [{}], "n": 1.0}))
        );
        assert_ne!(canonical(&json!({"a": ""})), canonical(&json!({})));
        assert_ne!(canonical(&json!([null])), canonical(&json!([])));
    }
}
