//! A JSON value that stays text until it is asked for.
//!
//! In: the raw text of any value but null, or a [`serde_json::Value`]. Out: that text, the value, or anything that serde reads.
//! Invariant: the text follows the JSON grammar. Equality is that of the values, not of their spelling.

use std::fmt;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::json::{DecodeError, Reader};
use crate::model::Encode;
use crate::model::{Decode, raw_text};

/// Any JSON value but null, held as its text and read when asked for.
///
/// ```
/// use twilio_core::Json;
///
/// let configuration = Json::from_text(r#"{"Url": "https://example.com", "Retries": 3}"#)?;
/// assert_eq!(configuration.as_str(), r#"{"Url": "https://example.com", "Retries": 3}"#);
/// assert_eq!(configuration.to_value().unwrap()["Retries"], 3);
///
/// #[derive(serde::Deserialize)]
/// struct Configuration {
///     #[serde(rename = "Url")]
///     url: String,
/// }
/// assert_eq!(configuration.parse::<Configuration>().unwrap().url, "https://example.com");
/// # Ok::<(), twilio_core::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    /// Keeps a JSON text.
    ///
    /// # Errors
    /// The text is no JSON.
    pub fn from_text(text: &str) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(text);
        let value = reader.skip()?;
        reader.finish()?;
        Ok(Self(value.into()))
    }

    /// The JSON text, as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, untyped.
    ///
    /// # Errors
    /// The text follows JSON's grammar but holds what [`Value`] can't, such as the number `1e999`.
    pub fn to_value(&self) -> Result<Value, serde_json::Error> {
        self.parse()
    }

    /// The value as a type of yours.
    ///
    /// # Errors
    /// The value doesn't have the type's form.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    /// `text` is a value that a [`Reader`] went over.
    pub(crate) fn from_checked(text: &str) -> Self {
        Self(text.into())
    }
}

/// Whether two JSON texts hold the same value; those that can't be read are compared as text.
fn same_value(one: &str, other: &str) -> bool {
    let read = |text| serde_json::from_str::<Value>(text);
    one == other || matches!((read(one), read(other)), (Ok(one), Ok(other)) if one == other)
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self(value.to_string().into())
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        same_value(&self.0, &other.0)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for Json {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.raw()?.map(Self::from_checked))
    }
}

impl Encode for Json {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(&self.0);
    }

    fn to_json(&self) -> Value {
        // What serde_json can't hold (see `to_value`) is kept as its text rather than lost.
        self.to_value().unwrap_or_else(|_| self.as_str().into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_text(raw_text(deserializer)?.get()).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::from_text(text).unwrap()
    }

    #[test]
    fn the_text_is_kept_as_it_was() {
        assert_eq!(json(r#" {"b": 1,"a":2 } "#).as_str(), r#"{"b": 1,"a":2 }"#);
        let read: Json = serde_json::from_str(r#"{"b": 1,"a":2 }"#).unwrap();
        assert_eq!(read.as_str(), r#"{"b": 1,"a":2 }"#);
    }

    #[test]
    fn equality_is_that_of_the_values() {
        assert_eq!(json(r#"{"a":1,"b":[true]}"#), json(r#"{ "b": [true], "a": 1 }"#));
        assert_ne!(json("1"), json("2"));
        assert_eq!(json("1e999"), json("1e999"));
    }

    #[test]
    fn what_no_value_can_hold_is_kept_as_text() {
        assert!(json("1e999").to_value().is_err());
        assert_eq!(json("1e999").as_str(), "1e999");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert!(Json::from_text("{").is_err() && Json::from_text("1 2").is_err());
    }
}
