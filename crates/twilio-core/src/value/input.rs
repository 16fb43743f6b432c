//! What a caller may pass for one input: [`IntoInput`] for required ones and [`IntoField`] for optional ones.
//!
//! Invariant: passing a value never panics and never fails at the call; what is wrong with it is returned, typed, before any I/O.

use std::borrow::Cow;
use std::fmt;

use crate::model::InvalidValue;

/// A value that can be read from its string, strictly: what isn't right is an error, not a guess.
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

    /// What an error says was expected. No example: errors show it.
    #[doc(hidden)]
    fn expected() -> Cow<'static, str> {
        "a value".into()
    }
}

impl FromText for String {
    fn from_text(text: &str) -> Result<Self, InvalidValue> {
        Ok(text.to_owned())
    }
}

/// A value that is not a `String` and can be read from one: SIDs, dates, enums.
#[doc(hidden)]
pub trait TextValue: FromText {}

/// A required input, or what was wrong with it.
///
/// ```
/// use twilio_core::{Input, IntoInput, sid::UserSid};
///
/// let from_text: Input<UserSid> = "US0123456789abcdef0123456789abcdef".into_input();
/// let from_value = Input::from_value(UserSid::parse("US0123456789abcdef0123456789abcdef")?);
/// assert_eq!(from_text.into_result()?, from_value.into_result()?);
/// let absent: Input<UserSid> = (&None::<UserSid>).into_input();
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
    /// What was wrong with what this was made from.
    pub fn into_result(self) -> Result<T, InvalidValue> {
        self.0
    }

    pub(crate) fn read(result: Result<T, InvalidValue>) -> Self {
        Self(result)
    }
}

/// An optional input: a value, or the wish to clear the field.
///
/// Setters take `impl IntoField<T>`. A setter that isn't called sends nothing.
///
/// ```
/// use twilio_core::{Field, IntoField};
///
/// assert_eq!(IntoField::<String>::into_field("general"), Field::Value("general".to_owned()));
/// assert_eq!(IntoField::<Vec<String>>::into_field(["a", "b"]), Field::Value(vec!["a".to_owned(), "b".to_owned()]));
/// assert_eq!(IntoField::<String>::into_field(None::<&str>), Field::Unset);       // sends nothing
/// let cleared: Field<String> = Field::Clear;                  // sends the key with an empty value
/// # let _ = cleared;
/// ```
#[derive(Clone, PartialEq)]
pub enum Field<T> {
    /// Sends this value.
    Value(T),
    /// Sends the key with an empty value (in a JSON body: `null`), which clears what is stored. A query parameter or a header is left out.
    Clear,
    /// Sends nothing, as if the setter had not been called: what `None` becomes.
    Unset,
    /// A string that is not a `T`; sending returns it as an error.
    Invalid(InvalidValue),
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
            Field::Unset => formatter.write_str("Unset"),
            Field::Invalid(problem) => formatter.debug_tuple("Invalid").field(problem).finish(),
        }
    }
}

/// What is accepted for a required input of type `T`: a `T`, a string that is read as one, a reference to a SID, a date or an enum, and the optional
/// field of a model, which must have a value.
///
/// ```
/// use twilio_core::{IntoInput, sid::UserSid};
///
/// fn greet(user: impl IntoInput<UserSid>) -> Result<String, twilio_core::InvalidValue> {
///     Ok(format!("Hello {}", user.into_input().into_result()?))
/// }
///
/// let created: Option<UserSid> = Some("US0123456789abcdef0123456789abcdef".parse()?);
/// assert_eq!(greet(&created)?, greet("US0123456789abcdef0123456789abcdef")?);
/// assert!(greet("alice").is_err());
/// # Ok::<(), twilio_core::InvalidValue>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not accepted where `{T}` is required",
    label = "expected `{T}`, a string that is read as one, or the `Option` of a model's field",
    note = "see `IntoInput` for what is accepted"
)]
pub trait IntoInput<T> {
    /// Returns the value, or keeps what is wrong with it.
    fn into_input(self) -> Input<T>;
}

/// What is accepted for an optional input of type `T`: what [`IntoInput`] accepts, [`Field`], and an `Option`, whose `None` leaves the input unset.
///
/// ```
/// use twilio_core::{Field, IntoField};
///
/// fn friendly_name(name: impl IntoField<String>) -> Field<String> {
///     name.into_field()
/// }
///
/// let of_a_form: Option<&str> = None;
/// assert_eq!(friendly_name(of_a_form), Field::Unset);
/// assert_eq!(friendly_name("Bob"), friendly_name(Some("Bob")));
/// assert_eq!(friendly_name(Field::Clear), Field::Clear);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not accepted for an optional `{T}`",
    label = "expected `{T}`, a string that is read as one, an `Option` of it, or `Field::Clear`",
    note = "see `IntoField` for what is accepted"
)]
pub trait IntoField<T> {
    /// Returns the value, or keeps what is wrong with it.
    fn into_field(self) -> Field<T>;
}

impl<T> IntoInput<T> for Input<T> {
    fn into_input(self) -> Input<T> {
        self
    }
}

impl<T> IntoField<T> for Field<T> {
    fn into_field(self) -> Field<T> {
        self
    }
}

/// What both kinds of inputs accept: a type, the type of the input, and how its value is read.
macro_rules! accept {
    ($([$($generics:tt)*] $from:ty => $of:ty: $value:ident, $read:expr;)*) => {$(
        impl<$($generics)*> $crate::IntoInput<$of> for $from {
            #[inline]
            fn into_input(self) -> $crate::Input<$of> {
                let $value = self;
                $crate::Input::read($read)
            }
        }

        impl<$($generics)*> $crate::IntoField<$of> for $from {
            #[inline]
            fn into_field(self) -> $crate::Field<$of> {
                let $value = self;
                $crate::Field::read($read)
            }
        }
    )*};
}
pub(crate) use accept;

accept! {
    [T] T => T: value, Ok(value);
    [T: FromText] &str => T: text, T::from_text(text);
    [T: FromText] &String => T: text, T::from_text(text);
    [T: TextValue] String => T: text, T::from_text(&text);
    [T: TextValue + Clone] &T => T: value, Ok(value.clone());
    [T: FromText] Vec<&str> => Vec<T>: texts, texts.into_iter().map(T::from_text).collect();
    [T: FromText] &[&str] => Vec<T>: texts, texts.iter().copied().map(T::from_text).collect();
    [T: FromText, const N: usize] [&str; N] => Vec<T>: texts, texts.into_iter().map(T::from_text).collect();
    [T, const N: usize] [T; N] => Vec<T>: values, Ok(Vec::from(values));
}

fn absent<T: FromText>() -> InvalidValue {
    InvalidValue::new(T::expected(), "an absent value")
}

impl<T: FromText> IntoInput<T> for Option<T> {
    fn into_input(self) -> Input<T> {
        Input(self.ok_or_else(absent::<T>))
    }
}

impl<T: FromText + Clone> IntoInput<T> for &Option<T> {
    fn into_input(self) -> Input<T> {
        Input(self.clone().ok_or_else(absent::<T>))
    }
}

impl<T> IntoField<T> for Option<T> {
    fn into_field(self) -> Field<T> {
        self.map_or(Field::Unset, Field::Value)
    }
}

impl<T: Clone> IntoField<T> for &Option<T> {
    fn into_field(self) -> Field<T> {
        self.clone().into_field()
    }
}

impl<T: FromText> IntoField<T> for Option<&str> {
    fn into_field(self) -> Field<T> {
        self.map_or(Field::Unset, |text| text.into_field())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::value::sid::UserSid;

    const SID: &str = "US0123456789abcdef0123456789abcdef";

    fn input<T>(value: impl IntoInput<T>) -> Result<T, InvalidValue> {
        value.into_input().into_result()
    }

    fn field<T>(value: impl IntoField<T>) -> Field<T> {
        value.into_field()
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
        assert_eq!(input::<UserSid>(&None::<UserSid>).unwrap_err().found(), "an absent value");
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

    #[test]
    fn an_absent_optional_input_is_unset_and_an_absent_required_one_is_an_error() {
        let sid = UserSid::parse(SID).unwrap();
        assert_eq!(field::<String>(None::<String>), Field::Unset);
        assert_eq!(field::<String>(None::<&str>), Field::Unset);
        assert_eq!(field::<UserSid>(&None::<UserSid>), Field::Unset);
        assert_eq!(field::<i64>(Some(5)), Field::Value(5));
        assert_eq!(field::<UserSid>(Some(SID)), Field::Value(sid.clone()));
        assert_eq!(field::<UserSid>(&Some(sid.clone())), Field::Value(sid));
        assert!(matches!(field::<UserSid>(Some("alice")), Field::Invalid(_)));
        assert_eq!(input::<String>(None::<String>).unwrap_err().found(), "an absent value");
    }

    #[test]
    fn an_owned_string_is_read_as_any_value() {
        assert_eq!(input::<UserSid>(SID.to_owned()), UserSid::parse(SID));
        assert_eq!(field::<String>("a".to_owned()), Field::Value("a".to_owned()));
        assert!(matches!(field::<Timestamp>("soon".to_owned()), Field::Invalid(_)));
    }
}
