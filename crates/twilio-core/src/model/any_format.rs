//! Models from any of serde's deserializers.
//!
//! In: a deserializer. Out: the raw JSON text of its value, which the reader of answers then goes over: one decode path, whoever
//! calls. serde_json gives the text as it stands. Others, and serde's buffers behind `#[serde(flatten)]` and untagged enums,
//! give a value that is written out as text first.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::Value;
use serde_json::value::RawValue;

use super::decode::Decode;
use super::from_json;

/// Decodes a value through its raw JSON text. No example: [`model!`](crate::model!) calls it.
///
/// # Errors
/// The deserializer failed, or the value is of another type than `T`'s.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    from_json(raw_text(deserializer)?.get()).map_err(D::Error::custom)
}

/// The JSON text of the deserializer's next value.
pub(crate) fn raw_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    Box::<RawValue>::deserialize(AnyFormat(deserializer))
}

/// Stands between a raw value, which only serde_json's own deserializers can give, and any other deserializer.
struct AnyFormat<T>(T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AnyFormat<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, NewtypeVisitor { name, visitor })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

struct NewtypeVisitor<V> {
    name: &'static str,
    visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for NewtypeVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    /// serde_json, which knows raw values: passed through.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    /// Any other: read as an untyped value, which serde_json then makes a raw one of.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let value = Value::deserialize(deserializer)?;
        value.deserialize_newtype_struct(self.name, self.visitor).map_err(D::Error::custom)
    }
}
