//! Percent-encoding of path segments, queries and form bodies.
//!
//! One set of characters serves all three: everything but unreserved ASCII (`A-Z a-z 0-9 - _ . ~`) becomes `%XX`. A space is `%20` everywhere,
//! which Twilio reads in all three places, where `+` would be wrong in a path.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// What may not be in a URI at all; what is percent-encoded already stays as it is.
const NOT_IN_A_URI: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'\\').add(b'#');

/// Appends `text`, everything but unreserved characters percent-encoded.
pub(crate) fn append(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// Appends `key=value` in `application/x-www-form-urlencoded`, after an `&` when there is something already.
pub(crate) fn append_pair(out: &mut String, key: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    append(out, key);
    out.push('=');
    append(out, value);
}

/// Path and query with the characters encoded that a URI can't contain.
pub(crate) fn escape(target: &str) -> Cow<'_, str> {
    utf8_percent_encode(target, NOT_IN_A_URI).into()
}

/// The text of a path segment; bytes that are not UTF-8 become U+FFFD.
pub(crate) fn decode(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn everything_but_unreserved_is_encoded() {
        let mut out = String::new();
        append(&mut out, "a b/ç?#&=+%\\-_.~Z9");
        assert_eq!(out, "a%20b%2F%C3%A7%3F%23%26%3D%2B%25%5C-_.~Z9");
    }

    #[test]
    fn pairs_are_joined_and_an_empty_value_keeps_its_key() {
        let mut out = String::new();
        append_pair(&mut out, "MessagingBinding.Address", "+15558675310");
        append_pair(&mut out, "FriendlyName", "");
        assert_eq!(out, "MessagingBinding.Address=%2B15558675310&FriendlyName=");
    }

    proptest! {
        #[test]
        fn a_form_reads_back_as_it_was_written(pairs in proptest::collection::vec((".{0,20}", ".{0,40}"), 1..8)) {
            let mut out = String::new();
            for (key, value) in &pairs {
                append_pair(&mut out, key, value);
            }
            // An empty pair list element can't be told from nothing: a first pair of `=` is still a pair.
            let read: Vec<(String, String)> = url::form_urlencoded::parse(out.as_bytes()).into_owned().collect();
            prop_assert_eq!(read, pairs);
        }
    }
}
