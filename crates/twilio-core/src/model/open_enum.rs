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

/// What every open enum can do. Implemented by [`open_enum!`](crate::open_enum!).
pub trait OpenEnum: for<'a> From<&'a str> + 'static {
    /// The listed values, in the document's order.
    const KNOWN: &'static [Self];

    /// The value's text.
    fn as_str(&self) -> &str;
}

/// Makes an enum that is open: reading never fails, and the text of an unlisted value is kept in its variant `UnknownValue`.
///
/// Each variant stands with its text. The enum is `#[non_exhaustive]`.
///
/// ```
/// twilio_core::open_enum! {
///     /// When somebody is told of a message.
///     pub enum Level {
///         Default = "default",
///         Muted = "muted",
///     }
/// }
///
/// assert_eq!(Level::from("muted"), Level::Muted);
/// assert_eq!(Level::from("Muted").as_str(), "Muted");             // another letter case is another value
/// assert_eq!(Level::KNOWN, [Level::Default, Level::Muted]);
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(#[$about:meta])* $visibility:vis enum $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        $visibility enum $name {
            $(#[doc = ::core::concat!("`\"", $text, "\"`")] $variant,)*
            /// A value that this version of the crate does not list.
            UnknownValue($crate::UnknownValue),
        }

        impl $name {
            /// The values that this version of the crate lists.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value's text, as the API spells it.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
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
                    $($text => Self::$variant,)*
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
