//! Anchored nodes, copied for each alias within a bound.

use std::collections::HashMap;

use super::limits::MAX_ALIASED_NODES;
use super::node::Node;

/// More nodes were copied than the bound allows.
#[derive(Debug)]
pub(super) struct TooManyCopies;

/// The nodes that have an anchor, by the parser's number of it.
#[derive(Default)]
pub(super) struct Anchors {
    nodes: HashMap<usize, Node>,
    copied: usize,
}

impl Anchors {
    /// Remembers a finished node; the anchor 0 stands for none.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) -> Result<(), TooManyCopies> {
        if anchor == 0 {
            return Ok(());
        }
        self.count(node.size)?;
        self.nodes.insert(anchor, node.clone());
        Ok(())
    }

    /// How deep a node's own nesting goes; `None` while the node is not finished.
    pub(super) fn height(&self, anchor: usize) -> Option<usize> {
        self.nodes.get(&anchor).map(|node| node.height)
    }

    /// A copy of a node; `None` while the node is not finished.
    pub(super) fn copy(&mut self, anchor: usize) -> Result<Option<Node>, TooManyCopies> {
        let Some(size) = self.nodes.get(&anchor).map(|node| node.size) else {
            return Ok(None);
        };
        self.count(size)?;
        Ok(self.nodes.get(&anchor).cloned())
    }

    fn count(&mut self, size: usize) -> Result<(), TooManyCopies> {
        self.copied = self.copied.saturating_add(size);
        match self.copied <= MAX_ALIASED_NODES {
            true => Ok(()),
            false => Err(TooManyCopies),
        }
    }
}
