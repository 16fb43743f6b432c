//! Decimal numbers, such as prices, digit by digit as they were written.
//!
//! A binary floating-point number can't hold `0.0075`; the text can. Invariant: the text is a number of JSON's grammar, which may
//! begin with a plus sign.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::json::{DecodeError, Reader, is_number};
use crate::model::{Decode, Encode, InvalidValue};
use crate::value::input::FromText;

/// A decimal number, exact: a price, a rate, an amount.
///
/// Two are equal when they are the same number, however they are written.
///
/// ```
/// use twilio_core::Decimal;
///
/// let price = Decimal::parse("-0.00750")?;
/// assert_eq!(price.as_str(), "-0.00750");
/// assert_eq!(price, Decimal::parse("-75e-4")?);
/// assert_eq!(price.to_f64(), -0.0075);                        // the nearest one, for arithmetic that may round
/// assert_eq!(Decimal::from(3), Decimal::from_f64(3.0).unwrap());
/// assert!(Decimal::parse("free").is_err());
/// # Ok::<(), twilio_core::InvalidValue>(())
/// ```
#[derive(Clone)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Reads a number.
    ///
    /// # Errors
    /// The text is not a number.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::read(text).ok_or_else(|| InvalidValue::new("a number such as `0.0075`", "another text"))
    }

    fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('+').filter(|rest| !rest.starts_with('-')).unwrap_or(text);
        is_number(unsigned).then(|| Self(text.into()))
    }

    /// The shortest decimal number that reads back as `number`; `None` for infinities and what is no number.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self(number.to_string().into()))
    }

    /// The number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest binary floating-point number. It may differ in the last digits; beyond its range it is infinite.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Sign, digits without zeros at both ends, and the power of ten of the last digit.
    fn normal(&self) -> (bool, String, i64) {
        let (sign, rest) = match self.0.strip_prefix(['+', '-']) {
            Some(rest) => (self.0.starts_with('-'), rest),
            None => (false, &*self.0),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let kept = digits.trim_end_matches('0');
        let limit = if exponent.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 };
        let exponent = exponent.parse::<i64>().unwrap_or(limit).clamp(i64::MIN / 4, i64::MAX / 4);
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 8);
        let power = exponent - length(fraction) + length(&digits) - length(kept);
        match kept.trim_start_matches('0') {
            "" => (false, String::new(), 0),
            digits => (sign, digits.to_owned(), power),
        }
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Decimal {
            fn from(number: $integer) -> Self {
                Self(number.to_string().into())
            }
        }
    )*};
}
from_integers!(i32, i64, u32, u64);

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.normal() == other.normal()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normal().hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Decimal {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl FromText for Decimal {
    fn from_text(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl Decode for Decimal {
    /// From a number, or from a string that holds one.
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.number()?.and_then(Self::read))
    }
}

impl Encode for Decimal {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(self.as_str());
    }

    /// A JSON number; a string where `serde_json` would round the number.
    fn to_json(&self) -> Value {
        if let Ok(whole) = self.0.parse::<i64>() {
            return whole.into();
        }
        // As it will be printed, which need not be the shortest spelling.
        let number = serde_json::Number::from_f64(self.to_f64());
        match number.filter(|number| Self::read(&number.to_string()).as_ref() == Some(self)) {
            Some(number) => Value::Number(number),
            None => self.as_str().into(),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = crate::model::raw_text(deserializer)?;
        let read = Self::decode(&mut Reader::new(raw.get())).map_err(D::Error::custom)?;
        read.ok_or_else(|| D::Error::custom("not a decimal number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "+", "1.", ".5", "1e", "0x1F", "NaN", "Infinity", " 1", "1 ", "1,5", "--1", "+-1"] {
            assert!(Decimal::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn spellings_of_one_number_are_equal() {
        for (one, other) in
            [("1", "1.0"), ("0.0075", "75e-4"), ("-0", "0.000"), ("1e3", "1000"), ("+2.50", "2.5"), ("0e9", "0")]
        {
            assert_eq!(decimal(one), decimal(other), "{one} {other}");
        }
        for (one, other) in [
            ("1", "-1"),
            ("10", "1"),
            ("0.1", "0.10000000000000001"),
            ("1e99999999999999999999", "1e-99999999999999999999"),
        ] {
            assert_ne!(decimal(one), decimal(other), "{one} {other}");
        }
    }

    #[test]
    fn no_digit_is_lost_on_the_way_through_json() {
        for text in ["0.1", "-0.0075", "12345678901234567890.123456789", "7", "1e400"] {
            let read: Decimal = crate::model::from_json(text).unwrap();
            assert_eq!(read.as_str(), text);
            let json = serde_json::to_string(&read).unwrap();
            assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), read, "{json}");
        }
        assert_eq!(crate::model::from_json::<Decimal>("\"-0.00750\"").unwrap().as_str(), "-0.00750");
        assert!(crate::model::from_json::<Decimal>("\"none\"").is_err());
    }

    proptest! {
        #[test]
        fn a_decimal_of_a_double_is_that_double(number in any::<f64>()) {
            if let Some(exact) = Decimal::from_f64(number) {
                prop_assert_eq!(exact.to_f64(), number);
                prop_assert_eq!(serde_json::from_str::<Decimal>(&serde_json::to_string(&exact).unwrap()).unwrap(), exact);
            }
        }
    }
}
