//! A reader of JSON text that hands each value to the field that wants it.
//!
//! In: the text of an answer, as one `&str`. Out: keys, texts and numbers borrowed from it, and nested values as their raw text.
//! Invariants: every method that reads a value consumes exactly one, whatever its type, so that a value of the wrong type is
//! skipped and not an error; what is accepted is the JSON grammar, checked in nested values too; only broken JSON is an error.
//! Numbers out of range and lone surrogates are well-formed JSON and never fail a page.
//!
//! Why not serde: a deserializer is compiled once per model, and can't hand a nested value on as raw text after looking at its
//! type. This one is compiled once, here, and reads a page in one pass. See `docs/performance.md`.

mod decode_error;
mod order;
mod scan;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use decode_error::DecodeError;
use order::Order;

use crate::limits::JSON_DEPTH;

/// A place in a JSON text.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    order: Order,
    /// The field that was last reported as unreadable: a page holds the same one a thousand times.
    reported: Option<(&'static str, &'static str)>,
}

impl<'a> Reader<'a> {
    /// Starts before the first value of `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, order: Order::new(), reported: None }
    }

    /// Checks that nothing but white space is left.
    ///
    /// # Errors
    /// Something else is left.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        self.peek();
        if self.at == self.text.len() { Ok(()) } else { Err(self.error("the end")) }
    }

    /// The text of a string; `None` for any other value.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn string(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if self.peek() == b'"' {
            self.scan_string().map(|scanned| Some(scanned.unescaped()))
        } else {
            self.skip().map(|_| None)
        }
    }

    /// The text of a string, or a number or boolean as its text; `None` for null and nested values.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn text(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        match self.peek() {
            b'"' => self.scan_string().map(|scanned| Some(scanned.unescaped())),
            b'n' | b'{' | b'[' => self.skip().map(|_| None),
            _ => self.skip().map(|raw| Some(Cow::Borrowed(raw))),
        }
    }

    /// Like [`text`](Self::text), handed over; not called where that is `None`. For callers that are compiled often.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn text_to(&mut self, sink: &mut dyn FnMut(&str)) -> Result<(), DecodeError> {
        if let Some(text) = self.text()? {
            sink(&text);
        }
        Ok(())
    }

    /// The text of a number, also of one that is written as a string; `None` for any other value.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn number(&mut self) -> Result<Option<&'a str>, DecodeError> {
        let first = self.peek();
        let raw = self.skip()?;
        Ok(match first {
            b'-' | b'0'..=b'9' => Some(raw),
            b'"' => Some(inside(raw).trim_ascii()).filter(|text| is_number(text)),
            _ => None,
        })
    }

    /// A boolean, also one that is written as a string or as the number 0 or 1; `None` for any other value.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn boolean(&mut self) -> Result<Option<bool>, DecodeError> {
        let first = self.peek();
        let raw = self.skip()?;
        let text = if first == b'"' { inside(raw) } else { raw };
        Ok(match text {
            "true" | "True" | "TRUE" | "1" => Some(true),
            "false" | "False" | "FALSE" | "0" => Some(false),
            _ => None,
        })
    }

    /// Whether this field of this model was not the last one that was reported.
    pub(crate) fn is_first_report(&mut self, owner: &'static str, field: &'static str) -> bool {
        self.reported.replace((owner, field)) != Some((owner, field))
    }

    /// The offset of the next value, without consuming it.
    pub(crate) fn position(&mut self) -> usize {
        self.peek();
        self.at
    }

    /// What was read since `position`.
    pub(crate) fn text_since(&self, position: usize) -> &'a str {
        self.text.get(position..self.at).unwrap_or_default()
    }

    /// Whether the value at `position` is null.
    pub(crate) fn is_null_at(&self, position: usize) -> bool {
        self.text.as_bytes().get(position) == Some(&b'n')
    }

    /// The raw text of any value; `None` for null.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn raw(&mut self) -> Result<Option<&'a str>, DecodeError> {
        let is_null = self.peek() == b'n';
        self.skip().map(|raw| (!is_null).then_some(raw))
    }

    /// The raw text of an object; `None` for any other value.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn raw_object(&mut self) -> Result<Option<&'a str>, DecodeError> {
        let is_object = self.peek() == b'{';
        self.skip().map(|raw| is_object.then_some(raw))
    }

    /// Enters an object; without one, skips the value and says `false`. Then [`next_key`](Self::next_key) until `None`.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn enter_object(&mut self) -> Result<bool, DecodeError> {
        self.enter(b'{')
    }

    /// Enters an array; without one, skips the value and says `false`. Then [`next_element`](Self::next_element) until `false`.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn enter_array(&mut self) -> Result<bool, DecodeError> {
        self.enter(b'[')
    }

    fn enter(&mut self, open: u8) -> Result<bool, DecodeError> {
        if self.peek() != open {
            self.skip()?;
            return Ok(false);
        }
        if self.depth == JSON_DEPTH {
            return Err(self.error("at most 128 values within each other"));
        }
        self.at += 1;
        self.depth += 1;
        Ok(true)
    }

    /// The key of the next member of the object that was entered, or `None` at its end.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn next_key(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if !self.next_item(b'}', first)? {
            return Ok(None);
        }
        let key = self.scan_key()?;
        Ok(Some(key))
    }

    /// Which of `names` the next member's key is: `Some(None)` when it is none of them, `None` at the object's end.
    ///
    /// `previous` is the last one that was found in this object, and `None` at its start.
    ///
    /// # Errors
    /// The JSON is broken.
    pub(crate) fn next_key_among(
        &mut self,
        names: &[&str],
        previous: Option<usize>,
        first: &mut bool,
    ) -> Result<Option<Option<usize>>, DecodeError> {
        if *first {
            self.order.start(names);
        }
        if !self.next_item(b'}', first)? {
            return Ok(None);
        }
        let expected = self.order.expected(previous);
        if names.get(expected).is_some_and(|name| self.eat_key(name)) {
            self.expect(b':', "`:`")?;
            return Ok(Some(Some(expected)));
        }
        let key = self.scan_key()?;
        let found = names.iter().position(|name| *name == key);
        if let Some(found) = found {
            self.order.learn(previous, found);
        }
        Ok(Some(found))
    }

    /// Consumes the next string if it is `name`, comparing in place; names hold nothing that JSON escapes.
    fn eat_key(&mut self, name: &str) -> bool {
        self.peek();
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let is_name = rest.get(name.len() + 1) == Some(&b'"')
            && rest.first() == Some(&b'"')
            && rest.get(1..=name.len()) == Some(name.as_bytes());
        if is_name {
            self.at += name.len() + 2;
        }
        is_name
    }

    /// Whether the array that was entered has another element, which is then to be read.
    ///
    /// # Errors
    /// The JSON is broken.
    pub fn next_element(&mut self, first: &mut bool) -> Result<bool, DecodeError> {
        self.next_item(b']', first)
    }

    fn next_item(&mut self, close: u8, first: &mut bool) -> Result<bool, DecodeError> {
        let is_first = std::mem::replace(first, false);
        match self.peek() {
            byte if byte == close => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            _ if is_first => Ok(true),
            b',' => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.error(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })),
        }
    }

    /// How many bytes are left: a bound for what may be reserved.
    pub(crate) const fn bytes_left(&self) -> usize {
        self.text.len() - self.at
    }
}

/// A string without its quotes. Escapes stay as they are: a number or a boolean has none.
fn inside(raw: &str) -> &str {
    raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default()
}

/// Whether a text is a number of JSON's grammar and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    let mut reader = Reader::new(text);
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) && reader.skip().is_ok_and(|raw| raw == text)
}
