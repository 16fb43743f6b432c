//! The macro that makes a type of SIDs, with the traits of the standard library, of serde and of this crate.
//!
//! A string from a caller is read strictly ([`FromStr`](std::str::FromStr), `TryFrom`, [`FromText`](crate::FromText)), one from JSON leniently
//! ([`Deserialize`](serde::Deserialize), [`Decode`](crate::model::Decode)): a response with a malformed SID still decodes. What is written here once per
//! prefix only calls functions that are compiled once.

/// Makes one type of SIDs, of a prefix or of any.
macro_rules! sid_type {
    ($(#[$about:meta])* $name:ident, $prefix:expr) => {
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) $crate::value::sid::text::Text);

        impl $name {
            /// Reads a SID strictly.
            ///
            /// # Errors
            /// The string has another prefix, another length, or something that is not a hexadecimal digit.
            pub fn parse(text: &str) -> Result<Self, $crate::InvalidValue> {
                $crate::value::sid::form::parse(text, $prefix).map(Self)
            }

            /// The string, as it was read.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Whether the string is the type's prefix and 32 hexadecimal digits. Only one from a response can be anything else.
            #[must_use]
            #[inline]
            pub fn is_well_formed(&self) -> bool {
                self.0.is_well_formed($prefix)
            }

            /// The same string as the general type.
            ///
            /// ```
            /// use twilio_core::sid::UserSid;
            ///
            /// let user = UserSid::parse("US0123456789abcdef0123456789abcdef")?;
            /// assert_eq!(user.to_general().as_str(), user.as_str());
            /// # Ok::<(), twilio_core::InvalidValue>(())
            /// ```
            #[must_use]
            pub fn to_general(&self) -> $crate::value::sid::Sid {
                $crate::value::sid::Sid(self.0.clone())
            }

            /// Keeps any string, as decoding a response does.
            pub(crate) fn lenient(text: &str) -> Self {
                Self($crate::value::sid::text::Text::new(text))
            }

            pub(crate) fn expected() -> ::std::borrow::Cow<'static, str> {
                $crate::value::sid::form::expected($prefix)
            }
        }

        impl $crate::value::sid::SidType for $name {
            const PREFIX: Option<&'static str> = $prefix;

            #[inline]
            fn as_str(&self) -> &str {
                self.0.as_str()
            }

            #[inline]
            fn check(&self) -> Result<(), $crate::InvalidValue> {
                $crate::value::sid::form::parse(self.0.as_str(), $prefix).map(|_| ())
            }
        }

        $crate::value::text_value::text_value!($name);

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::InvalidValue;

            #[inline]
            fn try_from(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::InvalidValue;

            #[inline]
            fn try_from(text: String) -> Result<Self, $crate::InvalidValue> {
                Self::parse(&text)
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl From<$name> for String {
            #[inline]
            fn from(sid: $name) -> Self {
                sid.as_str().to_owned()
            }
        }

        impl From<$name> for $crate::PathSegment {
            #[inline]
            fn from(sid: $name) -> Self {
                Self::from(&sid)
            }
        }

        impl $crate::IntoPathSegment for $name {
            #[inline]
            fn into_path_segment(self) -> $crate::PathSegment {
                self.into()
            }
        }

        impl $crate::model::Decode for $name {
            #[inline]
            fn decode(reader: &mut $crate::json::Reader<'_>) -> Result<Option<Self>, $crate::DecodeError> {
                Ok($crate::value::sid::text::Text::read(reader)?.map(Self))
            }
        }

        impl $crate::model::Encode for $name {
            #[inline]
            fn texts(&self, sink: &mut dyn FnMut(&str)) {
                sink(self.as_str());
            }

            fn to_json(&self) -> ::serde_json::Value {
                self.as_str().into()
            }

            #[inline]
            fn check(&self) -> Result<(), $crate::InvalidValue> {
                $crate::value::sid::SidType::check(self)
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $crate::value::json_schema::sid($prefix)
            }
        }
    };
}
