//! Where a SID's text lives.
//!
//! In: any text. Out: the same text. Invariant: the ordinary 34 bytes are held in place, without heap; any other length, which
//! only an odd answer holds, is boxed.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::json::{DecodeError, Reader};

/// The length of every ordinary SID: two letters and 32 hexadecimal digits.
pub(super) const LENGTH: usize = 34;

#[derive(Clone)]
pub(super) enum Text {
    InPlace([u8; LENGTH]),
    Boxed(Box<str>),
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        <[u8; LENGTH]>::try_from(text.as_bytes()).map_or_else(|_| Self::Boxed(text.into()), Self::InPlace)
    }

    /// The next value, if it is a string. Not generic: compiled here, once for all SIDs.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(reader.string()?.map(|text| Self::new(&text)))
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            // `new` is the only maker and copies the whole of a `str`, so the check always passes.
            Self::InPlace(bytes) => std::str::from_utf8(bytes).unwrap_or_default(),
            Self::Boxed(text) => text,
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::InPlace(bytes) => bytes,
            Self::Boxed(text) => text.as_bytes(),
        }
    }

    /// Whether this is `prefix` (any two letters if there is none) and 32 hexadecimal digits.
    pub(super) fn is_well_formed(&self, prefix: Option<&str>) -> bool {
        let Self::InPlace([first, second, digits @ ..]) = self else { return false };
        let prefix_fits = match prefix {
            Some(prefix) => prefix.as_bytes() == [*first, *second],
            None => first.is_ascii_alphabetic() && second.is_ascii_alphabetic(),
        };
        prefix_fits && digits.iter().all(u8::is_ascii_hexdigit)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
