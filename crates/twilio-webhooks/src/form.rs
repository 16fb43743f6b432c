//! The parameters of a form or a query.
//!
//! Decodes `application/x-www-form-urlencoded` bytes into names and values, in the received order and in the order in which they are
//! signed. Two forms that decode to the same parameters are signed alike. A form needs two allocations, its signed order one more.

use std::fmt;

use crate::error::VerifyError;

/// How strictly a form is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// For a form whose decoded parameters are signed: each parameter has a name and an `=`, each `%` is followed by two digits, the
    /// result is UTF-8. Without `=`, `Digits=1` and `Digits&1` would be signed alike.
    Strict,
    /// For a query, which is signed byte for byte and may be written by hand.
    Query,
}

/// The decoded parameters of a verified webhook. `Debug` shows the names only: values are phone numbers and messages.
///
/// ```
/// # use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};
/// # let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// # let webhook = RawWebhook::new("POST", "/myapp.php?foo=1&bar=2")
/// #     .content_type("application/x-www-form-urlencoded")
/// #     .signature("YxLzJCSj13p3Im5w+LmUX0hkybI=")
/// #     .body(b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212&Multi=b&Multi=a&Multi=b");
/// let form = verifier.verify(&webhook)?.into_parameters()?;
/// assert_eq!(form.get("From"), Some("+14158675309"));
/// assert_eq!(form.get("Body"), None);
/// assert_eq!(form.get_all("Multi").collect::<Vec<_>>(), ["b", "a", "b"]);
/// assert_eq!(form.iter().next(), Some(("CallSid", "CA1234567890ABCDE")));
/// assert_eq!((form.len(), form.is_empty()), (8, false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Every name followed by its value, without separators: the signed part of a parameter is one slice.
    text: String,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Span {
    start: usize,
    name_end: usize,
    end: usize,
}

impl Form {
    /// Returns the first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(its_name, _)| *its_name == name).map(|(_, value)| value)
    }

    /// Returns all values of a name, in the received order.
    pub fn get_all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(its_name, _)| *its_name == name).map(|(_, value)| value)
    }

    /// Returns all names and values, in the received order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spans.iter().map(|span| self.pair(*span))
    }

    /// Returns the number of parameters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns whether there are no parameters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub(crate) fn decode(encoded: &[u8], most: usize, writing: Writing) -> Result<Self, VerifyError> {
        let mut text = Vec::with_capacity(encoded.len());
        let mut spans = Vec::new();
        for pair in encoded.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            if spans.len() == most {
                return Err(VerifyError::TooManyParameters);
            }
            let equals = pair.iter().position(|byte| *byte == b'=');
            if writing == Writing::Strict && matches!(equals, None | Some(0)) {
                return Err(VerifyError::MalformedForm);
            }
            let (name, value) = pair.split_at_checked(equals.unwrap_or(pair.len())).unwrap_or((pair, &[]));
            let start = text.len();
            append_decoded(&mut text, name, writing)?;
            let name_end = text.len();
            append_decoded(&mut text, value.get(1..).unwrap_or_default(), writing)?;
            spans.push(Span { start, name_end, end: text.len() });
        }
        let text = String::from_utf8(text).map_err(|_| VerifyError::MalformedForm)?;
        // Decoding `a%C3=%A7` gives valid UTF-8 as a whole, but not as a name and a value.
        if spans.iter().all(|span| text.is_char_boundary(span.name_end) && text.is_char_boundary(span.end)) {
            Ok(Self { text, spans })
        } else {
            Err(VerifyError::MalformedForm)
        }
    }

    /// The signed strings: each distinct pair as name and value joined, sorted by the bytes of the names, then of the values.
    pub(crate) fn signed(&self) -> Vec<&str> {
        let mut pairs: Vec<(&str, &str, &str)> = self
            .spans
            .iter()
            .map(|span| {
                let (name, value) = self.pair(*span);
                (name, value, self.text.get(span.start..span.end).unwrap_or_default())
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs.into_iter().map(|(_, _, both)| both).collect()
    }

    fn pair(&self, span: Span) -> (&str, &str) {
        let name = self.text.get(span.start..span.name_end).unwrap_or_default();
        let value = self.text.get(span.name_end..span.end).unwrap_or_default();
        (name, value)
    }
}

fn append_decoded(out: &mut Vec<u8>, encoded: &[u8], writing: Writing) -> Result<(), VerifyError> {
    let digit = |at: usize| {
        encoded.get(at).and_then(|digit| char::from(*digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut at = 0;
    while let Some(byte) = encoded.get(at) {
        at += 1;
        match byte {
            b'+' => out.push(b' '),
            b'%' => match (digit(at), digit(at + 1)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    at += 2;
                }
                _ if writing == Writing::Strict => return Err(VerifyError::MalformedForm),
                _ => out.push(b'%'),
            },
            other => out.push(*other),
        }
    }
    Ok(())
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, _)| (name, format_args!("<private>")))).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strict(encoded: &[u8]) -> Result<Form, VerifyError> {
        Form::decode(encoded, 10, Writing::Strict)
    }

    #[test]
    fn parameters_are_decoded_in_the_received_order() {
        let form = strict("b=1+2%2B%c3%A7&a=&b=x=y&&ç=é".as_bytes()).unwrap();
        assert_eq!(form.iter().collect::<Vec<_>>(), [("b", "1 2+ç"), ("a", ""), ("b", "x=y"), ("ç", "é")]);
    }

    #[test]
    fn signed_pairs_are_sorted_by_bytes_and_distinct() {
        let form = strict(b"a=2&B=1&a=10&a=2&ab=0&_=9").unwrap();
        assert_eq!(form.signed(), ["B1", "_9", "a10", "a2", "ab0"]);
        let alike_when_joined = strict(b"a=bc&ab=c").unwrap();
        assert_eq!(alike_when_joined.signed(), ["abc", "abc"]);
    }

    #[test]
    fn an_ambiguous_or_malformed_form_is_refused() {
        for encoded in
            [&b"Digits&1"[..], b"=1", b"a=%zz", b"a=%4", b"a=%", b"a=%FF", b"a=\xFF", b"a%C3=%A7", b"a=%C3&%A7=b"]
        {
            assert_eq!(strict(encoded), Err(VerifyError::MalformedForm), "{encoded:?}");
        }
    }

    #[test]
    fn a_query_is_read_leniently() {
        let form = Form::decode(b"debug&x=100%&=z", 10, Writing::Query).unwrap();
        assert_eq!(form.iter().collect::<Vec<_>>(), [("debug", ""), ("x", "100%"), ("", "z")]);
    }

    #[test]
    fn the_number_of_parameters_is_bounded() {
        assert!(Form::decode(b"a=1&b=2&", 2, Writing::Strict).is_ok());
        assert_eq!(Form::decode(b"a=1&b=2&c=3", 2, Writing::Strict), Err(VerifyError::TooManyParameters));
    }

    #[test]
    fn debug_shows_no_value() {
        assert_eq!(format!("{:?}", strict(b"From=%2B14158675309").unwrap()), r#"{"From": <private>}"#);
    }
}
