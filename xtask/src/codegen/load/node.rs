//! Nodes on their way from the parser's events to a document: finished ones, and collections that still wait for more.

use std::ops::Range;

use serde_json::{Map, Value};

use super::document::SpanNode;

/// A finished node.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) json: Value,
    pub(super) spans: SpanNode,
    /// How deep its own nesting goes; 0 for a scalar.
    pub(super) height: usize,
    /// How many nodes it is made of.
    pub(super) size: usize,
    /// Its text, if it may stand as a key.
    pub(super) key: Option<String>,
}

impl Node {
    /// A string that is to be a key.
    pub(super) fn key(text: String, range: Range<usize>) -> Node {
        Node { key: Some(text), ..Node::stand_in(range) }
    }

    /// An empty mapping at a place, for what cannot be there: most nodes that can be referred to are mappings.
    pub(super) fn stand_in(range: Range<usize>) -> Node {
        Node {
            json: Value::Object(Map::new()),
            spans: SpanNode { value: range, ..SpanNode::default() },
            height: 0,
            size: 1,
            key: None,
        }
    }
}

/// A collection that is not finished.
pub(super) struct Frame {
    pub(super) start: usize,
    pub(super) anchor: usize,
    pub(super) height: usize,
    pub(super) size: usize,
    pub(super) children: Vec<SpanNode>,
    pub(super) content: Content,
}

pub(super) enum Content {
    List(Vec<Value>),
    Mapping { entries: Map<String, Value>, key: Option<Key> },
}

/// A key that waits for its value. Without a text, it has been reported and its value is dropped.
pub(super) struct Key {
    pub(super) text: Option<String>,
    pub(super) span: Range<usize>,
}
