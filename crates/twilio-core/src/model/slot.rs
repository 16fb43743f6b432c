//! Fields without their types: read and looked at through tables, by functions that are compiled once for all models.

use std::fmt;

use serde_json::Value;

use super::Decode;
use super::decode::Shown;
use crate::encode::Encode;
use crate::reader::{DecodeError, Reader};

/// The place that one value is read into, of any type.
pub trait Slot {
    /// Reads the next value into the place: `None` when it is null or of another type.
    ///
    /// # Errors
    /// The JSON is broken.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

impl<T: Decode> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        T::decode_into(self, reader)
    }
}

/// What `Debug` and JSON want to know of one field, of any type.
pub trait FieldView {
    /// Whether there is no value.
    fn is_none(&self) -> bool;

    /// The value as JSON.
    fn to_json(&self) -> Option<Value>;

    /// Formats as `Debug` does; with `show_private`, nested models show their private fields too.
    ///
    /// # Errors
    /// The formatter failed.
    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result;
}

impl<T: Decode + Encode> FieldView for Option<T> {
    fn is_none(&self) -> bool {
        self.is_none()
    }

    fn to_json(&self) -> Option<Value> {
        self.as_ref().map(Encode::to_json)
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
        fmt::Debug::fmt(&self.as_ref().map(|value| Shown(value, show_private)), f)
    }
}

/// Reads the members of the object that `reader` has entered, each into the slot of its name; the others are skipped.
///
/// # Errors
/// The JSON is broken.
pub fn read_object(reader: &mut Reader<'_>, names: &[&str], slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
    let mut previous = None;
    let mut first = true;
    while let Some(found) = reader.next_key_among(names, previous, &mut first)? {
        match found.and_then(|index| Some((index, slots.get_mut(index)?))) {
            Some((index, slot)) => {
                slot.read(reader)?;
                previous = Some(index);
            }
            None => {
                reader.skip()?;
            }
        }
    }
    Ok(())
}
