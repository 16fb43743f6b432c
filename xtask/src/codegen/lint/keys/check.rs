//! Compares a document with the tables, object by object.

use serde_json::{Map, Value};

use super::super::walk::Context;
use super::advice::{Frame, help};
use super::grammar::ROOT;
use super::object::{Object, Others, Shape};
use crate::codegen::diagnostics::{Code, Diagnostic, did_you_mean, nearest};
use crate::codegen::load::pointer;

pub(in super::super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut checker = Checker { context, frames: Vec::new(), found };
    if context.document.json.is_object() {
        checker.object("", &context.document.json, &ROOT);
    }
}

struct Checker<'c, 'd> {
    context: &'c Context<'d>,
    /// The objects around the current one, outermost first.
    frames: Vec<Frame>,
    found: &'c mut Vec<Diagnostic>,
}

impl Checker<'_, '_> {
    fn object(&mut self, at: &str, value: &Value, object: &'static Object) {
        let Some(map) = self.mapping(at, value) else { return };
        self.frames.push(Frame { at: at.to_owned(), object });
        let is_reference = object.reference && map.contains_key("$ref");
        for (key, child) in map {
            // Data of the document's owner; and a reference, which has a rule of its own.
            if key.starts_with("x-") || (key == "$ref" && is_reference) {
                continue;
            }
            let place = pointer::child(at, key);
            match (object.shape(key), object.others) {
                (Some(shape), _) => self.value(&place, child, shape),
                (None, Others::Any(other)) => self.object(&place, child, other),
                (None, Others::Statuses(other)) if is_status(key) => self.object(&place, child, other),
                _ => self.unknown(&place, key, child),
            }
        }
        self.frames.pop();
    }

    fn unknown(&mut self, place: &str, key: &str, child: &Value) {
        let Some(frame) = self.frames.last() else { return };
        let problem = match frame.object.others {
            Others::Statuses(_) => format!("`{key}` is not a status code"),
            _ => format!("`{key}` is not a key of {}", frame.object.what),
        };
        self.found.push(
            Diagnostic::error(Code::UnknownKey, place, problem)
                .at_key()
                .why("what is below it would be passed over, and the API would look different")
                .help(help(self.context.document, &self.frames, key, child)),
        );
    }

    fn value(&mut self, at: &str, value: &Value, shape: Shape) {
        match shape {
            Shape::Any => {}
            Shape::Text => self.expect(at, value.is_string(), value, "a string"),
            Shape::Prose => self.expect(at, value.is_string() || value.is_null(), value, "a string"),
            Shape::Flag => self.expect(at, value.is_boolean(), value, "`true` or `false`"),
            Shape::Number => self.expect(at, value.is_number(), value, "a number"),
            Shape::Count => self.expect(at, is_count(value), value, "a whole number, 0 or more"),
            Shape::List => drop(self.list(at, value)),
            Shape::Texts => {
                for (index, item) in self.list(at, value).into_iter().flatten().enumerate() {
                    self.expect(&format!("{at}/{index}"), item.is_string(), item, "a string");
                }
            }
            Shape::TextMap => {
                for (name, item) in self.mapping(at, value).into_iter().flatten() {
                    self.expect(&pointer::child(at, name), item.is_string(), item, "a string");
                }
            }
            Shape::Object(object) => self.object(at, value, object),
            Shape::Objects(object) => {
                for (index, item) in self.list(at, value).into_iter().flatten().enumerate() {
                    self.object(&format!("{at}/{index}"), item, object);
                }
            }
            Shape::Named(object) => {
                for (name, item) in self.mapping(at, value).into_iter().flatten() {
                    self.object(&pointer::child(at, name), item, object);
                }
            }
            Shape::FlagOr(_) if value.is_boolean() => {}
            Shape::FlagOr(object) => self.object(at, value, object),
            Shape::Security => self.security(at, value),
        }
    }

    /// Each requirement names schemes of the document.
    fn security(&mut self, at: &str, value: &Value) {
        let json = &self.context.document.json;
        let schemes = json.pointer("/components/securitySchemes").and_then(Value::as_object);
        for (index, item) in self.list(at, value).into_iter().flatten().enumerate() {
            let at = format!("{at}/{index}");
            for (name, scopes) in self.mapping(&at, item).into_iter().flatten() {
                let at = pointer::child(&at, name);
                if !schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                    let known = schemes.into_iter().flatten().map(|(name, _)| name.as_str());
                    let help = did_you_mean(&nearest(name, known));
                    self.found.push(
                        Diagnostic::error(
                            Code::UnknownSecurityScheme,
                            &at,
                            format!("`{name}` is not a security scheme of this document"),
                        )
                        .at_key()
                        .why("it says how a request is signed in, and nothing describes it")
                        .help(help.unwrap_or_else(|| "describe it below `components/securitySchemes`".to_owned())),
                    );
                    continue;
                }
                self.value(&at, scopes, Shape::Texts);
            }
        }
    }

    fn mapping<'v>(&mut self, at: &str, value: &'v Value) -> Option<&'v Map<String, Value>> {
        let map = value.as_object();
        self.expect(at, map.is_some(), value, "a mapping");
        map
    }

    fn list<'v>(&mut self, at: &str, value: &'v Value) -> Option<&'v Vec<Value>> {
        let list = value.as_array();
        self.expect(at, list.is_some(), value, "a list");
        list
    }

    fn expect(&mut self, at: &str, fits: bool, value: &Value, expected: &str) {
        if fits {
            return;
        }
        let name = pointer::tokens(at).last().unwrap_or_default();
        let subject = match name.parse::<usize>() {
            Ok(_) => "this item".to_owned(),
            Err(_) => format!("`{name}`"),
        };
        let help = match (expected, value) {
            (_, Value::Null) => "the value is missing: write it, or remove the key".to_owned(),
            ("a string", Value::Number(_) | Value::Bool(_)) => {
                format!("put it in quotes: '{}'", self.context.document.written(at))
            }
            ("a mapping", _) => "check the indentation: keys with values belong below it".to_owned(),
            ("a list", _) => "write a list: `[…]`, or items that start with `- `".to_owned(),
            (_, Value::String(_)) => format!("write {expected}, without quotes"),
            _ => format!("write {expected}"),
        };
        self.found.push(
            Diagnostic::error(Code::WrongShape, at, format!("{subject} must be {expected}"))
                .why("OpenAPI 3.0 gives it that form; anything else would be passed over in silence")
                .help(help),
        );
    }
}

fn is_count(value: &Value) -> bool {
    value.is_u64() || value.as_f64().is_some_and(|number| number >= 0.0 && number.fract() == 0.0)
}

/// `200`, `4XX`, `default`.
fn is_status(key: &str) -> bool {
    let mut letters = key.chars();
    let class = letters.next().is_some_and(|first| ('1'..='5').contains(&first));
    let rest = letters.as_str();
    key == "default" || (class && (rest == "XX" || (rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit()))))
}
