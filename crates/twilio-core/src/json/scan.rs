//! Finding where a JSON value ends, and what a string with escapes says.

use std::borrow::Cow;

use super::{DecodeError, Reader};
use crate::limits::JSON_DEPTH;

/// The inside of a string as it stands in the JSON text.
pub(super) struct Scanned<'a> {
    raw: &'a str,
    has_escapes: bool,
}

impl<'a> Scanned<'a> {
    pub(super) fn unescaped(self) -> Cow<'a, str> {
        if self.has_escapes { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
    }
}

impl<'a> Reader<'a> {
    /// The next byte that is no white space, without consuming it; 0, which no JSON holds, at the end.
    pub(crate) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return *byte,
                None => return 0,
            }
        }
    }

    pub(super) fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), DecodeError> {
        if self.peek() != byte {
            return Err(self.error(expected));
        }
        self.at += 1;
        Ok(())
    }

    #[cold]
    pub(crate) fn error(&self, expected: &'static str) -> DecodeError {
        DecodeError::new(expected, self.text, self.at)
    }

    pub(super) fn scan_key(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.peek() != b'"' {
            return Err(self.error("a key"));
        }
        let key = self.scan_string()?.unescaped();
        self.expect(b':', "`:`")?;
        Ok(key)
    }

    /// Consumes one value of any type and gives its text.
    ///
    /// # Errors
    /// The JSON is broken, or nested deeper than 128 values.
    pub fn skip(&mut self) -> Result<&'a str, DecodeError> {
        let first = self.peek();
        let from = self.at;
        match first {
            b'{' | b'[' => self.scan_nested()?,
            _ => self.scan_scalar(first)?,
        }
        Ok(&self.text[from..self.at])
    }

    fn scan_scalar(&mut self, first: u8) -> Result<(), DecodeError> {
        match first {
            b'"' => self.scan_string().map(|_| ()),
            b'-' | b'0'..=b'9' => self.scan_number(),
            b't' => self.scan_literal("true"),
            b'f' => self.scan_literal("false"),
            b'n' => self.scan_literal("null"),
            _ => Err(self.error("a value")),
        }
    }

    fn scan_literal(&mut self, literal: &'static str) -> Result<(), DecodeError> {
        if !self.text.as_bytes()[self.at..].starts_with(literal.as_bytes()) {
            return Err(self.error("a value"));
        }
        self.at += literal.len();
        Ok(())
    }

    fn scan_number(&mut self) -> Result<(), DecodeError> {
        let bytes = self.text.as_bytes();
        self.at += usize::from(bytes.get(self.at) == Some(&b'-'));
        if bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.scan_digits()?;
        }
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.scan_digits()?;
        }
        if let Some(b'e' | b'E') = bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(bytes.get(self.at), Some(b'+' | b'-')));
            self.scan_digits()?;
        }
        Ok(())
    }

    fn scan_digits(&mut self) -> Result<(), DecodeError> {
        let count = self.text.as_bytes()[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(self.error("a digit"));
        }
        self.at += count;
        Ok(())
    }

    /// Consumes an object or array without recursion: one bit per level says which of the two it is.
    fn scan_nested(&mut self) -> Result<(), DecodeError> {
        let outside = self.depth;
        let mut is_object: u128 = 0;
        loop {
            let byte = self.peek();
            if let b'{' | b'[' = byte {
                if self.depth == JSON_DEPTH {
                    return Err(self.error("at most 128 values within each other"));
                }
                self.at += 1;
                self.depth += 1;
                is_object = is_object << 1 | u128::from(byte == b'{');
                if self.peek() != (if byte == b'{' { b'}' } else { b']' }) {
                    if byte == b'{' {
                        self.scan_key_raw()?;
                    }
                    continue;
                }
            } else {
                self.scan_scalar(byte)?;
            }
            loop {
                let inside_object = is_object & 1 == 1;
                match (self.peek(), inside_object) {
                    (b',', true) => {
                        self.at += 1;
                        self.scan_key_raw()?;
                        break;
                    }
                    (b',', false) => {
                        self.at += 1;
                        break;
                    }
                    (b'}', true) | (b']', false) => {
                        self.at += 1;
                        self.depth -= 1;
                        is_object >>= 1;
                        if self.depth == outside {
                            return Ok(());
                        }
                    }
                    (_, true) => return Err(self.error("`,` or `}`")),
                    (_, false) => return Err(self.error("`,` or `]`")),
                }
            }
        }
    }

    fn scan_key_raw(&mut self) -> Result<(), DecodeError> {
        if self.peek() != b'"' {
            return Err(self.error("a key"));
        }
        self.scan_string()?;
        self.expect(b':', "`:`")
    }

    /// Consumes the string whose opening quote is the next byte.
    pub(super) fn scan_string(&mut self) -> Result<Scanned<'a>, DecodeError> {
        let bytes = self.text.as_bytes();
        let from = self.at + 1;
        self.at = from;
        let mut has_escapes = false;
        loop {
            self.at = find_special(bytes, self.at);
            match bytes.get(self.at) {
                Some(b'"') => {
                    let raw = &self.text[from..self.at];
                    self.at += 1;
                    return Ok(Scanned { raw, has_escapes });
                }
                Some(b'\\') => {
                    has_escapes = true;
                    self.at += match bytes.get(self.at + 1) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                        Some(b'u') if four_digits(bytes, self.at + 2).is_some() => 6,
                        _ => return Err(self.error("an escape sequence")),
                    };
                }
                Some(_) => return Err(self.error("no control character in a string")),
                None => return Err(self.error("`\"`")),
            }
        }
    }
}

/// Where the next quote, backslash or control character stands, or the end; eight bytes at a time.
fn find_special(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const QUOTES: u64 = ONES * b'"' as u64;
    const BACKSLASHES: u64 = ONES * b'\\' as u64;
    const SPACES: u64 = ONES * 0x20;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        // A byte that is wanted gets its high bit; a borrow can only mark a byte after one that is marked already.
        let word = u64::from_le_bytes(*chunk);
        let quote = word ^ QUOTES;
        let backslash = word ^ BACKSLASHES;
        let marks = (word.wrapping_sub(SPACES) & !word
            | quote.wrapping_sub(ONES) & !quote
            | backslash.wrapping_sub(ONES) & !backslash)
            & HIGH;
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}

fn four_digits(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

/// What the inside of a string says. A surrogate without its partner, which no text can hold, becomes U+FFFD.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at..];
        let (character, length) = match escape.as_bytes().get(1) {
            Some(b'u') => unescape_unicode(escape.as_bytes()),
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(itself) => (char::from(*itself), 2),
            None => ('\\', 1),
        };
        out.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The character of `\uXXXX` or of a pair of them, and how many bytes it takes.
fn unescape_unicode(escape: &[u8]) -> (char, usize) {
    let unit = four_digits(escape, 2).unwrap_or(0xFFFD);
    if let 0xD800..0xDC00 = unit
        && escape.get(6..8) == Some(b"\\u")
        && let Some(low @ 0xDC00..0xE000) = four_digits(escape, 8)
    {
        let code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}
