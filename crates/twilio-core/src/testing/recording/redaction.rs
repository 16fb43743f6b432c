//! Finds what a recording must not contain, and gives each value a replacement.
//!
//! Found are: credentials of the `Authorization` header; SIDs that are half of a credential (`AC`, `SK`, `OQ`); the values of fields whose name says
//! that they are secret, or that the API's documents mark as personal data; and every value of a path that is not a SID. Equal values have
//! equal replacements, in the order of their first appearance.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::personal::{is_hidden, letters};
use super::recorded::{Body, Exchange, Inputs, Outcome, RecordedResponse};
use super::substitution::Substitution;
use crate::testing::captured::CapturedRequest;
use crate::value::percent;

/// In the place of the base URL, in links of responses.
pub(super) const BASE: &str = "{base}";
/// A part of a hidden value is looked for by itself from this length on.
const LONG: usize = 8;

/// The values found so far, in order.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    /// Further names of fields, in letters only, that the application hides.
    names: Vec<String>,
    replacements: HashMap<String, String>,
    order: Vec<String>,
    /// Base URLs that the requests went to.
    bases: Vec<String>,
}

impl Redaction {
    pub(super) fn new(names: &[String]) -> Self {
        Redaction { names: names.iter().map(|name| letters(name)).collect(), ..Redaction::default() }
    }

    /// Takes note of everything in an exchange that has to be replaced.
    pub(super) fn collect(&mut self, captured: &CapturedRequest, base: &str, exchange: &Exchange) {
        if !base.is_empty() && !self.bases.iter().any(|known| known == base) {
            self.bases.push(base.to_owned());
        }
        self.authorization(captured);
        for (_, value) in captured.path_pairs().iter().filter(|(_, value)| !is_sid(value)) {
            self.add(value);
        }
        let request = &exchange.request;
        self.inputs(&request.query);
        self.inputs(&request.form);
        if let Some(json) = &request.json {
            self.json(json, false);
        }
        request.path.iter().for_each(|segment| self.sids(segment));
        match &exchange.outcome {
            Outcome::Response(response) | Outcome::Failure { received: Some(response), .. } => self.response(response),
            Outcome::Failure { received: None, .. } => {}
        }
    }

    /// What replaces the values.
    pub(super) fn substitution(&self) -> Substitution {
        let pairs = self.order.iter().map(|value| (value.clone(), self.replacements[value].clone()));
        Substitution::new(self.bases.iter().map(|base| (base.clone(), BASE.to_owned())).chain(pairs).collect())
    }

    /// The exchange without any of the values.
    pub(super) fn redact(&self, substitution: &Substitution, exchange: &Exchange) -> Exchange {
        let mut redacted = exchange.clone();
        let request = &mut redacted.request;
        for segment in &mut request.path {
            *segment = substitution.whole(segment).map_or_else(|| substitution.string(segment), str::to_owned);
        }
        for inputs in [&mut request.query, &mut request.form] {
            for (name, values) in inputs {
                let hidden = self.is_hidden(name);
                values.iter_mut().for_each(|value| *value = string(substitution, value, hidden));
            }
        }
        request.headers.values_mut().flatten().for_each(|value| *value = substitution.string(value));
        request.json = request.json.as_ref().map(|json| self.redact_json(substitution, json, false));
        match &mut redacted.outcome {
            Outcome::Response(response) | Outcome::Failure { received: Some(response), .. } => {
                response.headers.values_mut().flatten().for_each(|value| *value = substitution.string(value));
                match &mut response.body {
                    Body::Json(json) => *json = self.redact_json(substitution, json, false),
                    Body::Text(text) => *text = substitution.string(text),
                    // Nobody can say what is in it.
                    Body::Bytes(bytes) => *bytes = vec![0xFF; bytes.len().min(1)],
                }
            }
            Outcome::Failure { received: None, .. } => {}
        }
        redacted
    }

    fn redact_json(&self, substitution: &Substitution, value: &Value, hidden: bool) -> Value {
        match value {
            Value::String(text) => Value::String(string(substitution, text, hidden)),
            Value::Array(items) => items.iter().map(|item| self.redact_json(substitution, item, hidden)).collect(),
            Value::Object(object) => {
                let members = object.iter().map(|(key, value)| {
                    let hidden = hidden || self.is_hidden(key);
                    (substitution.string(key), self.redact_json(substitution, value, hidden))
                });
                Value::Object(members.collect())
            }
            other => other.clone(),
        }
    }

    fn is_hidden(&self, name: &str) -> bool {
        is_hidden(name) || self.names.contains(&letters(name))
    }

    fn authorization(&mut self, captured: &CapturedRequest) {
        let Some((scheme, value)) = captured.header("authorization").and_then(|header| header.split_once(' ')) else {
            return;
        };
        self.add(value);
        if scheme.eq_ignore_ascii_case("basic") {
            let pair = STANDARD.decode(value).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some((username, password)) = pair.as_deref().and_then(|pair| pair.split_once(':')) {
                self.add(username);
                self.add(password);
            }
        }
    }

    fn response(&mut self, response: &RecordedResponse) {
        match &response.body {
            Body::Json(json) => self.json(json, false),
            Body::Text(text) => self.sids(text),
            Body::Bytes(_) => {}
        }
    }

    fn inputs(&mut self, inputs: &Inputs) {
        for (name, values) in inputs {
            for value in values {
                self.leaf(value, self.is_hidden(name));
            }
        }
    }

    fn json(&mut self, value: &Value, hidden: bool) {
        match value {
            Value::String(text) => self.leaf(text, hidden),
            Value::Array(items) => items.iter().for_each(|item| self.json(item, hidden)),
            Value::Object(object) => {
                for (key, value) in object {
                    self.json(value, hidden || self.is_hidden(key));
                }
            }
            Value::Number(_) | Value::Bool(_) | Value::Null => {}
        }
    }

    fn leaf(&mut self, text: &str, hidden: bool) {
        if hidden {
            self.add(text);
            // A field such as `attributes` is JSON in a string: its longer parts may appear elsewhere.
            if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
                self.parts(&inner);
            }
            return;
        }
        self.sids(text);
        // The query of a link, such as a page token or the identity of a filter.
        if let Some((_, query)) = text.split_once('?').filter(|(before, _)| before.contains('/')) {
            for (name, value) in
                query.split('#').next().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='))
            {
                if self.is_hidden(name) {
                    self.add(&percent::decode(&value.replace('+', " ")));
                }
            }
        }
    }

    fn parts(&mut self, value: &Value) {
        match value {
            Value::String(text) if text.chars().count() >= LONG => self.add(text),
            Value::Array(items) => items.iter().for_each(|item| self.parts(item)),
            Value::Object(object) => object.values().for_each(|value| self.parts(value)),
            _ => {}
        }
    }

    /// SIDs that are half of a credential, wherever they are.
    fn sids(&mut self, text: &str) {
        let starts = text.match_indices(['A', 'S', 'O']).map(|(at, _)| at);
        for at in starts {
            if let Some(sid) = text.get(at..at + 34).filter(|sid| is_sid(sid) && is_credential(sid)) {
                self.add(sid);
            }
        }
    }

    fn add(&mut self, value: &str) {
        if value.is_empty() || self.replacements.contains_key(value) {
            return;
        }
        let replacement = replacement(value, self.order.len() + 1);
        self.replacements.insert(value.to_owned(), replacement);
        self.order.push(value.to_owned());
    }
}

fn string(substitution: &Substitution, text: &str, hidden: bool) -> String {
    match substitution.whole(text).filter(|_| hidden) {
        Some(replacement) => replacement.to_owned(),
        None => substitution.string(text),
    }
}

/// A replacement of the same kind: a SID for a SID, JSON for JSON, a phone number for a phone number.
fn replacement(value: &str, number: usize) -> String {
    if is_sid(value) {
        return format!("{}{number:032}", &value[..2]);
    }
    if value.len() >= 8
        && value.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return format!("+1555{number:07}");
    }
    match serde_json::from_str(value) {
        Ok(Value::Object(_)) => format!("{{\"redacted\":\"{number:06}\"}}"),
        Ok(Value::Array(_)) => format!("[\"redacted-{number:06}\"]"),
        _ => format!("redacted-{number:06}"),
    }
}

/// Whether a string is one of the replacements.
pub(super) fn is_replacement(text: &str) -> bool {
    let digits = |text: &str, least: usize| text.len() >= least && text.bytes().all(|byte| byte.is_ascii_digit());
    let between = |before: &str, after: &str| text.strip_prefix(before)?.strip_suffix(after);
    is_sid(text) && is_credential(text) && text[2..].starts_with("00000000000000000000")
        || between("redacted-", "").is_some_and(|number| digits(number, 6))
        || between("+1555", "").is_some_and(|number| digits(number, 7))
        || between("{\"redacted\":\"", "\"}").is_some_and(|number| digits(number, 6))
        || between("[\"redacted-", "\"]").is_some_and(|number| digits(number, 6))
}

/// Two capitals and 32 hexadecimal digits.
fn is_sid(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 34 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2..].iter().all(u8::is_ascii_hexdigit)
}

/// An account, an API key or an OAuth client.
fn is_credential(sid: &str) -> bool {
    ["AC", "SK", "OQ"].iter().any(|prefix| sid.starts_with(prefix))
}
