//! From diagnostics to text: sorted by place, with excerpts in rustc's manner, closed by a line of counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::diagnostics::{Code, Diagnostic, Origin, Place, Severity};
use super::load::Document;

/// Whether the text may hold terminal colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// None: for files, pipes and snapshots.
    #[default]
    Never,
    /// ANSI escapes: for a terminal.
    Always,
}

/// How many diagnostics of a code are shown.
const MOST: usize = 20;

/// How many bytes of a line are shown on each side of a place: a minified document is one line of megabytes.
const AROUND: usize = 120;

/// Renders the diagnostics of one document, each followed by an empty line: warnings first, so that errors are last on a
/// terminal, each sorted by place. Of a code, the first 20 are shown, and how many more there are.
///
/// `document` is what JSON pointers lead into; without it (nothing could be loaded) only diagnostics with an
/// [`Origin`] show an excerpt. Gives an empty text for no diagnostics. [`count_line`] is the line that closes a run.
pub fn render(diagnostics: &[Diagnostic], document: Option<&Document>, colour: Colour) -> String {
    let (shown, left_out) = first_of_each_code(diagnostics);
    let mut located: Vec<(Option<Origin>, &Diagnostic)> =
        shown.into_iter().map(|diagnostic| (locate(&diagnostic.place, document), diagnostic)).collect();
    located.sort_by(|(left, a), (right, b)| {
        (b.severity.cmp(&a.severity))
            .then_with(|| sort_key(left.as_ref()).cmp(&sort_key(right.as_ref())))
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.problem.cmp(&b.problem))
    });
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let mut text = String::new();
    for (origin, diagnostic) in located {
        let report = [group(origin.as_ref(), diagnostic, document)];
        text.push_str(&renderer.render(&report));
        text.push_str("\n\n");
    }
    for (severity, code, count) in left_out {
        let title = level(severity).primary_title(format!("and {count} more like these")).id(code.name());
        text.push_str(&renderer.render(&[Group::with_title(title)]));
        text.push_str("\n\n");
    }
    text
}

/// The diagnostics to show, and how many of each severity and code are left out.
fn first_of_each_code(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Vec<(Severity, Code, usize)>) {
    let mut counts: BTreeMap<(Reverse<Severity>, Code), usize> = BTreeMap::new();
    let shown = diagnostics
        .iter()
        .filter(|diagnostic| {
            let count = counts.entry((Reverse(diagnostic.severity), diagnostic.code)).or_default();
            *count += 1;
            *count <= MOST
        })
        .collect();
    let left_out = counts
        .into_iter()
        .filter_map(|((severity, code), count)| {
            Some((severity.0, code, count.checked_sub(MOST).filter(|more| *more > 0)?))
        })
        .collect();
    (shown, left_out)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// How many errors and warnings there are.
pub fn count_severities(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    (errors, diagnostics.len() - errors)
}

/// The closing line, such as `2 errors, 1 warning`; `None` when there is nothing to count.
pub fn count_line(errors: usize, warnings: usize) -> Option<String> {
    let count = |number: usize, noun: &str| match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{number} {noun}s")),
    };
    let parts: Vec<String> = [count(errors, "error"), count(warnings, "warning")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn locate(place: &Place, document: Option<&Document>) -> Option<Origin> {
    match place {
        Place::Origin(origin) => Some(origin.clone()),
        Place::Pointer(pointer) => document.map(|document| document.place(pointer)),
        Place::Key(pointer) => document.map(|document| document.key_place(pointer)),
    }
}

fn sort_key(origin: Option<&Origin>) -> Option<(&str, usize)> {
    origin.map(|origin| (origin.source.name(), origin.span.start))
}

fn group<'a>(origin: Option<&'a Origin>, diagnostic: &'a Diagnostic, document: Option<&Document>) -> Group<'a> {
    let title = level(diagnostic.severity).primary_title(clean(&diagnostic.problem)).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(origin) = origin {
        group = with_excerpt(group, origin, diagnostic.label.as_deref(), true);
    }
    for (place, label) in &diagnostic.related {
        if let Some(origin) = locate(place, document) {
            group = with_excerpt(group, &origin, Some(label), false);
        }
    }
    if let Place::Pointer(pointer) | Place::Key(pointer) = &diagnostic.place
        && !pointer.is_empty()
    {
        group = group.element(Level::NOTE.with_name("at").message(clean(pointer)));
    }
    if let Some(why) = &diagnostic.why {
        group = group.element(Level::NOTE.with_name("why").message(clean(why)));
    }
    if let Some(effect) = &diagnostic.effect {
        group = group.element(Level::NOTE.with_name("effect").message(clean(effect)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    group
}

/// Shows the first line of the place, and that line only: a reader has the file, and large nodes would drown the message.
fn with_excerpt<'a>(group: Group<'a>, origin: &Origin, label: Option<&str>, primary: bool) -> Group<'a> {
    let source = &origin.source;
    let start = source.floor(origin.span.start);
    let (number, line) = source.line(start);
    if line.is_empty() && source.text().is_empty() {
        return group.element(annotate_snippets::Origin::path(source.name().to_owned()));
    }
    let start = start.clamp(line.start, line.end);
    let end = source.floor(origin.span.end).clamp(start, line.end);
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    if line.len() <= 4 * AROUND {
        let annotation: Annotation<'a> = kind.span(start - line.start..end - line.start).label(label.map(clean));
        let snippet = Snippet::source(source.text()[line].to_owned()).line_start(number);
        return group.element(snippet.path(source.name().to_owned()).annotation(annotation));
    }
    let column = source.text()[line.start..start].chars().count() + 1;
    let end = source.floor(end.min(start + AROUND));
    let window = source.floor(start.saturating_sub(AROUND)).max(line.start)..source.floor(end + AROUND).min(line.end);
    let before = if window.start > line.start { "…" } else { "" };
    let after = if window.end < line.end { "…" } else { "" };
    let shift = window.start - before.len().min(window.start);
    let annotation: Annotation<'a> = kind.span(start - shift..end - shift).label(label.map(clean));
    let excerpt = format!("{before}{}{after}", &source.text()[window]);
    let place = annotate_snippets::Origin::path(source.name().to_owned()).line(number).char_column(column);
    group.element(place).element(Snippet::source(excerpt).line_start(number).annotation(annotation))
}

/// Texts may quote the input: its control characters are shown, never sent to the terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' => character,
            character if character.is_control() => char::REPLACEMENT_CHARACTER,
            character => character,
        })
        .collect()
}

#[cfg(test)]
mod tests;
