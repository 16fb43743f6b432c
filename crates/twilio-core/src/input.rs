//! What a caller may pass for one input: [`Input`] for required ones and [`Field`] for optional ones.
//!
//! In: a value, or a text that is read as one. Out: the value, or what was wrong with its text, kept until the request is sent.
//! Invariant: passing a value never panics and never fails at the call; the check's result is returned, typed, before any I/O.

use crate::invalid_value::InvalidValue;
use crate::sid::PrefixedSid;

/// A value that can be read from its text, strictly: what isn't right is an error, not a guess.
///
/// ```
/// use twilio_core::{FromText, sid::UserSid};
///
/// assert!(UserSid::from_text("US0123456789abcdef0123456789abcdef").is_ok());
/// assert!(UserSid::from_text("alice").is_err());
/// ```
pub trait FromText: Sized {
    /// Reads `text`.
    ///
    /// # Errors
    /// What was expected and what was there.
    fn from_text(text: &str) -> Result<Self, InvalidValue>;
}

impl FromText for String {
    fn from_text(text: &str) -> Result<Self, InvalidValue> {
        Ok(text.to_owned())
    }
}

/// A required input, or what was wrong with its text.
///
/// Functions take `impl Into<Input<T>>`: a `T`, a `&str` that is read as one, or, for SIDs, the optional field of a model.
///
/// ```
/// use twilio_core::{Input, sid::UserSid};
///
/// let from_text: Input<UserSid> = "US0123456789abcdef0123456789abcdef".into();
/// assert!(from_text.into_result().is_ok());
/// let absent: Input<UserSid> = (&None).into();
/// assert_eq!(absent.into_result().unwrap_err().found(), "an absent value");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Input<T>(Result<T, InvalidValue>);

impl<T> Input<T> {
    /// The value.
    ///
    /// # Errors
    /// What was wrong with the text that this was made from.
    pub fn into_result(self) -> Result<T, InvalidValue> {
        self.0
    }

    fn read(result: Result<T, InvalidValue>) -> Self {
        Self(result)
    }
}

impl<T> From<T> for Input<T> {
    fn from(value: T) -> Self {
        Self(Ok(value))
    }
}

/// An optional input: a value, or the wish to clear the field.
///
/// Setters take `impl Into<Field<T>>`. A setter that isn't called sends nothing.
///
/// ```
/// use twilio_core::Field;
///
/// assert_eq!(Field::<String>::from("general"), Field::Value("general".to_owned()));
/// assert_eq!(Field::<Vec<String>>::from(["a", "b"]), Field::Value(vec!["a".to_owned(), "b".to_owned()]));
/// let cleared: Field<String> = Field::Clear;                  // sends the key with an empty value
/// # let _ = cleared;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Field<T> {
    /// Sends this value.
    Value(T),
    /// Sends the key with an empty value (in a JSON body: `null`), which clears what is stored.
    Clear,
    /// A text that is no `T`; sending returns it as an error.
    Invalid(InvalidValue),
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> Field<T> {
    fn read(result: Result<T, InvalidValue>) -> Self {
        result.map_or_else(Self::Invalid, Self::Value)
    }
}

/// The conversions that both kinds of input have.
macro_rules! conversions {
    ($input:ident) => {
        impl<T: FromText> From<&str> for $input<T> {
            fn from(text: &str) -> Self {
                $input::read(T::from_text(text))
            }
        }

        impl<T: FromText> From<&String> for $input<T> {
            fn from(text: &String) -> Self {
                $input::read(T::from_text(text))
            }
        }

        impl<T: FromText> From<Vec<&str>> for $input<Vec<T>> {
            fn from(texts: Vec<&str>) -> Self {
                $input::read(texts.into_iter().map(T::from_text).collect())
            }
        }

        impl<T: FromText> From<&[&str]> for $input<Vec<T>> {
            fn from(texts: &[&str]) -> Self {
                $input::read(texts.iter().copied().map(T::from_text).collect())
            }
        }

        impl<T: FromText, const N: usize> From<[&str; N]> for $input<Vec<T>> {
            fn from(texts: [&str; N]) -> Self {
                $input::read(texts.into_iter().map(T::from_text).collect())
            }
        }

        impl<T, const N: usize> From<[T; N]> for $input<Vec<T>> {
            fn from(values: [T; N]) -> Self {
                $input::read(Ok(Vec::from(values)))
            }
        }

        impl<const A: char, const B: char> From<&PrefixedSid<A, B>> for $input<PrefixedSid<A, B>> {
            fn from(sid: &PrefixedSid<A, B>) -> Self {
                $input::read(Ok(sid.clone()))
            }
        }
    };
}
conversions!(Input);
conversions!(Field);

impl<const A: char, const B: char> From<Option<PrefixedSid<A, B>>> for Input<PrefixedSid<A, B>> {
    fn from(sid: Option<PrefixedSid<A, B>>) -> Self {
        Self(sid.ok_or_else(|| InvalidValue::new(PrefixedSid::<A, B>::expected(), "an absent value")))
    }
}

impl<const A: char, const B: char> From<&Option<PrefixedSid<A, B>>> for Input<PrefixedSid<A, B>> {
    fn from(sid: &Option<PrefixedSid<A, B>>) -> Self {
        Self::from(sid.clone())
    }
}
