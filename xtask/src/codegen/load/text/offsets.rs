//! From the parser's positions, which count characters, to byte offsets.

use std::ops::Range;

use saphyr_parser::Span;

/// A table of byte offsets, or nothing when the text is ASCII and both are the same.
pub(in super::super) enum Offsets {
    Ascii { len: usize },
    Table(Vec<usize>),
}

impl Offsets {
    pub(in super::super) fn of(text: &str) -> Offsets {
        if text.is_ascii() {
            return Offsets::Ascii { len: text.len() };
        }
        let mut table: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        table.push(text.len());
        Offsets::Table(table)
    }

    /// The byte offset of a character; the end of the text for a position beyond it.
    pub(in super::super) fn byte(&self, character: usize) -> usize {
        match self {
            Offsets::Ascii { len } => character.min(*len),
            Offsets::Table(table) => table.get(character).or(table.last()).copied().unwrap_or_default(),
        }
    }

    pub(in super::super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }
}
