//! Models: what answers are decoded to.
//!
//! In: JSON text. Out: structs whose fields are all public and `Option`. Invariants: a document that is an object always decodes,
//! whatever its fields hold; null, absent and a wrong type all read as `None`; unknown fields are skipped; of a field that stands
//! twice the last one counts; `Debug` hides fields with personal data.
//!
//! [`model!`](crate::model!) writes a table per struct (names and places of the fields); what walks the tables is compiled here,
//! once, so that a product crate with a hundred models builds in a second and a program holds one reader of JSON.

mod any_format;
mod decode;
mod encode;
mod fields;
mod invalid_value;
mod macros;
mod open_enum;
mod slot;
#[cfg(test)]
mod tests;
mod unredacted;

pub use any_format::deserialize;
pub(crate) use any_format::raw_text;
pub use decode::Decode;
pub use encode::Encode;
pub use fields::{debug, serialize};
pub use invalid_value::InvalidValue;
pub use open_enum::{OpenEnum, UnknownValue};
pub use slot::{FieldView, Slot, read_object};
pub use unredacted::Unredacted;

use std::fmt;

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

/// Decodes a whole JSON document.
///
/// ```
/// let permissions: Vec<String> = twilio_core::model::from_json(r#"["sendMessage", null, "leaveChannel"]"#)?;
/// assert_eq!(permissions, ["sendMessage", "leaveChannel"]);       // an element that can't be read is left out
/// # Ok::<(), twilio_core::DecodeError>(())
/// ```
///
/// # Errors
/// The text is no JSON, or its value is of another type than `T`'s (for a model: no object).
pub fn from_json<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let mut reader = Reader::new(text);
    let mut value = None;
    T::decode_into(&mut value, &mut reader)?;
    reader.finish()?;
    value.ok_or_else(|| DecodeError::new(T::EXPECTED, text, 0))
}

/// Reads named members of a JSON document into their places in one pass; for answers that are no model, such as a page.
///
/// # Errors
/// The text is no JSON, or no object.
pub(crate) fn read_document(text: &str, names: &[&str], slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text);
    if !reader.enter_object()? {
        return Err(DecodeError::new("an object", text, 0));
    }
    read_object(&mut reader, names, slots)?;
    reader.finish()
}
