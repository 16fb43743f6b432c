//! A SID among the traits of the standard library, of serde and of this crate.
//!
//! Text from a caller is read strictly ([`FromStr`], [`TryFrom`], [`FromText`]), text from JSON leniently ([`Deserialize`],
//! [`Decode`]): an answer with an odd SID is still an answer.

use super::text::Text;
use super::{PrefixedSid, SidType};
use crate::json::{DecodeError, Reader};
use crate::model::{Decode, Encode, InvalidValue};
use crate::value::text_value::text_value;

text_value!(impl [const A: char, const B: char] PrefixedSid<A, B>);

impl<const A: char, const B: char> TryFrom<&str> for PrefixedSid<A, B> {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl<const A: char, const B: char> TryFrom<String> for PrefixedSid<A, B> {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        Self::parse(&text)
    }
}

impl<const A: char, const B: char> AsRef<str> for PrefixedSid<A, B> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const A: char, const B: char> PartialEq<str> for PrefixedSid<A, B> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<const A: char, const B: char> PartialEq<&str> for PrefixedSid<A, B> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<const A: char, const B: char> From<PrefixedSid<A, B>> for String {
    fn from(sid: PrefixedSid<A, B>) -> Self {
        sid.as_str().to_owned()
    }
}

impl<const A: char, const B: char> Decode for PrefixedSid<A, B> {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(Text::read(reader)?.map(Self))
    }
}

impl<const A: char, const B: char> Encode for PrefixedSid<A, B> {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(self.as_str());
    }

    fn to_json(&self) -> serde_json::Value {
        self.as_str().into()
    }

    fn check(&self) -> Result<(), InvalidValue> {
        SidType::check(self)
    }
}
