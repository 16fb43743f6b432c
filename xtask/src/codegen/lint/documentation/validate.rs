//! Whether a value keeps to a schema, as far as our documents use schemas: types, enums, bounds, SID patterns, formats of
//! times and addresses, properties, lists and compositions.

use serde_json::Value;

use super::super::walk::{Context, Located, items};
use crate::codegen::diagnostics::{did_you_mean, nearest};
use crate::codegen::load::pointer;

/// Values are finite, but compositions may refer to themselves: how deep and how long they are followed.
const MAX_DEPTH: usize = 64;
const MAX_CHECKS: usize = 100_000;

/// What is wrong with a value.
pub(super) struct Problem {
    /// The place of the value.
    pub(super) at: String,
    /// What is wrong with it.
    pub(super) problem: String,
    /// What was meant, if that can be told.
    pub(super) help: Option<String>,
}

/// A value that was compared with the pattern of a SID.
pub(super) struct CheckedSid<'d> {
    /// The schema that has the pattern.
    pub(super) schema: &'d Value,
    /// The prefix of the pattern.
    pub(super) prefix: &'d str,
    /// The place of the value.
    pub(super) at: String,
    /// The value.
    pub(super) text: &'d str,
}

impl CheckedSid<'_> {
    /// Whether the value is a SID of the pattern.
    pub(super) fn fits(&self) -> bool {
        is_sid(self.text, self.prefix)
    }

    /// The prefix of the value, if it is a SID of another prefix.
    pub(super) fn other_prefix(&self) -> Option<&str> {
        let prefix = self.text.get(..2)?;
        (prefix != self.prefix && is_sid(self.text, prefix)).then_some(prefix)
    }
}

/// What is wrong with a value; SIDs are added to `sids`, to be judged together with those of other values.
pub(super) fn problems<'d>(
    context: &Context<'d>,
    schema: &'d Value,
    value: &Located<'d>,
    sids: &mut Vec<CheckedSid<'d>>,
) -> Vec<Problem> {
    let mut validator = Validator { context, found: Vec::new(), sids: Vec::new(), left: MAX_CHECKS };
    validator.check(schema, value, 0);
    sids.append(&mut validator.sids);
    validator.found
}

struct Validator<'c, 'd> {
    context: &'c Context<'d>,
    found: Vec<Problem>,
    sids: Vec<CheckedSid<'d>>,
    /// Checks that may still be made.
    left: usize,
}

impl<'d> Validator<'_, 'd> {
    fn check(&mut self, schema: &'d Value, value: &Located<'d>, depth: usize) {
        let Some(schema) = self.context.resolve("", schema).map(|reached| reached.value) else { return };
        if depth > MAX_DEPTH || self.left == 0 {
            return;
        }
        self.left -= 1;
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        if value.value.is_null() && nullable {
            return;
        }
        for part in items("", schema.get("allOf")) {
            self.check(part.value, value, depth + 1);
        }
        for key in ["oneOf", "anyOf"] {
            self.one_of(schema, key, value, depth);
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
            && !allowed.contains(value.value)
        {
            self.report(value, format!("{} is none of the values", shown(value.value)));
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => self.text(schema, value),
            Some("integer") if !is_integer(value.value) => self.wrong_type(value, "an integer"),
            Some("number") if !value.value.is_number() => self.wrong_type(value, "a number"),
            Some("integer" | "number") => self.bounds(schema, value),
            Some("boolean") if !value.value.is_boolean() => self.wrong_type(value, "a boolean"),
            Some("array") => self.list(schema, value, depth),
            Some("object") => self.object(schema, value, depth),
            // Without a type, anything may stand there, null included.
            _ if schema.get("properties").is_some() => self.object(schema, value, depth),
            _ => {}
        }
    }

    fn one_of(&mut self, schema: &'d Value, key: &str, value: &Located<'d>, depth: usize) {
        let variants = items("", schema.get(key));
        let (before, sids) = (self.found.len(), self.sids.len());
        let fits = variants.iter().any(|variant| {
            self.check(variant.value, value, depth + 1);
            let fits = self.found.len() == before && self.sids[sids..].iter().all(CheckedSid::fits);
            self.found.truncate(before);
            self.sids.truncate(sids);
            fits
        });
        if !variants.is_empty() && !fits {
            self.report(value, format!("the value fits none of `{key}`"));
        }
    }

    fn text(&mut self, schema: &'d Value, value: &Located<'d>) {
        let Some(text) = value.value.as_str() else {
            return self.wrong_type(value, "text");
        };
        let length = text.chars().count() as u64;
        let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
        if bound("minLength").is_some_and(|least| length < least)
            || bound("maxLength").is_some_and(|most| length > most)
        {
            self.report(value, format!("a text of {length} characters is out of bounds"));
        }
        if let Some(prefix) = schema.get("pattern").and_then(Value::as_str).and_then(sid_prefix) {
            self.sids.push(CheckedSid { schema, prefix, at: value.pointer.clone(), text });
        }
        if let Some(format) = schema.get("format").and_then(Value::as_str)
            && !keeps_format(text, format)
        {
            self.report(value, format!("`{text}` is no {format}"));
        }
    }

    fn bounds(&mut self, schema: &Value, value: &Located<'_>) {
        let Some(number) = value.value.as_f64() else { return };
        let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
        if bound("minimum").is_some_and(|least| number < least) || bound("maximum").is_some_and(|most| number > most) {
            self.report(value, format!("{number} is out of bounds"));
        }
    }

    fn list(&mut self, schema: &'d Value, value: &Located<'d>, depth: usize) {
        if !value.value.is_array() {
            return self.wrong_type(value, "a list");
        }
        if let Some(of) = schema.get("items") {
            for item in items(&value.pointer, Some(value.value)) {
                self.check(of, &item, depth + 1);
            }
        }
    }

    fn object(&mut self, schema: &'d Value, value: &Located<'d>, depth: usize) {
        let Some(map) = value.value.as_object() else {
            return self.wrong_type(value, "a mapping");
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, child) in map {
            let child = Located { pointer: pointer::child(&value.pointer, key), value: child };
            match (properties.and_then(|properties| properties.get(key)), schema.get("additionalProperties")) {
                (Some(property), _) => self.check(property, &child, depth + 1),
                (None, Some(rest @ Value::Object(_))) => self.check(rest, &child, depth + 1),
                (None, Some(Value::Bool(true))) => {}
                // An object without declared properties may hold anything.
                (None, None) if properties.is_none() => {}
                (None, _) => {
                    let known = properties.into_iter().flatten().map(|(name, _)| name.as_str());
                    let unused = known.filter(|name| !map.contains_key(*name));
                    let help = did_you_mean(&nearest(key, unused));
                    self.found.push(Problem {
                        at: child.pointer,
                        problem: format!("the schema has no property `{key}`"),
                        help,
                    });
                }
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            // A misspelt one is reported as a property that the schema does not have.
            let is_misspelt = map.keys().any(|key| !nearest(key, [name]).is_empty());
            if !map.contains_key(name) && !is_misspelt {
                self.report(value, format!("`{name}` is required and missing"));
            }
        }
    }

    fn wrong_type(&mut self, value: &Located<'_>, expected: &str) {
        self.report(value, format!("{} is not {expected}", shown(value.value)));
    }

    fn report(&mut self, value: &Located<'_>, problem: String) {
        self.found.push(Problem { at: value.pointer.clone(), problem, help: None });
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "a mapping".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        scalar => scalar.to_string(),
    }
}

fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64()
}

/// The prefix that a SID pattern asks for: `^IS[0-9a-fA-F]{32}$` asks for `IS`. Other patterns are not checked.
fn sid_prefix(pattern: &str) -> Option<&str> {
    let prefix = pattern.strip_prefix('^')?.strip_suffix("[0-9a-fA-F]{32}$")?;
    (prefix.len() == 2 && prefix.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(prefix)
}

fn is_sid(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn keeps_format(text: &str, format: &str) -> bool {
    match format {
        "date-time" => text.split_once('T').is_some_and(|(date, time)| is_shape(date, "9999-99-99") && is_time(time)),
        "date" => is_shape(text, "9999-99-99"),
        "uri" => text.contains("://") && !text.contains(char::is_whitespace),
        _ => true,
    }
}

/// `08:15:30Z`, `08:15:30.123Z`, `08:15:30+01:00`.
fn is_time(time: &str) -> bool {
    let Some((clock, rest)) = time.split_at_checked(8) else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => rest,
    };
    let offset = zone.strip_prefix(['+', '-']).is_some_and(|offset| is_shape(offset, "99:99"));
    is_shape(clock, "99:99:99") && (zone == "Z" || offset)
}

/// Whether a text has the shape of another, in which `9` stands for any digit.
fn is_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, like)| match like {
            b'9' => byte.is_ascii_digit(),
            like => byte == like,
        })
}
