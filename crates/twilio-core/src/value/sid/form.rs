//! What all SIDs have in common, and how they are checked.

use std::borrow::Cow;

use super::text::{self, Text};
use crate::model::InvalidValue;

/// What every type of SID has in common.
///
/// ```
/// use twilio_core::sid::{Sid, SidType, UserSid};
///
/// assert_eq!(UserSid::PREFIX, Some("US"));
/// assert_eq!(Sid::PREFIX, None);
/// ```
pub trait SidType: Sized {
    /// The two letters, or `None` for [`Sid`](super::Sid), which takes any.
    const PREFIX: Option<&'static str>;

    /// The string, as it was read.
    fn as_str(&self) -> &str;

    /// Whether the string has the form that the type promises, which one from a response need not have.
    ///
    /// # Errors
    /// What was expected and what is there.
    fn check(&self) -> Result<(), InvalidValue>;
}

/// Reads a SID strictly.
pub(super) fn parse(text: &str, prefix: Option<&str>) -> Result<Text, InvalidValue> {
    let read = Text::new(text);
    if read.is_well_formed(prefix) { Ok(read) } else { Err(InvalidValue::new(expected(prefix), found(text, prefix))) }
}

/// What an error says was expected.
pub(super) fn expected(prefix: Option<&str>) -> Cow<'static, str> {
    match prefix {
        Some(prefix) => Cow::Owned(format!("`{prefix}` and 32 hexadecimal digits")),
        None => Cow::Borrowed("two letters and 32 hexadecimal digits"),
    }
}

/// Describes a string that is not a valid SID without repeating it: it may be a name or an address that was passed by mistake.
fn found(text: &str, prefix: Option<&str>) -> String {
    let count = text.chars().count();
    let start: String = text.chars().take(2).collect();
    let letters = start.len() == 2 && start.bytes().all(|letter| letter.is_ascii_uppercase());
    match prefix {
        _ if text.is_empty() => "empty text".to_owned(),
        Some(prefix) if letters && start != prefix => format!("{count} characters that start with `{start}`"),
        Some(prefix) if count == text::LENGTH && start == prefix => {
            match text.chars().skip(2).find(|digit| !digit.is_ascii_hexdigit()) {
                // A letter of a placeholder. Anything else may be part of a name.
                Some(letter) if letter.is_ascii_alphabetic() => {
                    format!("34 characters, of which `{letter}` is not a hexadecimal digit")
                }
                _ => "34 characters, not all of them hexadecimal digits".to_owned(),
            }
        }
        _ if count == text::LENGTH => "34 characters that do not start with two capital letters".to_owned(),
        _ => format!("{count} characters"),
    }
}
