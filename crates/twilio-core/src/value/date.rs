//! Calendar days, as `YYYY-MM-DD`.
//!
//! In: text, or year, month and day. Out: the same. Invariants: a day exists; text of an answer that is none is kept.

use std::fmt;

use crate::json::{DecodeError, Reader};
use crate::model::{Decode, Encode, InvalidValue};
use crate::value::text_value::text_value;
use crate::value::timestamp::calendar::is_day;
use crate::value::timestamp::parse::day_of;

/// A day of the calendar, or, in an answer, a text that is none.
///
/// ```
/// use twilio_core::Date;
///
/// let day = Date::parse("2024-02-29")?;
/// assert_eq!((day.year(), day.month(), day.day()), (Some(2024), Some(2), Some(29)));
/// assert_eq!(Some(day), Date::new(2024, 2, 29));
/// assert!(Date::parse("2023-02-29").is_err());
///
/// // A text in an answer that is no day is kept.
/// let odd: Date = serde_json::from_str(r#""29 February""#)?;
/// assert!(!odd.is_well_formed() && odd.year().is_none());
/// assert_eq!(odd.as_text(), Some("29 February"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With the features `chrono`, `time` and `jiff`, their days turn into this one and back:
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # #[cfg(feature = "jiff")] {
/// use twilio_core::Date;
///
/// let theirs = jiff::civil::date(2024, 2, 29);
/// let ours = Date::try_from(theirs)?;
/// assert_eq!(ours.to_string(), "2024-02-29");
/// assert_eq!(jiff::civil::Date::try_from(&ours)?, theirs);
/// # }
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Inner);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Inner {
    Day { year: u16, month: u8, day: u8 },
    OddText(Box<str>),
}

impl Date {
    /// The day, if there is such a one in the years 0 to 9999.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year <= 9999 && is_day((year as i64, month, day)) {
            Some(Self(Inner::Day { year, month, day }))
        } else {
            None
        }
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// The text has another form, or there is no such day.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::day_of(text).ok_or_else(|| InvalidValue::new(Self::expected(), "another text"))
    }

    fn expected() -> std::borrow::Cow<'static, str> {
        "a day such as `2023-05-04`".into()
    }

    fn day_of(text: &str) -> Option<Self> {
        let (year, month, day) = day_of(text.as_bytes().try_into().ok()?)?;
        Self::new(u16::try_from(year).ok()?, month, day)
    }

    fn lenient(text: &str) -> Self {
        Self::day_of(text).unwrap_or_else(|| Self(Inner::OddText(text.into())))
    }

    const fn parts(&self) -> Option<(u16, u8, u8)> {
        match self.0 {
            Inner::Day { year, month, day } => Some((year, month, day)),
            Inner::OddText(_) => None,
        }
    }

    /// The year; `None`, as for month and day, if the answer held a text that is no day.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|(year, _, _)| year)
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|(_, month, _)| month)
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|(_, _, day)| day)
    }

    /// Whether this is a day. Only one from an answer can be anything else.
    #[must_use]
    pub const fn is_well_formed(&self) -> bool {
        self.parts().is_some()
    }

    /// The text that an answer held instead of a day.
    #[must_use]
    pub const fn as_text(&self) -> Option<&str> {
        match &self.0 {
            Inner::Day { .. } => None,
            Inner::OddText(text) => Some(text),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Day { year, month, day } => write!(f, "{year:04}-{month:02}-{day:02}"),
            Inner::OddText(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Day { .. } => fmt::Display::fmt(self, f),
            Inner::OddText(text) => fmt::Debug::fmt(text, f),
        }
    }
}

text_value!(Date);

impl Encode for Date {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(&self.to_string());
    }

    fn to_json(&self) -> serde_json::Value {
        self.to_string().into()
    }
}

impl Decode for Date {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.string()?.map(|text| Self::lenient(&text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_answer_keeps_text_that_is_no_day() {
        let day: Date = serde_json::from_str(r#""soon""#).unwrap();
        assert_eq!((day.as_text(), day.year(), day.is_well_formed()), (Some("soon"), None, false));
    }

    proptest! {
        #[test]
        fn a_day_reads_back_as_it_was_printed(year in 0_u16..=9999, month in 1_u8..=12, day in 1_u8..=31) {
            if let Some(date) = Date::new(year, month, day) {
                prop_assert_eq!(Date::parse(&date.to_string()).unwrap(), date);
            }
        }
    }
}
