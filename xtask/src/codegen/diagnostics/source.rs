//! A text and its name, and places in it.

use std::ops::Range;
use std::sync::Arc;

/// The text of an input file, without a byte order mark, and the name under which diagnostics show it.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// The offset of each line, so that the line of a place is found without reading the text again.
    lines: Vec<usize>,
}

impl Source {
    /// A source; `name` is what stands before line and column in a diagnostic.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        let text: String = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        Arc::new(Source { name: name.into(), text, lines })
    }

    /// The name that diagnostics show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line (from 1) that holds a byte, and the bytes of that line without its end.
    ///
    /// Any offset is accepted: one beyond the end gives the last line, one inside a character gives that character's line.
    pub fn line(&self, offset: usize) -> (usize, Range<usize>) {
        let bytes = self.text.as_bytes();
        let number = self.lines.partition_point(|start| *start <= offset.min(bytes.len()));
        let start = self.lines.get(number.saturating_sub(1)).copied().unwrap_or_default();
        let end = self.lines.get(number).map_or(bytes.len(), |next| next - 1);
        let end = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
        (number, start..end)
    }

    /// The nearest character boundary at or before an offset.
    pub(in crate::codegen) fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A range of bytes in a source: where an entry of the configuration, or an error of syntax, stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The text that the range is of.
    pub source: Arc<Source>,
    /// The bytes.
    pub span: Range<usize>,
}

impl Origin {
    /// A place in a source.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Origin {
        Origin { source: Arc::clone(source), span }
    }

    /// The beginning of a file that has no text to show, such as one that is missing.
    pub fn file(name: &str) -> Origin {
        Origin::new(&Source::new(name, ""), 0..0)
    }
}
