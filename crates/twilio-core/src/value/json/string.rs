//! A string that holds JSON, such as the attributes of a conversation.
//!
//! A string from a caller must be JSON; one in a response is kept as it is, and so is an object that a response has in its place.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Json;
use crate::json::{DecodeError, Reader};
use crate::model::{Decode, Encode, InvalidValue};
use crate::value::input::{Field, IntoField, accept};
use crate::value::text_value::text_value;

/// A string that holds JSON. Dereferences to the string.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use twilio_core::JsonString;
///
/// #[derive(Serialize, Deserialize)]
/// struct Attributes {
///     priority: u8,
/// }
///
/// let attributes = JsonString::of(&Attributes { priority: 3 })?;
/// assert_eq!(attributes.as_str(), r#"{"priority":3}"#);
/// assert_eq!(attributes.parse_as::<Attributes>()?.priority, 3);
/// assert!(JsonString::parse("{not json").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JsonString(Box<str>);

impl JsonString {
    /// Keeps a string that holds JSON.
    ///
    /// # Errors
    /// The string is not JSON.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        match Json::from_text(text) {
            Ok(_) => Ok(Self(text.into())),
            Err(_) => Err(InvalidValue::new(Self::expected(), "another text")),
        }
    }

    /// Writes a value of yours as JSON.
    ///
    /// # Errors
    /// The value can't be serialised, such as a map whose keys are not strings.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, InvalidValue> {
        match serde_json::to_string(value) {
            Ok(text) => Ok(Self(text.into())),
            Err(_) => Err(InvalidValue::new("a value that serialises to JSON", "a value that does not")),
        }
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value as a type of yours.
    ///
    /// # Errors
    /// The string is not JSON, or its value doesn't have the type's form.
    pub fn parse_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }

    fn lenient(text: &str) -> Self {
        Self(text.into())
    }

    fn expected() -> std::borrow::Cow<'static, str> {
        "a string that holds JSON".into()
    }
}

text_value!(JsonString);

accept! {
    [] Value => JsonString: value, Ok(JsonString(value.to_string().into()));
    [] &Value => JsonString: value, Ok(JsonString(value.to_string().into()));
    [] Json => JsonString: value, Ok(JsonString(value.as_str().into()));
    [] &Json => JsonString: value, Ok(JsonString(value.as_str().into()));
}

/// The optional input that a value of yours becomes. Generated setters call it.
pub fn json_field<T: Serialize + ?Sized>(value: &T) -> Field<JsonString> {
    match JsonString::of(value) {
        Ok(string) => string.into_field(),
        Err(invalid) => Field::Invalid(invalid),
    }
}

/// Reads the optional field of a model as a type of the caller's; `None` if it is absent or empty. Generated readers call it.
///
/// # Errors
/// As [`JsonString::parse_as`].
pub fn read_json<T: DeserializeOwned>(field: Option<&JsonString>) -> Result<Option<T>, serde_json::Error> {
    field.filter(|string| !string.is_empty()).map(JsonString::parse_as).transpose()
}

impl Deref for JsonString {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for JsonString {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for JsonString {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for JsonString {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for JsonString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for JsonString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl Decode for JsonString {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        if reader.peek() == b'"' {
            return Ok(reader.string()?.map(|text| Self::lenient(&text)));
        }
        // An object where a string is documented: its JSON is what the string would hold.
        Ok(reader.raw()?.map(Self::lenient))
    }
}

impl Encode for JsonString {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(self);
    }

    fn to_json(&self) -> Value {
        self.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::model::from_json;

    fn field(value: impl IntoField<JsonString>) -> Field<JsonString> {
        value.into_field()
    }

    #[test]
    fn an_object_in_the_place_of_the_string_is_not_lost() {
        let object: Vec<JsonString> = from_json(r#"[{"a": [1]}, "{\"a\":[1]}", null, "no json"]"#).unwrap();
        assert_eq!(object[0].as_str(), r#"{"a": [1]}"#);
        assert_eq!(object[0].parse_as::<Value>().unwrap(), object[1].parse_as::<Value>().unwrap());
        assert_eq!(object[2].as_str(), "no json");
        assert_eq!(object.len(), 3);
    }

    #[test]
    fn what_is_sent_is_json() {
        assert!(matches!(field("{not json"), Field::Invalid(_)));
        assert_eq!(field(json!({"a": 1})), field(r#"{"a":1}"#));
        assert_eq!(json_field(&BTreeMap::from([("a", 1)])), field(r#"{"a":1}"#));
        assert!(matches!(json_field(&BTreeMap::from([((1, 2), 1)])), Field::Invalid(_)));
    }

    #[test]
    fn an_absent_or_empty_string_reads_as_none() {
        assert_eq!(read_json::<Value>(None).unwrap(), None);
        assert_eq!(read_json::<Value>(Some(&JsonString::lenient(""))).unwrap(), None);
        assert_eq!(read_json(Some(&JsonString::lenient("{}"))).unwrap(), Some(json!({})));
        assert!(read_json::<Value>(Some(&JsonString::lenient("{"))).is_err());
    }
}
