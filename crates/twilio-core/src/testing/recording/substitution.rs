//! Replaces values in strings and JSON, in each form that a value takes in a response: plain, percent-encoded, in a form, escaped in JSON, base64.

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;

use crate::value::percent;

/// A shorter value is replaced only where it is the value of a field: as a part of text it is too common.
const SHORTEST: usize = 4;
/// From this length on a value is replaced within longer words too.
const UNMISTAKABLE: usize = 8;

/// Values and what replaces each.
#[derive(Clone, Debug, Default)]
pub(super) struct Substitution {
    whole: Vec<(String, String)>,
    /// The forms of each value, longest first, so that a value that contains another is replaced as a whole.
    forms: Vec<(String, String)>,
}

impl Substitution {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        let mut forms = Vec::new();
        for (from, to) in pairs.iter().filter(|(from, _)| from.chars().count() >= SHORTEST) {
            forms.push((from.clone(), to.clone()));
            for form in [percent_encoded, percent_encoded_lower, form_encoded, json_escaped, json_ascii] {
                forms.extend(Some((form(from), form(to))).filter(|(form, _)| form != from));
            }
            // Within other data base64 depends on the position: three alignments, of which the part is taken that no neighbour changes.
            for skipped in 0..3 {
                for alphabet in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                    forms.push((base64_core(&alphabet, from, skipped), base64_core(&alphabet, to, skipped)));
                }
            }
        }
        forms.retain(|(from, to)| from.chars().count() >= SHORTEST && from != to);
        forms.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        forms.dedup_by(|later, earlier| later.0 == earlier.0);
        Substitution { whole: pairs, forms }
    }

    /// The string with every value replaced.
    pub(super) fn string(&self, string: &str) -> String {
        if let Some((_, to)) = self.whole.iter().find(|(from, _)| from == string && from.chars().count() >= SHORTEST) {
            return to.clone();
        }
        let out = self.parts(string);
        if !out.contains('%') {
            return out;
        }
        // Servers differ in what they encode: a part of a URL is compared decoded.
        let part_ends = |character: char| {
            matches!(character, '/' | '?' | '&' | '=' | '#' | '"' | '<' | '>') || character.is_whitespace()
        };
        let parts = out.split_inclusive(part_ends).map(|part| {
            let (encoded, end) = part.split_at(part.trim_end_matches(part_ends).len());
            let decoded = percent::decode(encoded);
            let replaced = self.parts(&decoded);
            match encoded.contains('%') && replaced != decoded {
                true => percent_encoded(&replaced) + end,
                false => part.to_owned(),
            }
        });
        parts.collect()
    }

    /// Replaces each form of each value.
    fn parts(&self, string: &str) -> String {
        let mut out = string.to_owned();
        for (from, to) in &self.forms {
            if out.contains(from.as_str()) {
                out = replace(&out, from, to);
            }
        }
        out
    }

    /// What replaces exactly this value, however short it is.
    pub(super) fn whole(&self, value: &str) -> Option<&str> {
        self.whole.iter().find(|(from, _)| from == value).map(|(_, to)| to.as_str())
    }
}

/// Replaces `from`; a short one only where it isn't a part of a longer word.
fn replace(text: &str, from: &str, to: &str) -> String {
    if from.chars().count() >= UNMISTAKABLE {
        return text.replace(from, to);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(at) = rest.find(from) {
        let (head, tail) = rest.split_at(at);
        let after = &tail[from.len()..];
        let starts_word = !head.chars().next_back().or(before).is_some_and(char::is_alphanumeric);
        let ends_word = !after.chars().next().is_some_and(char::is_alphanumeric);
        out.push_str(head);
        out.push_str(if starts_word && ends_word { to } else { from });
        before = from.chars().next_back();
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The hyphen of a replacement is encoded too, so that a replay can tell where the value was encoded.
fn percent_encoded(value: &str) -> String {
    let mut out = String::new();
    percent::append(&mut out, value);
    out.replace("redacted-", "redacted%2D")
}

fn percent_encoded_lower(value: &str) -> String {
    let mut out = String::new();
    let encoded = percent_encoded(value);
    let mut rest = encoded.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        let (digits, later) = after.split_at(2.min(after.len()));
        out.push_str(before);
        out.push('%');
        out.push_str(&digits.to_ascii_lowercase());
        rest = later;
    }
    out.push_str(rest);
    out
}

fn form_encoded(value: &str) -> String {
    percent_encoded(value).replace("%20", "+")
}

fn json_escaped(value: &str) -> String {
    let quoted = Value::String(value.to_owned()).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value).to_owned()
}

/// JSON whose characters beyond ASCII are escapes, as many servers write it.
fn json_ascii(value: &str) -> String {
    let mut out = String::new();
    let mut units = [0; 2];
    for character in json_escaped(value).chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// Base64 of the value after `skipped` other bytes: the characters that are the value's alone.
fn base64_core(alphabet: &impl base64::Engine, value: &str, skipped: usize) -> String {
    let mut bytes = vec![0; skipped];
    bytes.extend_from_slice(value.as_bytes());
    let encoded = alphabet.encode(&bytes);
    // Each character has 6 bits; those that share a byte with a neighbour are left out.
    let begin = (skipped * 8).div_ceil(6);
    let end = bytes.len() * 8 / 6;
    encoded.get(begin..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::json;

    use super::Substitution;

    const VALUE: &str = "Zoë \"Z\" O'Hara & sons";

    fn substitution() -> Substitution {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        Substitution::new(vec![
            pair(VALUE, "redacted-000001"),
            pair("anna", "redacted-000002"),
            pair("x", "redacted-000003"),
        ])
    }

    #[test]
    fn a_value_is_found_in_each_form() {
        for string in [
            VALUE.to_owned(),
            format!("User {VALUE} was not found"),
            "/Users/Zo%C3%AB%20%22Z%22%20O%27Hara%20%26%20sons".to_owned(),
            "/Users/Zo%c3%ab%20%22Z%22%20O%27Hara%20%26%20sons".to_owned(),
            "https://h/Users/Zo%c3%ab%20%22Z%22%20O'Hara%20%26%20sons/Channels?a=1".to_owned(),
            "a=Zo%C3%AB+%22Z%22+O%27Hara+%26+sons&b=1".to_owned(),
            json!({ "name": VALUE }).to_string(),
            r#"{"name": "Zo\u00eb \"Z\" O'Hara & sons"}"#.to_owned(),
            STANDARD.encode(VALUE),
            STANDARD.encode(format!("1{VALUE}2")),
            STANDARD.encode(format!("12{VALUE}")),
            STANDARD.encode(format!("123{VALUE}456")),
        ] {
            let replaced = substitution().string(&string);
            assert!(!replaced.contains("Hara") && replaced != string, "{string}: {replaced}");
        }
    }

    #[test]
    fn a_short_value_leaves_longer_words_alone() {
        assert_eq!(substitution().string("anna, annabel: x"), "redacted-000002, annabel: x");
        assert_eq!(substitution().whole("x"), Some("redacted-000003"));
    }
}
