//! A model as a table of named fields: its `Debug` and its JSON.

use std::fmt;

use serde::Serializer;
use serde::ser::SerializeMap;

use super::{Model, Slot};

/// Formats a model as a struct; fields with personal data show `<private>` unless `show_private`.
///
/// # Errors
/// The formatter failed.
pub fn debug<M: Model>(model: &M, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
    debug_fields(f, M::NAME, M::NAMES, if show_private { &[] } else { M::PRIVATE }, &model.slots(), show_private)
}

fn debug_fields(f: &mut fmt::Formatter<'_>, name: &str, names: &[&str], hidden: &[&str], slots: &[&dyn Slot], show_private: bool) -> fmt::Result {
    let mut fields = f.debug_struct(name);
    for (name, slot) in names.iter().zip(slots) {
        if hidden.contains(name) && !slot.is_none() {
            fields.field(name, &format_args!("<private>"));
        } else {
            fields.field(name, &FieldDebug(*slot, show_private));
        }
    }
    fields.finish()
}

struct FieldDebug<'a>(&'a dyn Slot, bool);

impl fmt::Debug for FieldDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f, self.1)
    }
}

/// Serialises a model as a map of the fields that have a value.
///
/// # Errors
/// The serializer failed.
pub fn serialize<M: Model, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_fields(M::NAMES, &model.slots(), serializer)
}

fn serialize_fields<S: Serializer>(names: &[&str], slots: &[&dyn Slot], serializer: S) -> Result<S::Ok, S::Error> {
    let present = slots.iter().filter(|slot| !slot.is_none()).count();
    let mut map = serializer.serialize_map(Some(present))?;
    for (name, slot) in names.iter().zip(slots) {
        if let Some(value) = slot.to_json() {
            map.serialize_entry(name, &value)?;
        }
    }
    map.end()
}
