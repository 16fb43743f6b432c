//! What a caller may pass for one input: [`Input`] for required ones and [`Field`] for optional ones.
//!
//! In: a value, or a text that is read as one. Out: the value, or what was wrong with its text, kept until the request is sent.
//! Invariant: passing a value never panics and never fails at the call; the check's result is returned, typed, before any I/O.

use std::fmt;

use crate::model::InvalidValue;
use crate::value::sid::PrefixedSid;

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
/// let from_value = Input::from_value(UserSid::parse("US0123456789abcdef0123456789abcdef")?);
/// assert_eq!(from_text.into_result()?, from_value.into_result()?);
/// let absent: Input<UserSid> = (&None).into();
/// assert_eq!(absent.into_result().unwrap_err().found(), "an absent value");
/// # Ok::<(), twilio_core::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Input<T>(Result<T, InvalidValue>);

impl<T> Input<T> {
    /// An input that holds this value.
    pub fn from_value(value: T) -> Self {
        Self(Ok(value))
    }

    /// The value.
    ///
    /// # Errors
    /// What was wrong with the text that this was made from.
    pub fn into_result(self) -> Result<T, InvalidValue> {
        self.0
    }

    pub(crate) fn read(result: Result<T, InvalidValue>) -> Self {
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
#[derive(Clone, PartialEq)]
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
    pub(crate) fn read(result: Result<T, InvalidValue>) -> Self {
        result.map_or_else(Self::Invalid, Self::Value)
    }
}

/// Hides the value, which may be personal data.
impl<T> fmt::Debug for Input<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(_) => formatter.write_str("Input(<hidden>)"),
            Err(problem) => formatter.debug_tuple("Invalid").field(problem).finish(),
        }
    }
}

/// Hides the value, which may be personal data.
impl<T> fmt::Debug for Field<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Value(_) => formatter.write_str("Value(<hidden>)"),
            Field::Clear => formatter.write_str("Clear"),
            Field::Invalid(problem) => formatter.debug_tuple("Invalid").field(problem).finish(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::value::sid::UserSid;

    const SID: &str = "US0123456789abcdef0123456789abcdef";

    fn input<T>(value: impl Into<Input<T>>) -> Result<T, InvalidValue> {
        value.into().into_result()
    }

    fn field<T>(value: impl Into<Field<T>>) -> Field<T> {
        value.into()
    }

    #[test]
    fn a_sid_is_taken_as_itself_by_reference_as_text_or_from_a_model() {
        let sid = UserSid::parse(SID).unwrap();
        assert_eq!(input(sid.clone()), Ok(sid.clone()));
        assert_eq!(input(&sid), Ok(sid.clone()));
        assert_eq!(input::<UserSid>(SID), Ok(sid.clone()));
        assert_eq!(input::<UserSid>(&SID.to_owned()), Ok(sid.clone()));
        assert_eq!(input(Some(sid.clone())), Ok(sid.clone()));
        let of_a_model = Some(sid.clone());
        assert_eq!(input(&of_a_model), Ok(sid.clone()));
        assert_eq!(field(&sid), Field::Value(sid));
    }

    #[test]
    fn what_is_wrong_is_kept_for_later() {
        assert_eq!(input::<UserSid>(&None).unwrap_err().found(), "an absent value");
        assert_eq!(input::<UserSid>("alice").unwrap_err().found(), "5 characters");
        assert!(matches!(field::<Timestamp>("soon"), Field::Invalid(_)));
        assert!(matches!(field::<Vec<UserSid>>([SID, "alice"]), Field::Invalid(_)));
    }

    #[test]
    fn literals_need_no_conversion() {
        assert_eq!(field::<i64>(5), Field::Value(5));
        assert_eq!(field::<bool>(true), Field::Value(true));
        assert_eq!(field::<String>("a"), Field::Value("a".to_owned()));
        assert_eq!(field::<serde_json::Value>(serde_json::json!({})), Field::Value(serde_json::json!({})));
        assert_eq!(field::<String>(Field::Clear), Field::Clear);
    }

    #[test]
    fn arrays_are_taken_in_every_form() {
        let list = Field::Value(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(field::<Vec<String>>(["a", "b"]), list);
        assert_eq!(field::<Vec<String>>(vec!["a", "b"]), list);
        assert_eq!(field::<Vec<String>>(&["a", "b"][..]), list);
        assert_eq!(field::<Vec<String>>(["a".to_owned(), "b".to_owned()]), list);
        assert_eq!(field::<Vec<String>>(vec!["a".to_owned(), "b".to_owned()]), list);
    }
}
