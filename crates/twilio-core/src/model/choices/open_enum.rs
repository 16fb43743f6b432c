//! Enums that know today's values and keep tomorrow's.
//!
//! In: the text of a value. Out: a variant, or `UnknownValue` with the text. Invariant: a text that is listed never becomes
//! `UnknownValue`, and every text is kept as it was, letter case included. As with models, what the macro writes is compiled where
//! it is used.

use std::fmt;

/// The text of a value that this version of the crate doesn't list. Only reading a text makes one.
///
/// ```
/// # twilio_core::open_enum! { pub enum Level { Muted = "muted", } }
/// match Level::from("whisper") {
///     Level::UnknownValue(text) => assert_eq!(text.as_str(), "whisper"),
///     known => panic!("{known} is listed"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// For [`open_enum!`](crate::open_enum!), which has compared with all listed values before.
    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// How a value was spelled that the API spells in two ways. All spellings are equal: `match` on `Variant(_)`.
///
/// ```
/// use twilio_core::Spelling;
///
/// # twilio_core::open_enum! { pub enum Status { NotParticipating = "notParticipating" | "not_participating", } }
/// let arrived = Status::from("not_participating");
/// assert_eq!(arrived, Status::NotParticipating(Spelling::default()));
/// assert_eq!(arrived.as_str(), "not_participating");              // what arrived stays readable
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Spelling(Option<&'static str>);

impl Spelling {
    /// For [`open_enum!`](crate::open_enum!): the first of two spellings, beside the other one.
    #[doc(hidden)]
    #[must_use]
    pub const fn first(_beside: &'static str) -> Self {
        Self(None)
    }

    /// For [`open_enum!`](crate::open_enum!): the second of two spellings.
    #[doc(hidden)]
    #[must_use]
    pub const fn second(spelling: &'static str) -> Self {
        Self(Some(spelling))
    }

    /// For [`open_enum!`](crate::open_enum!): the value as it was spelled.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(self, first: &'static str) -> &'static str {
        match self.0 {
            Some(second) => second,
            None => first,
        }
    }
}

impl PartialEq for Spelling {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Spelling {}

impl std::hash::Hash for Spelling {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl PartialOrd for Spelling {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Spelling {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

/// The type of the field that a variant with two spellings has.
#[doc(hidden)]
#[macro_export]
macro_rules! __spelling {
    ($spelling:literal) => {
        $crate::Spelling
    };
}

/// What every open enum can do. Implemented by [`open_enum!`](crate::open_enum!).
pub trait OpenEnum: for<'a> From<&'a str> + 'static {
    /// The listed values, in the document's order.
    const KNOWN: &'static [Self];

    /// The value's text.
    fn as_str(&self) -> &str;
}

/// Makes an enum that is open: reading never fails, and the text of an unlisted value is kept in its variant `UnknownValue`.
///
/// Each variant has its value; another spelling of it may follow after `|`: such a variant holds the [`Spelling`] that was read. The enum is `#[non_exhaustive]`.
///
/// ```
/// twilio_core::open_enum! {
///     /// When somebody is told of a message.
///     pub enum Level {
///         Default = "default",
///         Muted = "muted",
///         NotNow = "notNow" | "not_now",
///     }
/// }
///
/// assert_eq!(Level::from("muted"), Level::Muted);
/// assert_eq!(Level::from("not_now"), Level::from("notNow"));
/// assert_eq!(Level::from("Muted").as_str(), "Muted");             // another letter case is another value
/// assert_eq!(Level::KNOWN, [Level::Default, Level::Muted, Level::NotNow(twilio_core::Spelling::default())]);
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(#[$($about:tt)*])* $visibility:vis enum $name:ident { $($variant:ident = $text:literal $(| $spelling:literal)?,)* }) => {
        $crate::__enum_schema! { $name, [$([$($about)*])*], $($text)* }

        $(#[$($about)*])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        $visibility enum $name {
            $(#[doc = ::core::concat!("`\"", $text, "\"`" $(, " or `\"", $spelling, "\"`")?)] $variant $(($crate::__spelling!($spelling)))?,)*
            /// A value that this version of the crate does not list.
            UnknownValue($crate::UnknownValue),
        }

        impl $name {
            /// The values that this version of the crate lists.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant $(($crate::Spelling::first($spelling)))?),*];

            /// The value's text, as the API spells it.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant { .. } => {
                        $(if let Self::$variant(spelling) = self {
                            let _ = $spelling;
                            return spelling.of($text);
                        })?
                        $text
                    })*
                    Self::UnknownValue(text) => text.as_str(),
                }
            }
        }

        impl $crate::generated::OpenEnum for $name {
            const KNOWN: &'static [Self] = Self::KNOWN;

            #[inline]
            fn as_str(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $(
                        $text => Self::$variant $(($crate::Spelling::first($spelling)))?,
                        $($spelling => Self::$variant($crate::Spelling::second($spelling)),)?
                    )*
                    _ => Self::UnknownValue($crate::UnknownValue::new(text)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::FromText for $name {
            #[inline]
            fn from_text(text: &str) -> ::core::result::Result<Self, $crate::InvalidValue> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl $crate::generated::TextValue for $name {}

        impl $crate::Encode for $name {
            #[inline]
            fn texts(&self, sink: &mut dyn ::core::ops::FnMut(&str)) {
                sink(self.as_str());
            }

            #[inline]
            fn to_json(&self) -> $crate::generated::serde_json::Value {
                $crate::generated::serde_json::Value::from(self.as_str())
            }

            #[inline]
            fn is_unlisted(&self) -> bool {
                ::core::matches!(self, Self::UnknownValue(_))
            }
        }

        impl $crate::model::Decode for $name {
            #[inline]
            fn decode(reader: &mut $crate::generated::Reader<'_>) -> ::core::result::Result<::core::option::Option<Self>, $crate::DecodeError> {
                let mut value = ::core::option::Option::None;
                reader.text_to(&mut |text| value = ::core::option::Option::Some(Self::from(text)))?;
                ::core::result::Result::Ok(value)
            }
        }

        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                <::std::borrow::Cow<'de, str> as $crate::generated::serde::Deserialize<'de>>::deserialize(deserializer).map(|text| Self::from(text.as_ref()))
            }
        }
    };
}

/// The schema of an open enum.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_schema {
    ($name:ident, [$([$($about:tt)*])*], $($value:literal)*) => {
        impl $crate::generated::json_schema::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::stringify!($name).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::core::concat!(::core::module_path!(), "::", ::core::stringify!($name)).into()
            }

            fn json_schema(_: &mut $crate::generated::json_schema::SchemaGenerator) -> $crate::generated::json_schema::Schema {
                $crate::generated::json_schema::open_enum(::core::concat!($($crate::__documentation!($($about)*)),*), &[$($value),*])
            }
        }
    };
}

/// Nothing, without schemas.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_schema {
    ($($anything:tt)*) => {};
}
