//! Tabs: separated from a key they are valid YAML, which the parser refuses; as indentation they are not.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::offsets::Offsets;

/// Whether an error at a byte is about tabs that separate a key from its value, as in `key:<tab>value`.
pub(in super::super) fn separate_value(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let key = before.trim_end_matches('\t');
    key.len() < before.len() && key.ends_with(':')
}

/// The text with spaces for tabs that separate keys from values. Tabs in scalars stay, and all offsets hold.
pub(in super::super) fn as_spaces(text: &str) -> Cow<'_, str> {
    let runs = runs_after_colons(text);
    if runs.is_empty() {
        return Cow::Borrowed(text);
    }
    let everywhere = replaced(text, &runs);
    // Where the scalars are is only known to the parser; it tells for a text in which no tab stops it.
    let offsets = Offsets::of(&everywhere);
    let mut scalars: Vec<Range<usize>> = Parser::new_from_str(&everywhere)
        .map_while(Result::ok)
        .filter(|(event, _)| matches!(event, Event::Scalar(..)))
        .map(|(_, span)| offsets.range(span))
        .collect();
    scalars.sort_by_key(|scalar| scalar.start);
    let separating: Vec<Range<usize>> = runs
        .into_iter()
        .filter(|run| {
            let before = scalars.partition_point(|scalar| scalar.start < run.start);
            let scalar = before.checked_sub(1).and_then(|last| scalars.get(last));
            scalar.is_none_or(|scalar| scalar.end <= run.start)
        })
        .collect();
    Cow::Owned(replaced(text, &separating))
}

/// The runs of tabs between a colon and something else.
fn runs_after_colons(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    for (colon, _) in text.match_indices(":\t") {
        let length = bytes[colon + 1..].iter().take_while(|byte| **byte == b'\t').count();
        runs.push(colon + 1..colon + 1 + length);
    }
    runs
}

fn replaced(text: &str, runs: &[Range<usize>]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for run in runs {
        result.push_str(&text[done..run.start]);
        result.extend(std::iter::repeat_n(' ', run.len()));
        done = run.end;
    }
    result.push_str(&text[done..]);
    result
}

/// The tab in the indentation of the line of a byte or of the next one, or, if the error is `about_tabs`, of any further one.
pub(in super::super) fn indentation(text: &str, at: usize, about_tabs: bool) -> Option<usize> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let mut offset = start;
    for (index, line) in text.get(start..)?.split_inclusive('\n').filter(|line| !line.is_empty()).enumerate() {
        if index > 1 && !about_tabs {
            return None;
        }
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        let has_content = !line.trim().is_empty();
        if let Some(tab) = line.get(..indentation).and_then(|blank| blank.find('\t')).filter(|_| has_content) {
            return Some(offset + tab);
        }
        offset += line.len();
    }
    None
}
