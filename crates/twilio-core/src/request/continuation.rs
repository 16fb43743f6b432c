//! The position in a list, which can be stored.
//!
//! - It contains no `Authorization`.
//! - It names a path after the base and no host, so that a changed one can't send credentials elsewhere.

use std::fmt;

use http::header::HeaderMap;
use serde::de::{self, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::CONTINUATION_BYTES;
use crate::operation::Operation;

/// A resume token for a list: page, position in it, and remaining limit.
///
/// Serialisable in any format of serde's, as a struct with named fields and a version. Pass it to `resume` of the same list, in this process or
/// another one. It contains the request's header parameters (without `Authorization`) and the names in its path, so treat it as you treat those.
///
/// ```
/// # fn store(_: &str) {}
/// # fn example(pager: &twilio_core::Pager<String>) -> Result<(), serde_json::Error> {
/// if let Some(continuation) = pager.continuation() {
///     store(&serde_json::to_string(&continuation)?);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Continuation {
    pub(crate) operation: String,
    /// The list's own path, to tell the lists of two services apart.
    pub(crate) path: String,
    /// The page to ask for: path and query, behind the base's prefix.
    pub(crate) target: String,
    /// How many of its records were taken.
    pub(crate) taken: u64,
    /// How many the limit still allows.
    pub(crate) remaining: Option<u64>,
    pub(crate) headers: Vec<(String, String)>,
}

/// The version that is written, so that a later one can tell.
const VERSION: u64 = 1;

const FIELDS: &[&str] = &["version", "operation", "path", "page", "taken", "remaining", "headers"];

impl Continuation {
    /// The header parameters of a call.
    pub(crate) fn storable(operation: &Operation, headers: &HeaderMap) -> Vec<(String, String)> {
        let values =
            |name: &&'static str| headers.get_all(*name).iter().map(|value| (*name, value)).collect::<Vec<_>>();
        let stored = operation.headers().iter().flat_map(values);
        stored.filter_map(|(name, value)| Some((name.to_owned(), value.to_str().ok()?.to_owned()))).collect()
    }

    /// Bytes of all parts.
    fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
        self.operation.len() + self.path.len() + self.target.len() + headers
    }
}

impl Serialize for Continuation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut stored = serializer.serialize_struct("Continuation", FIELDS.len())?;
        stored.serialize_field("version", &VERSION)?;
        stored.serialize_field("operation", &self.operation)?;
        stored.serialize_field("path", &self.path)?;
        stored.serialize_field("page", &self.target)?;
        stored.serialize_field("taken", &self.taken)?;
        stored.serialize_field("remaining", &self.remaining)?;
        stored.serialize_field("headers", &self.headers)?;
        stored.end()
    }
}

impl<'de> Deserialize<'de> for Continuation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = deserializer.deserialize_struct("Continuation", FIELDS, Stored).map_err(|error| {
            D::Error::custom(format_args!(
                "not a continuation of a list as this library stores it (version {VERSION}): {error}"
            ))
        })?;
        if read.size() > CONTINUATION_BYTES {
            return Err(D::Error::custom(format_args!("a continuation of more than {CONTINUATION_BYTES} bytes")));
        }
        Ok(read)
    }
}

/// Reads the stored form, by the names of its fields or, in a format without names, by their order.
struct Stored;

/// The fields that were read so far.
#[derive(Default)]
struct Read {
    version: Option<u64>,
    operation: Option<String>,
    path: Option<String>,
    page: Option<String>,
    taken: Option<u64>,
    remaining: Option<u64>,
    headers: Vec<(String, String)>,
}

impl Read {
    fn finish<E: de::Error>(self) -> Result<Continuation, E> {
        match self.version {
            Some(VERSION) => {}
            Some(other) => return Err(E::custom(format_args!("version {other}; start the list again"))),
            None => return Err(E::missing_field("version")),
        }
        Ok(Continuation {
            operation: self.operation.ok_or_else(|| E::missing_field("operation"))?,
            path: self.path.ok_or_else(|| E::missing_field("path"))?,
            target: self.page.ok_or_else(|| E::missing_field("page"))?,
            taken: self.taken.ok_or_else(|| E::missing_field("taken"))?,
            remaining: self.remaining,
            headers: self.headers,
        })
    }
}

impl<'de> Visitor<'de> for Stored {
    type Value = Continuation;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a stored continuation, with `version`, `operation`, `path`, `page` and `taken`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Continuation, A::Error> {
        let mut read = Read::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "version" => read.version = map.next_value()?,
                "operation" => read.operation = map.next_value()?,
                "path" => read.path = map.next_value()?,
                "page" => read.page = map.next_value()?,
                "taken" => read.taken = map.next_value()?,
                "remaining" => read.remaining = map.next_value()?,
                "headers" => read.headers = map.next_value()?,
                _ => return Err(A::Error::unknown_field(&name, FIELDS)),
            }
        }
        read.finish()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Continuation, A::Error> {
        let read = Read {
            version: sequence.next_element()?,
            operation: sequence.next_element()?,
            path: sequence.next_element()?,
            page: sequence.next_element()?,
            taken: sequence.next_element()?,
            remaining: sequence.next_element()?.unwrap_or_default(),
            headers: sequence.next_element()?.unwrap_or_default(),
        };
        read.finish()
    }
}

impl fmt::Debug for Continuation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The paths hold names of users.
        formatter
            .debug_struct("Continuation")
            .field("operation", &self.operation)
            .field("taken", &self.taken)
            .field("remaining", &self.remaining)
            .finish_non_exhaustive()
    }
}
