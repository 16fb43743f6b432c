//! The `links` of a resource: names and URLs of what belongs to it.
//!
//! In: the raw text of a JSON object. Out: a URL by name, or all of them, read when asked for: most programs never look, and a map
//! of owned strings was a fifth of the time that decoding took.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::text::Json;
use crate::json::{DecodeError, Reader};
use crate::model::{Decode, Encode};

/// URLs of subresources by name, read when asked for. A URL may be null.
///
/// ```
/// use twilio_core::Links;
///
/// let links: Links = serde_json::from_str(r#"{"user_channels": "https://chat.twilio.com/v2/…", "user_bindings": null}"#)?;
/// assert_eq!(links.get("user_channels").as_deref(), Some("https://chat.twilio.com/v2/…"));
/// assert_eq!(links.get("user_bindings"), None);
/// assert_eq!(links.iter().count(), 2);
/// assert!(links.as_json().starts_with(r#"{"user_channels": "#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Links(Json);

impl Links {
    /// The URL of that name; `None` when it is null or not there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        // The last one of a name counts, as everywhere in an answer.
        self.iter().filter(|(its_name, _)| its_name == name).last().and_then(|(_, url)| url)
    }

    /// All names with their URLs, in the order of the answer.
    pub fn iter(&self) -> impl Iterator<Item = (String, Option<String>)> + '_ {
        let mut reader = Reader::new(self.0.as_str());
        let mut first = true;
        let mut inside = reader.enter_object().unwrap_or(false);
        std::iter::from_fn(move || {
            if !inside {
                return None;
            }
            let next =
                reader.next_key(&mut first).ok().flatten().map(|key| (key.into_owned(), reader.text().ok().flatten()));
            inside = next.is_some();
            next.map(|(name, url)| (name, url.map(String::from)))
        })
    }

    /// The raw JSON object, as it was read.
    #[must_use]
    pub fn as_json(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Decode for Links {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.raw_object()?.map(|text| Self(Json::from_checked(text))))
    }
}

impl Encode for Links {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        self.0.texts(sink);
    }

    fn to_json(&self) -> Value {
        self.0.to_json()
    }
}

impl Serialize for Links {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let read = Self::decode(&mut Reader::new(json.as_str())).map_err(D::Error::custom)?;
        read.ok_or_else(|| D::Error::custom("links are not an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Links {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_last_link_of_a_name_counts_and_null_is_none() {
        let links = links(r#"{"a": "1", "b": null, "a": "2", "\u0063": "3"}"#);
        assert_eq!(
            (links.get("a"), links.get("b"), links.get("c"), links.get("d")),
            (Some("2".into()), None, Some("3".into()), None)
        );
    }

    #[test]
    fn equality_does_not_depend_on_order() {
        assert_eq!(links(r#"{"a":"1","b":null}"#), links(r#"{ "b": null, "a": "1" }"#));
        assert_ne!(links(r#"{"a":"1"}"#), links("{}"));
    }

    #[test]
    fn links_survive_a_round_trip() {
        let read = links(r#"{"a":"1","b":null}"#);
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"a":"1","b":null}"#);
        assert_eq!(serde_json::from_value::<Links>(serde_json::to_value(&read).unwrap()).unwrap(), read);
    }
}
