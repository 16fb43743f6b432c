//! A document, and the places of its nodes.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::pointer;
use crate::codegen::diagnostics::{Origin, Source};

/// A loaded document. The value is what the file says; later stages work on copies, and point back with JSON pointers.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text and its name.
    pub source: Arc<Source>,
    /// The content, in the order of the file.
    pub json: Value,
    spans: SpanNode,
}

/// The places of a node: the same tree as the JSON value, children in the same order.
#[derive(Clone, Debug, Default)]
pub(super) struct SpanNode {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    pub(super) children: Vec<SpanNode>,
}

impl Document {
    pub(super) fn new(source: Arc<Source>, json: Value, spans: SpanNode) -> Document {
        Document { source, json, spans }
    }

    /// The name that diagnostics show, such as `spec/chat-v2.yaml`.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The node that a JSON pointer leads to.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.json.pointer(pointer)
    }

    /// The bytes of a node's value.
    pub fn span(&self, pointer: &str) -> Option<Range<usize>> {
        let found = self.nearest(pointer);
        found.exact.then(|| found.spans.value.clone())
    }

    /// A node as the text has it, quotes included; empty where there is none.
    pub fn written(&self, pointer: &str) -> &str {
        self.span(pointer).and_then(|span| self.source.text().get(span)).unwrap_or_default()
    }

    /// The bytes of the key that holds a node; `None` for items of lists and for the root.
    pub fn key_span(&self, pointer: &str) -> Option<Range<usize>> {
        let found = self.nearest(pointer);
        if found.exact { found.spans.key.clone() } else { None }
    }

    /// The place to show for a pointer: the value of a scalar, the key of anything else, of the nearest ancestor that exists.
    pub fn place(&self, pointer: &str) -> Origin {
        let found = self.nearest(pointer);
        let is_scalar = !(found.json.is_object() || found.json.is_array());
        if std::ptr::eq(found.spans, &self.spans) && !is_scalar {
            // The whole document is too much to point at: its beginning will do.
            let start = self.spans.value.start;
            return Origin::new(&self.source, start..start);
        }
        let span = match &found.spans.key {
            Some(key) if !is_scalar => key.clone(),
            // `key:` without a value has no bytes of its own.
            Some(key) if found.spans.value.is_empty() => key.clone(),
            _ => found.spans.value.clone(),
        };
        Origin::new(&self.source, span)
    }

    /// The place of the key of the nearest ancestor that exists, or of its value where there is no key.
    pub fn key_place(&self, pointer: &str) -> Origin {
        let found = self.nearest(pointer);
        let span = found.spans.key.as_ref().unwrap_or(&found.spans.value);
        Origin::new(&self.source, span.clone())
    }

    fn nearest(&self, pointer: &str) -> Found<'_> {
        let mut found =
            Found { json: &self.json, spans: &self.spans, exact: pointer.is_empty() || pointer.starts_with('/') };
        for token in pointer::tokens(pointer) {
            let next = match found.json {
                Value::Object(map) => map
                    .iter()
                    .position(|(key, _)| *key == token)
                    .and_then(|index| Some((map.get(&token)?, found.spans.children.get(index)?))),
                Value::Array(items) => token
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| Some((items.get(index)?, found.spans.children.get(index)?))),
                _ => None,
            };
            let Some((json, spans)) = next else {
                found.exact = false;
                break;
            };
            found.json = json;
            found.spans = spans;
        }
        found
    }
}

struct Found<'a> {
    json: &'a Value,
    spans: &'a SpanNode,
    exact: bool,
}
