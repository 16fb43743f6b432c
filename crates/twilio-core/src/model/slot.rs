//! Fields without their types: read and looked at through tables, by functions that are compiled once for all models.

use std::fmt;

use serde_json::Value;

use super::Decode;
use crate::json::{DecodeError, Reader};
use crate::model::Encode;

/// The place that one value is read into, of any type.
///
/// No example: the fields of models have it already, and [`model!`](crate::model!) makes use of it.
pub trait Slot {
    /// Reads the next value into the place, and says whether there is one: `None` when it is null or of another type.
    ///
    /// # Errors
    /// The JSON is broken.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<bool, DecodeError>;
}

impl<T: Decode> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        T::decode_into(self, reader)?;
        Ok(self.is_some())
    }
}

/// A field to look at, of any type.
///
/// No example: the fields of models have it already, and [`model!`](crate::model!) makes use of it.
pub trait FieldView {
    /// What it holds.
    fn value(&self) -> Option<&dyn AnyValue>;
}

impl<T: Decode + Encode> FieldView for Option<T> {
    fn value(&self) -> Option<&dyn AnyValue> {
        self.as_ref().map(|value| value as &dyn AnyValue)
    }
}

/// What `Debug` and JSON want to know of a value, of any type.
pub trait AnyValue {
    /// The value as JSON.
    fn to_json(&self) -> Value;

    /// Formats as `Debug` does; with `show_private`, nested models show their private fields too.
    ///
    /// # Errors
    /// The formatter failed.
    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result;
}

impl<T: Decode + Encode> AnyValue for T {
    fn to_json(&self) -> Value {
        Encode::to_json(self)
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
        Decode::debug(self, f, show_private)
    }
}

/// Reads the members of the object that `reader` has entered, each into the slot of its name; the others are skipped. `owner` names the object in
/// the event that says of a value that it could not be read.
///
/// No example: [`model!`](crate::model!) calls it, with a reader that only this crate makes.
///
/// # Errors
/// The JSON is broken.
pub fn read_object(
    reader: &mut Reader<'_>,
    owner: &'static str,
    names: &[&'static str],
    slots: &mut [&mut dyn Slot],
) -> Result<(), DecodeError> {
    let mut previous = None;
    let mut first = true;
    while let Some(found) = reader.next_key_among(names, previous, &mut first)? {
        match found.and_then(|index| Some((index, slots.get_mut(index)?))) {
            Some((index, slot)) => {
                let position = reader.position();
                if !slot.read(reader)? && !reader.is_null_at(position) {
                    unreadable(reader, owner, names, index);
                }
                previous = Some(index);
            }
            None => {
                reader.skip()?;
            }
        }
    }
    Ok(())
}

/// Tells of a field that reads as absent although the response has a value, once in a row for each field of a document.
#[cold]
fn unreadable(reader: &mut Reader<'_>, owner: &'static str, names: &[&'static str], index: usize) {
    let field = names.get(index).copied().unwrap_or_default();
    if reader.is_first_report(owner, field) {
        tracing::warn!(
            target: "twilio_core",
            { twilio.model = owner, twilio.field = field },
            "a field of a response has a value of another type; it reads as absent"
        );
    }
}
