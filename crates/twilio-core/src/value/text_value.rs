//! The traits of a value that is written as a string: strict where a caller makes one, lenient where a response holds one.

/// Implements `FromStr`, `FromText`, `Serialize` and `Deserialize` for a type that has `parse` (strict), `lenient`, `expected` (what an error says) and `Display`.
macro_rules! text_value {
    ($value:ty) => {
        $crate::value::text_value::text_value!(impl [] $value);
    };
    (impl [$($generics:tt)*] $value:ty) => {
        impl<$($generics)*> ::std::str::FromStr for $value {
            type Err = $crate::InvalidValue;

            #[inline]
            fn from_str(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::parse(text)
            }
        }

        impl<$($generics)*> $crate::FromText for $value {
            #[inline]
            fn from_text(text: &str) -> Result<Self, $crate::InvalidValue> {
                Self::parse(text)
            }

            fn expected() -> ::std::borrow::Cow<'static, str> {
                Self::expected()
            }
        }

        impl<$($generics)*> $crate::value::input::TextValue for $value {}

        impl<$($generics)*> ::serde::Serialize for $value {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de, $($generics)*> ::serde::Deserialize<'de> for $value {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'_, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                Ok(Self::lenient(&text))
            }
        }
    };
}

pub(super) use text_value;
