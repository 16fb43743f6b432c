//! A model as a table of named fields: its `Debug` and its JSON.

use std::fmt;

use serde::Serializer;
use serde::ser::SerializeMap;

use super::slot::AnyValue;
use super::{FieldView, Model};

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
