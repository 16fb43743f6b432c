//! What a phone number can do. The APIs write the same names in different letter case.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::json::{DecodeError, Reader};
use crate::model::{Decode, Encode};

/// What a phone number can do. `None`: the response doesn't say.
///
/// ```
/// use twilio_core::{PhoneNumberCapabilities, model::from_json};
///
/// let capabilities: PhoneNumberCapabilities = from_json(r#"{"voice": true, "SMS": true, "MMS": false}"#)?;
/// assert_eq!((capabilities.voice, capabilities.sms), (Some(true), Some(true)));
/// assert_eq!((capabilities.mms, capabilities.fax), (Some(false), None));
/// # Ok::<(), twilio_core::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PhoneNumberCapabilities {
    /// Makes and receives calls.
    pub voice: Option<bool>,
    /// Sends and receives text messages.
    pub sms: Option<bool>,
    /// Sends and receives messages with media.
    pub mms: Option<bool>,
    /// Receives faxes.
    pub fax: Option<bool>,
}

impl PhoneNumberCapabilities {
    fn named(&self) -> [(&'static str, Option<bool>); 4] {
        [("voice", self.voice), ("sms", self.sms), ("mms", self.mms), ("fax", self.fax)]
    }
}

impl Decode for PhoneNumberCapabilities {
    const EXPECTED: &'static str = "an object";

    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        if !reader.enter_object()? {
            return Ok(None);
        }
        let (mut capabilities, mut first) = (Self::default(), true);
        while let Some(key) = reader.next_key(&mut first)? {
            let value = bool::decode(reader)?;
            match key.to_ascii_lowercase().as_str() {
                "voice" => capabilities.voice = value,
                "sms" => capabilities.sms = value,
                "mms" => capabilities.mms = value,
                "fax" => capabilities.fax = value,
                _ => {}
            }
        }
        Ok(Some(capabilities))
    }
}

impl Encode for PhoneNumberCapabilities {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(&self.to_json().to_string());
    }

    fn to_json(&self) -> Value {
        self.named().into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?)))).collect()
    }
}

impl Serialize for PhoneNumberCapabilities {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PhoneNumberCapabilities {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = crate::model::raw_text(deserializer)?;
        let read = Self::decode(&mut Reader::new(raw.get())).map_err(D::Error::custom)?;
        read.ok_or_else(|| D::Error::custom("capabilities are not an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::PhoneNumberCapabilities;

    #[test]
    fn letter_case_and_unknown_members_do_not_matter() {
        let read: PhoneNumberCapabilities =
            serde_json::from_str(r#"{"Voice": true, "sms": null, "Fax": false, "video": true, "MMS": [1]}"#).unwrap();
        assert_eq!(read, PhoneNumberCapabilities { voice: Some(true), fax: Some(false), ..Default::default() });
        assert_eq!(
            serde_json::from_value::<PhoneNumberCapabilities>(serde_json::to_value(read).unwrap()).unwrap(),
            read
        );
        assert!(serde_json::from_str::<PhoneNumberCapabilities>("[]").is_err());
    }
}
