//! Models: what answers are decoded to.
//!
//! In: JSON text. Out: structs whose fields are all public and `Option`. Invariants: a document that is an object always decodes,
//! whatever its fields hold; null, absent and a wrong type all read as `None`; unknown fields are skipped; of a field that stands
//! twice the last one counts; `Debug` hides fields with personal data.
//!
//! [`model!`](crate::model!) writes a table per struct (names and places of the fields); what walks the tables is compiled here,
//! once, so that a product crate with a hundred models builds in a second and a program holds one reader of JSON.

pub(crate) mod any_format;
pub(crate) mod choices;
mod decode;
mod encode;
pub(crate) mod fields;
mod invalid_value;
#[cfg(feature = "schemars")]
#[doc(hidden)]
pub mod json_schema;
mod macros;
pub(crate) mod slot;
#[cfg(test)]
mod tests;
mod unredacted;

pub(crate) use any_format::raw_text;
pub use choices::open_enum::{Spelling, UnknownValue};
pub use decode::Decode;
pub(crate) use decode::decode_list;
pub use encode::Encode;
pub use fields::Model;
pub use invalid_value::InvalidValue;
pub use unredacted::Unredacted;

use self::slot::{Slot, read_object};
use crate::json::{DecodeError, Reader};

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
pub(crate) fn read_document(
    text: &str,
    owner: &'static str,
    names: &[&'static str],
    slots: &mut [&mut dyn Slot],
) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text);
    if !reader.enter_object()? {
        return Err(DecodeError::new("an object", text, 0));
    }
    read_object(&mut reader, owner, names, slots)?;
    reader.finish()
}
