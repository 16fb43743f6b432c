//! The type of all SIDs, by prefix.

use std::borrow::Cow;
use std::fmt;

use super::text::{self, Text};
use crate::model::InvalidValue;

/// A SID with the prefix `AB`; use it by its names, such as [`UserSid`](super::UserSid).
///
/// ```
/// use twilio_core::sid::UserSid;
///
/// let sid = UserSid::parse("US0123456789abcdef0123456789abcdef")?;
/// assert_eq!(sid.as_str(), "US0123456789abcdef0123456789abcdef");
/// assert!(UserSid::parse("CH0123456789abcdef0123456789abcdef").is_err());
///
/// // Answers hold odd SIDs now and then. They are kept, and say so when asked.
/// let odd: UserSid = serde_json::from_str(r#""string""#).unwrap();
/// assert_eq!(odd.as_str(), "string");
/// assert!(!odd.is_well_formed());
/// # Ok::<(), twilio_core::InvalidValue>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrefixedSid<const A: char, const B: char>(pub(super) Text);

/// A SID with any prefix of two letters, for those without a type of their own.
pub type Sid = PrefixedSid<'*', '*'>;

/// What every type of SID has in common.
///
/// ```
/// use twilio_core::sid::{Sid, SidType, UserSid};
///
/// assert_eq!(UserSid::PREFIX, Some("US"));
/// assert_eq!(Sid::PREFIX, None);
/// ```
pub trait SidType: Sized {
    /// The two letters, or `None` for [`Sid`], which takes any.
    const PREFIX: Option<&'static str>;

    /// The text, as it was read.
    fn as_str(&self) -> &str;

    /// Whether the text has the form that the type promises, which one from an answer need not have.
    ///
    /// # Errors
    /// What was expected and what is there.
    fn check(&self) -> Result<(), InvalidValue>;
}

impl<const A: char, const B: char> PrefixedSid<A, B> {
    const LETTERS: [u8; 2] = [A as u8, B as u8];
    const ITS_PREFIX: Option<&'static str> = match (A, std::str::from_utf8(&Self::LETTERS)) {
        ('*', _) | (_, Err(_)) => None,
        (_, Ok(letters)) => Some(letters),
    };

    /// Reads a SID strictly.
    ///
    /// # Errors
    /// The text has another prefix, another length, or something that is no hexadecimal digit.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let sid = Self::lenient(text);
        if sid.is_well_formed() {
            Ok(sid)
        } else {
            Err(InvalidValue::new(Self::expected(), found(text, Self::ITS_PREFIX)))
        }
    }

    /// The text, as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the text is the type's prefix and 32 hexadecimal digits. Only one from an answer can be anything else.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        self.0.is_well_formed(Self::ITS_PREFIX)
    }

    /// The same text as the general type.
    ///
    /// ```
    /// use twilio_core::sid::UserSid;
    ///
    /// let user = UserSid::parse("US0123456789abcdef0123456789abcdef")?;
    /// assert_eq!(user.to_general().as_str(), user.as_str());
    /// # Ok::<(), twilio_core::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn to_general(&self) -> Sid {
        PrefixedSid(self.0.clone())
    }

    /// Keeps any text, as decoding an answer does.
    pub(crate) fn lenient(text: &str) -> Self {
        Self(Text::new(text))
    }

    pub(crate) fn expected() -> Cow<'static, str> {
        match Self::ITS_PREFIX {
            Some(prefix) => Cow::Owned(format!("`{prefix}` and 32 hexadecimal digits")),
            None => Cow::Borrowed("two letters and 32 hexadecimal digits"),
        }
    }
}

impl<const A: char, const B: char> SidType for PrefixedSid<A, B> {
    const PREFIX: Option<&'static str> = Self::ITS_PREFIX;

    fn as_str(&self) -> &str {
        self.0.as_str()
    }

    fn check(&self) -> Result<(), InvalidValue> {
        Self::parse(self.as_str()).map(|_| ())
    }
}

/// Describes a text that is no SID without repeating it: it may be a name or an address that was passed by mistake.
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

impl<const A: char, const B: char> fmt::Debug for PrefixedSid<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<const A: char, const B: char> fmt::Display for PrefixedSid<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
