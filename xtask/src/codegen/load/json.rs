//! From JSON to a value and its places. The grammar is serde_json's: it gives each value as the part of the text that it is,
//! and the part's position is its place. Each level reads its text again, so that a document costs its size times its depth.

use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::document::{Document, SpanNode};
use super::limits::{self, MAX_DEPTH};
use super::loaded::Loaded;
use super::node::Node;
use super::problems::{checked_key, empty, scalar_problem};
use super::scalar::ScalarProblem;
use crate::codegen::diagnostics::{Code, Diagnostic, Origin, Source};

/// Reads a text to its end, or to the first place where it stops being JSON.
pub(super) fn build(source: &Arc<Source>) -> Loaded {
    let text = source.text();
    if text.trim().is_empty() {
        return Loaded::failed(empty(source));
    }
    let mut reader = Reader { source, diagnostics: Vec::new() };
    let node = match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => reader.value(raw.get(), 0),
        Err(error) => {
            reader.syntax(text, &error);
            None
        }
    };
    let document = match node {
        Some((json, spans)) if !json.is_null() => Some(Document::new(Arc::clone(source), json, spans)),
        Some(_) => return Loaded::failed(empty(source)),
        None => None,
    };
    Loaded { document, diagnostics: reader.diagnostics }
}

struct Reader<'s> {
    source: &'s Arc<Source>,
    diagnostics: Vec<Diagnostic>,
}

/// A value and the places of its nodes.
type Found = (Value, SpanNode);

impl<'s> Reader<'s> {
    /// Reads a part of the text; `None` if it can't be read further, for a reason that was reported.
    fn value(&mut self, part: &'s str, depth: usize) -> Option<Found> {
        let span = self.span(part);
        let is_collection = part.starts_with(['{', '[']);
        if is_collection && depth >= MAX_DEPTH {
            self.diagnostics.push(limits::too_deep(Origin::new(self.source, span.start..span.start + 1)));
            return None;
        }
        if part.starts_with('{') {
            return self.object(part, span, depth);
        }
        if part.starts_with('[') {
            return self.array(part, span, depth);
        }
        let json = match serde_json::from_str::<Value>(part) {
            Ok(json) => json,
            Err(_) if !part.starts_with('"') => {
                let origin = Origin::new(self.source, span.clone());
                self.diagnostics.push(scalar_problem(origin, part, ScalarProblem::NumberNotJson));
                Value::from(0)
            }
            Err(error) => {
                self.syntax(part, &error);
                return None;
            }
        };
        Some((json, SpanNode { key: None, value: span, children: Vec::new() }))
    }

    fn object(&mut self, part: &'s str, span: Range<usize>, depth: usize) -> Option<Found> {
        let members = match serde_json::from_str::<Members<'s>>(part) {
            Ok(members) => members.0,
            Err(error) => {
                self.syntax(part, &error);
                return None;
            }
        };
        let (mut entries, mut children) = (serde_json::Map::new(), Vec::new());
        let mut after = span.start + 1;
        for (key, member) in members {
            let key_span = self.key(after);
            let (json, mut spans) = self.value(member.get(), depth + 1)?;
            after = spans.value.end;
            let node = Node::key(key, key_span.clone());
            match checked_key(self.source, &entries, &children, node) {
                Ok(key) => {
                    spans.key = Some(key_span);
                    entries.insert(key, json);
                    children.push(spans);
                }
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
        }
        Some((Value::Object(entries), SpanNode { key: None, value: span, children }))
    }

    fn array(&mut self, part: &'s str, span: Range<usize>, depth: usize) -> Option<Found> {
        let items = match serde_json::from_str::<Vec<&'s RawValue>>(part) {
            Ok(items) => items,
            Err(error) => {
                self.syntax(part, &error);
                return None;
            }
        };
        let (mut values, mut children) = (Vec::with_capacity(items.len()), Vec::with_capacity(items.len()));
        for item in items {
            let (json, spans) = self.value(item.get(), depth + 1)?;
            values.push(json);
            children.push(spans);
        }
        Some((Value::Array(values), SpanNode { key: None, value: span, children }))
    }

    /// The place of a part of the text.
    fn span(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.source.text().as_ptr() as usize);
        start..start + part.len()
    }

    /// The place of the first string at or after a byte: a key, quotes included.
    fn key(&self, from: usize) -> Range<usize> {
        let bytes = self.source.text().as_bytes();
        let start = bytes[from..].iter().position(|byte| *byte == b'"').map_or(from, |at| from + at);
        let mut end = start + 1;
        while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'"') {
            end += if *byte == b'\\' { 2 } else { 1 };
        }
        start..(end + 1).min(bytes.len())
    }

    /// Reports what serde_json says of a part of the text, at its place in the whole.
    fn syntax(&mut self, part: &str, error: &serde_json::Error) {
        let line = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let within = (line + error.column().saturating_sub(1)).min(part.len());
        let at = self.source.floor(self.span(part).start + within);
        let whole = error.to_string();
        let problem = whole.split(" at line ").next().unwrap_or_default().to_owned();
        self.diagnostics.push(
            Diagnostic::error(
                Code::JsonSyntax,
                Origin::new(self.source, at..at),
                format!("this is not JSON: {problem}"),
            )
            .why("a file that ends in `.json` is read as JSON")
            .help("check quotes, commas and brackets here and before; name the file `.yaml` if it is YAML"),
        );
    }
}

/// The members of an object, in the order of the text.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
