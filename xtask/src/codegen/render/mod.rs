//! From diagnostics to text: sorted by place, with excerpts in rustc's manner, closed by a line of counts.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::diagnostics::{Diagnostic, Origin, Place, Severity};
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

/// Renders all diagnostics of one document, sorted by place, each followed by an empty line.
///
/// `document` is what JSON pointers lead into; without it (nothing could be loaded) only diagnostics with an
/// [`Origin`] show an excerpt. Gives an empty text for no diagnostics. [`count_line`] is the line that closes a run.
pub fn render(diagnostics: &[Diagnostic], document: Option<&Document>, colour: Colour) -> String {
    let mut located: Vec<(Option<Origin>, &Diagnostic)> =
        diagnostics.iter().map(|diagnostic| (locate(&diagnostic.place, document), diagnostic)).collect();
    located.sort_by(|(left, a), (right, b)| {
        sort_key(left.as_ref())
            .cmp(&sort_key(right.as_ref()))
            .then_with(|| a.severity.cmp(&b.severity))
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
    text
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
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&diagnostic.problem)).id(diagnostic.code.name());
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
    let annotation: Annotation<'a> = kind.span(start - line.start..end - line.start).label(label.map(clean));
    group.element(
        Snippet::source(source.text()[line].to_owned())
            .line_start(number)
            .path(source.name().to_owned())
            .annotation(annotation),
    )
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
