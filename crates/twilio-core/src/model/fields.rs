//! A model as a table of named fields: how it is read, its `Debug` and its JSON.

use std::fmt;

use serde::Serializer;
use serde::ser::SerializeMap;
use serde_json::Value;

use super::decode::Decode;
use super::encode::Encode;
use super::slot::{AnyValue, FieldView};
use crate::json::{DecodeError, Reader};

/// A struct whose fields are decoded through a table. Implemented by [`model!`](crate::model!).
///
/// ```
/// use twilio_core::model::from_json;
///
/// twilio_core::model! {
///     pub struct Channel {
///         pub sid: Option<twilio_core::sid::ChannelSid> = "sid",
///         pub friendly_name: Option<String> = "friendly_name" private,
///         pub messages_count: Option<i64> = "messages_count",
///     }
/// }
///
/// let channel: Channel = from_json(r#"{"friendly_name": "Alice's", "messages_count": "many", "new": [1]}"#)?;
/// assert_eq!(channel.friendly_name.as_deref(), Some("Alice's"));
/// assert_eq!(channel.messages_count, None);                       // of a wrong type: absent, never an error
/// assert_eq!(format!("{channel:?}"), "Channel { sid: None, friendly_name: <private>, messages_count: None }");
/// # Ok::<(), twilio_core::DecodeError>(())
/// ```
pub trait Model: Sized + fmt::Debug {
    /// The struct's name.
    const NAME: &'static str;
    /// The fields' names in JSON.
    const NAMES: &'static [&'static str];
    /// Those of them that hold personal data.
    const PRIVATE: &'static [&'static str];

    /// The struct with every field `None`.
    fn empty() -> Self;

    /// Reads the members of the object that `reader` has entered.
    ///
    /// # Errors
    /// The JSON is broken.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// The fields, in the order of `NAMES`.
    fn fields(&self) -> Vec<&dyn FieldView>;
}

/// A model that holds itself stands in a box.
impl<M: Model> Model for Box<M> {
    const NAME: &'static str = M::NAME;
    const NAMES: &'static [&'static str] = M::NAMES;
    const PRIVATE: &'static [&'static str] = M::PRIVATE;

    fn empty() -> Self {
        Self::new(M::empty())
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        M::read(self, reader)
    }

    fn fields(&self) -> Vec<&dyn FieldView> {
        M::fields(self)
    }
}

impl<M: Model> Decode for M {
    const EXPECTED: &'static str = "an object";

    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        let mut place = None;
        Self::decode_into(&mut place, reader)?;
        Ok(place)
    }

    fn decode_into(place: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *place = None;
        if reader.enter_object()? { place.insert(M::empty()).read(reader) } else { Ok(()) }
    }

    fn decode_element(list: &mut Vec<Self>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if !reader.enter_object()? {
            return Ok(());
        }
        list.push(M::empty());
        list.last_mut().map_or(Ok(()), |model| model.read(reader))
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
        debug(self, f, show_private)
    }
}

impl<M: Model> Encode for M {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(&Encode::to_json(self).to_string());
    }

    fn to_json(&self) -> Value {
        let fields = M::NAMES.iter().zip(self.fields());
        fields.filter_map(|(name, field)| Some(((*name).to_owned(), field.value()?.to_json()))).collect()
    }
}

/// Formats a model as a struct; fields with personal data show `<private>` unless `show_private`.
///
/// No example: [`model!`](crate::model!) calls it.
///
/// # Errors
/// The formatter failed.
pub fn debug<M: Model>(model: &M, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
    debug_fields(f, M::NAME, M::NAMES, if show_private { &[] } else { M::PRIVATE }, &model.fields(), show_private)
}

fn debug_fields(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    names: &[&str],
    hidden: &[&str],
    fields: &[&dyn FieldView],
    show_private: bool,
) -> fmt::Result {
    let mut out = f.debug_struct(name);
    for (name, field) in names.iter().zip(fields) {
        match field.value() {
            Some(_) if hidden.contains(name) => out.field(name, &format_args!("<private>")),
            value => out.field(name, &value.map(|value| ValueDebug(value, show_private))),
        };
    }
    out.finish()
}

struct ValueDebug<'a>(&'a dyn AnyValue, bool);

impl fmt::Debug for ValueDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f, self.1)
    }
}

/// Serialises a model as a map of the fields that have a value. No example: [`model!`](crate::model!) calls it.
///
/// # Errors
/// The serializer failed.
pub fn serialize<M: Model, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_fields(M::NAMES, &model.fields(), serializer)
}

fn serialize_fields<S: Serializer>(
    names: &[&str],
    fields: &[&dyn FieldView],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let present = fields.iter().filter(|field| field.value().is_some()).count();
    let mut map = serializer.serialize_map(Some(present))?;
    for (name, field) in names.iter().zip(fields) {
        if let Some(value) = field.value() {
            map.serialize_entry(name, &value.to_json())?;
        }
    }
    map.end()
}
