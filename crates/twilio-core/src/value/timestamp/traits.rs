//! A timestamp among the traits of the standard library, of serde and of this crate: strict for callers, lenient for answers.

use super::{Inner, Timestamp, write_second};
use crate::json::{DecodeError, Reader};
use crate::model::{Decode, Encode};
use crate::value::text_value::text_value;

text_value!(Timestamp);

impl Decode for Timestamp {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        if reader.peek() == b'"' {
            return Ok(reader.string()?.map(|text| Self::lenient(&text)));
        }
        // A number is a Unix time in seconds.
        let number = reader.number()?;
        Ok(number
            .map(|text| text.parse().ok().and_then(Self::from_unix_seconds).unwrap_or_else(|| Self::lenient(text))))
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
