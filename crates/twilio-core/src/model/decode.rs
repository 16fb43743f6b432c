//! How the types that fields have are read from JSON.
//!
//! Text takes a number or boolean as its text; every other mismatch reads as absent.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde_json::Value;

use crate::json::{DecodeError, Reader};
use crate::limits::ARRAY_ELEMENTS;

/// What an array or page may reserve ahead: more than any page holds, little enough for a hostile answer to be harmless.
const MAX_RESERVED: usize = 1000;
const TOO_MANY: &str = "at most 100000 elements in an array";

/// A type that a field of a model can have.
///
/// The types of this crate, texts, numbers, lists and maps are such types, and [`model!`](crate::model!), [`newtype!`](crate::newtype!) and
/// [`open_enum!`](crate::open_enum!) make others.
///
/// ```
/// use twilio_core::model::{Decode, from_json};
///
/// /// The records of a stored page, whatever they are.
/// fn records<T: Decode>(stored: &str) -> Vec<T> {
///     from_json(stored).unwrap_or_default()
/// }
/// assert_eq!(records::<String>(r#"["general", "support"]"#), ["general", "support"]);
/// ```
pub trait Decode: Sized + fmt::Debug {
    /// What an error says when a whole document is of another type.
    const EXPECTED: &'static str = "a value of another type";

    /// Consumes one value: `None` when it is null or of another type.
    ///
    /// # Errors
    /// The JSON is broken.
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError>;

    /// Like [`decode`](Self::decode), in place; for types that are costly to move.
    ///
    /// # Errors
    /// The JSON is broken.
    fn decode_into(place: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *place = Self::decode(reader)?;
        Ok(())
    }

    /// Like [`decode`](Self::decode), to the end of `list`; a value that can't be read is left out.
    ///
    /// # Errors
    /// The JSON is broken.
    fn decode_element(list: &mut Vec<Self>, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        list.extend(Self::decode(reader)?);
        Ok(())
    }

    /// Formats as `Debug` does; with `show_private`, models within show their private fields too.
    ///
    /// # Errors
    /// The formatter failed.
    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
        let _ = show_private;
        fmt::Debug::fmt(self, f)
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.text()?.map(Self::from))
    }
}

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        reader.boolean()
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.number()?.and_then(|text| text.parse().ok()).filter(|number: &Self| number.is_finite()))
    }
}

impl Decode for f32 {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.number()?.and_then(|text| text.parse().ok()).filter(|number: &Self| number.is_finite()))
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.number()?.and_then(whole_number))
    }
}

/// The number, if it is whole; `3.0` and `3e2` are.
fn whole_number(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| {
        // Below 2^53 every whole number is exact, so that the cast changes nothing.
        let number: f64 = text.parse().ok()?;
        (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
    })
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Decode for $integer {
            fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
                let text = reader.number()?;
                Ok(text.and_then(|text| text.parse().ok().or_else(|| Self::try_from(whole_number(text)?).ok())))
            }
        }
    )*};
}
integers!(i32, u32, u64);

impl Decode for Value {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.raw()?.and_then(|text| serde_json::from_str(text).ok()))
    }
}

/// Reads an array of at most `most` elements; `expected` is what the error of a longer one says. `None` for any other value.
pub(crate) fn decode_list<T: Decode>(
    reader: &mut Reader<'_>,
    most: usize,
    expected: &'static str,
) -> Result<Option<Vec<T>>, DecodeError> {
    if !reader.enter_array()? {
        return Ok(None);
    }
    let mut list = Vec::new();
    let mut first = true;
    let all = reader.bytes_left();
    while reader.next_element(&mut first)? {
        if list.len() == most {
            return Err(reader.error(expected));
        }
        T::decode_element(&mut list, reader)?;
        if list.len() == list.capacity() && !list.is_empty() {
            // Elements are of about one size, so that this is nearly right for a page and mostly happens once.
            let size = (all - reader.bytes_left()) / list.len();
            list.reserve((reader.bytes_left() / size.max(2)).min(MAX_RESERVED));
        }
    }
    Ok(Some(list))
}

impl<T: Decode> Decode for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        decode_list(reader, ARRAY_ELEMENTS, TOO_MANY)
    }

    fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|element| Shown(element, show_private))).finish()
    }
}

macro_rules! maps {
    ($($map:ident),*) => {$(
        impl<T: Decode> Decode for $map<String, T> {
            const EXPECTED: &'static str = "an object";

            fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
                if !reader.enter_object()? {
                    return Ok(None);
                }
                let mut map = Self::new();
                let mut first = true;
                while let Some(key) = reader.next_key(&mut first)? {
                    match T::decode(reader)? {
                        Some(value) => map.insert(key.into_owned(), value),
                        None => map.remove(key.as_ref()),
                    };
                }
                Ok(Some(map))
            }

            fn debug(&self, f: &mut fmt::Formatter<'_>, show_private: bool) -> fmt::Result {
                f.debug_map().entries(self.iter().map(|(name, value)| (name, Shown(value, show_private)))).finish()
            }
        }
    )*};
}
maps!(HashMap, BTreeMap);

/// A value formatted by [`Decode::debug`].
pub(super) struct Shown<'a, T>(pub(super) &'a T, pub(super) bool);

impl<T: Decode> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f, self.1)
    }
}
