//! One segment of a path, checked and encoded.
//!
//! In: an identity, a unique name, an address, a SID. Out: its percent-encoded text, or what was wrong with it. Invariant: an
//! encoded segment is never empty, `.` or `..` and holds no `/`, so it can neither add nor remove a segment. The `url` crate reads
//! `%2e%2e` as `..`, so no escaping would save those: they are refused.

use std::fmt;

use crate::model::InvalidValue;
use crate::value::percent;
use crate::value::sid::SidType;

/// Text for one place of a path, such as a user's identity in `/Users/{Sid}`.
///
/// Made from text or from a SID, or from the optional field of a model. What can't stand in a path (nothing, `.`, `..`) is kept and
/// returned as an error by `send`, `stream` or `pages`, before anything leaves.
///
/// ```
/// use twilio_core::PathSegment;
///
/// assert_eq!(PathSegment::from("a b/ç").encoded().unwrap(), "a%20b%2F%C3%A7");
/// assert!(PathSegment::from("..").encoded().is_err());
/// assert!(PathSegment::from(&None::<String>).encoded().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PathSegment(Result<String, InvalidValue>);

/// Hides the value, which may be personal data.
impl fmt::Debug for PathSegment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(_) => formatter.write_str("PathSegment(<hidden>)"),
            Err(problem) => formatter.debug_tuple("Invalid").field(problem).finish(),
        }
    }
}

impl PathSegment {
    /// The text as it stands in the URL.
    ///
    /// # Errors
    /// What was wrong with the text that this was made from.
    pub fn encoded(&self) -> Result<&str, &InvalidValue> {
        self.0.as_deref()
    }

    fn new(text: &str) -> Self {
        let found = match text {
            "" => "empty text",
            "." => "`.`, which names no resource",
            ".." => "`..`, which would name another resource",
            _ => {
                let mut encoded = String::with_capacity(text.len());
                percent::append(&mut encoded, text);
                return Self(Ok(encoded));
            }
        };
        Self(Err(InvalidValue::new(EXPECTED, found)))
    }

    fn absent() -> Self {
        Self(Err(InvalidValue::new(EXPECTED, "an absent value")))
    }
}

const EXPECTED: &str = "the text of one path segment";

/// What is accepted in a path where no SID is required: a string, a SID, a number, and the optional field of a model, which must have a value.
///
/// ```
/// use twilio_core::{IntoPathSegment, PathSegment};
///
/// fn user(identity: impl IntoPathSegment) -> PathSegment {
///     identity.into_path_segment()
/// }
///
/// let of_a_model: Option<String> = Some("alice".to_owned());
/// assert_eq!(user(&of_a_model), user("alice"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not accepted in a path",
    label = "expected a string, a SID, or the `Option` of a model's field",
    note = "see `IntoPathSegment` for what is accepted"
)]
pub trait IntoPathSegment {
    /// Returns the encoded segment, or keeps what is wrong with it.
    fn into_path_segment(self) -> PathSegment;
}

impl IntoPathSegment for PathSegment {
    fn into_path_segment(self) -> PathSegment {
        self
    }
}

/// A type, and how its value becomes a segment. Both traits: `From` is for those who keep a segment.
macro_rules! segments {
    ($([$($generics:tt)*] $from:ty: $value:ident, $segment:expr;)*) => {$(
        impl<$($generics)*> From<$from> for PathSegment {
            fn from($value: $from) -> Self {
                $segment
            }
        }

        impl<$($generics)*> IntoPathSegment for $from {
            fn into_path_segment(self) -> PathSegment {
                self.into()
            }
        }
    )*};
}

segments! {
    [] &str: text, Self::new(text);
    [] String: text, Self::new(&text);
    [] &String: text, Self::new(text);
    [] &Option<String>: text, text.as_deref().map_or_else(Self::absent, Self::new);
    [] Option<String>: text, Self::from(&text);
    [] Option<&str>: text, text.map_or_else(Self::absent, Self::new);
    [S: SidType] &S: sid, Self::new(sid.as_str());
    [S: SidType] Option<S>: sid, Self::from(&sid);
    [S: SidType] &Option<S>: sid, sid.as_ref().map_or_else(Self::absent, Self::from);
    [] i64: number, Self::new(&number.to_string());
    [] u64: number, Self::new(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::sid::UserSid;
    use proptest::prelude::*;

    #[test]
    fn what_would_move_in_the_path_is_refused() {
        for text in ["", ".", ".."] {
            assert!(PathSegment::from(text).encoded().is_err(), "{text:?}");
        }
        assert_eq!(PathSegment::from("...").encoded(), Ok("..."));
        assert_eq!(PathSegment::from("%2e%2e").encoded(), Ok("%252e%252e"));
    }

    #[test]
    fn sids_and_numbers_are_segments_and_an_absent_one_is_not() {
        let sid = UserSid::parse("US0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(PathSegment::from(&sid).encoded(), Ok(sid.as_str()));
        assert_eq!(PathSegment::from(&Some(sid.clone())).encoded(), Ok(sid.as_str()));
        assert!(PathSegment::from(&None::<UserSid>).encoded().is_err());
        assert_eq!(PathSegment::from(7_i64).encoded(), Ok("7"));
    }

    proptest! {
        #[test]
        fn no_text_can_change_the_number_of_segments(text in any::<String>()) {
            let segment = PathSegment::from(text.as_str());
            let Ok(encoded) = segment.encoded() else {
                prop_assert!(matches!(text.as_str(), "" | "." | ".."));
                return Ok(());
            };
            prop_assert!(!encoded.contains(['/', '?', '#', '\\', ' ']));
            let url = url::Url::parse(&format!("https://chat.twilio.com/v2/Users/{encoded}/Channels")).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments, ["v2", "Users", encoded, "Channels"]);
            prop_assert_eq!(url.query(), None);
            let pair = format!("k={encoded}");
            let decoded = url::form_urlencoded::parse(pair.as_bytes()).next().unwrap().1.into_owned();
            prop_assert_eq!(decoded, text);
        }

        #[test]
        fn dots_and_slashes_stay_within_their_segment(text in "[./%\\\\?#2eE ]{1,12}") {
            if let Ok(encoded) = PathSegment::from(text).encoded() {
                let url = url::Url::parse(&format!("https://chat.twilio.com/v2/{encoded}/Channels")).unwrap();
                prop_assert_eq!(url.path_segments().unwrap().count(), 3);
            }
        }
    }
}
