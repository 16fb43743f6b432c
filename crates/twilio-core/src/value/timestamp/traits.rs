//! A timestamp among the traits of the standard library, of serde and of this crate: strict for callers, lenient for answers.

use std::borrow::Cow;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Inner, Timestamp, write_second};
use crate::json::{DecodeError, Reader};
use crate::model::Decode;
use crate::model::Encode;
use crate::model::InvalidValue;
use crate::value::FromText;

impl FromStr for Timestamp {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl FromText for Timestamp {
    fn from_text(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer).map(|text| Self::lenient(&text))
    }
}

impl Decode for Timestamp {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.string()?.map(|text| Self::lenient(&text)))
    }
}

/// `YYYY-MM-DDTHH:MM:SSZ`: requests hold no fraction.
impl Encode for Timestamp {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        match &self.0 {
            Inner::OddText(text) => sink(text),
            Inner::Instant { seconds, .. } => {
                let mut text = String::with_capacity(20);
                // Writing to a `String` can't fail.
                let _ = write_second(&mut text, *seconds);
                text.push('Z');
                sink(&text);
            }
        }
    }

    /// The whole of it, fraction included, so that a model's JSON loses nothing.
    fn to_json(&self) -> serde_json::Value {
        self.to_string().into()
    }
}
