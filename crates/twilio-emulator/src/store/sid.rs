//! SIDs, and where new ones come from.

use std::fmt;

use sha1::{Digest, Sha1};

/// Two letters and 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sid {
    pub(crate) prefix: [u8; 2],
    pub(crate) bytes: [u8; 16],
}

impl Sid {
    /// Reads a SID. Upper-case digits are not those of a SID that was made here.
    pub(crate) fn parse(text: &str) -> Option<Sid> {
        let text: &[u8; 34] = text.as_bytes().try_into().ok()?;
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 16];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = digit(text[2 + 2 * index])? << 4 | digit(text[3 + 2 * index])?;
        }
        Some(Sid { prefix: [text[0], text[1]], bytes })
    }

    /// Writes the SID.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 34];
        text[..2].copy_from_slice(&self.prefix);
        for (pair, byte) in text[2..].chunks_exact_mut(2).zip(self.bytes) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        out.extend_from_slice(&text);
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::with_capacity(34);
        self.write(&mut out);
        formatter.write_str(std::str::from_utf8(&out).map_err(|_| fmt::Error)?)
    }
}

/// Whether a string has the form of a SID with this prefix, in either letter case.
pub(crate) fn has_form(text: &str, prefix: &str) -> bool {
    text.len() == 34
        && text.strip_prefix(prefix).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Makes SIDs and other random values from a seed: two emulators with the same seed and the same requests make the same ones.
#[derive(Clone, Debug)]
pub(crate) struct Mint {
    seed: u64,
    made: u64,
}

impl Mint {
    pub(crate) fn new(seed: u64) -> Mint {
        Mint { seed, made: 0 }
    }

    /// How many values were made.
    pub(crate) fn made(&self) -> u64 {
        self.made
    }

    /// Continues where another one was: after a restart, or after a change was taken back.
    pub(crate) fn continue_at(&mut self, made: u64) {
        self.made = made;
    }

    pub(crate) fn bytes(&mut self) -> [u8; 16] {
        self.made += 1;
        self.derive(&self.made.to_le_bytes())
    }

    /// A value that depends on the seed and a name only.
    pub(crate) fn derive(&self, name: &[u8]) -> [u8; 16] {
        let mut hash = Sha1::new();
        hash.update(self.seed.to_le_bytes());
        hash.update(name);
        let digest = hash.finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes
    }

    /// A new SID; the prefixes of the catalogue have two letters.
    pub(crate) fn sid(&mut self, prefix: &str) -> Sid {
        Sid { prefix: letters(prefix), bytes: self.bytes() }
    }

    /// The SID that belongs to a name.
    pub(crate) fn sid_of(&self, prefix: &str, name: &str) -> Sid {
        Sid { prefix: letters(prefix), bytes: self.derive(name.as_bytes()) }
    }
}

fn letters(prefix: &str) -> [u8; 2] {
    prefix.as_bytes().try_into().unwrap_or(*b"XX")
}
