//! Prints changes as text, JSON or Markdown.

use std::fmt::Write;

use serde::Serialize;

use super::fact::{Action, Breaks, Change, Release, Subject};

/// The changes of one document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentChanges {
    /// The product, such as `chat-v2`.
    pub document: String,
    /// What changed.
    pub changes: Vec<Change>,
}

impl DocumentChanges {
    /// Whom the changes break.
    pub fn breaks(&self) -> Breaks {
        self.changes.iter().map(|change| change.breaks).max().unwrap_or(Breaks::Nothing)
    }

    /// The release that the changes need; `None` without changes.
    pub fn release(&self) -> Option<Release> {
        self.changes.iter().map(|change| change.release).max()
    }
}

/// One line for each change, below a line for each document.
pub fn text(documents: &[DocumentChanges]) -> String {
    let mut text = String::new();
    for document in documents {
        let _ = writeln!(text, "{}: {}", document.document, summary(document));
        for change in &document.changes {
            let _ = writeln!(text, "  {:<12} {:<5} {}", breaks(change.breaks), release(change.release), line(change));
        }
    }
    text
}

/// The same as an object with the keys `release` and `documents`.
pub fn json(documents: &[DocumentChanges]) -> String {
    let release = documents.iter().filter_map(DocumentChanges::release).max();
    let value = serde_json::json!({ "release": release, "documents": documents });
    format!("{value:#}\n")
}

/// A section with a table for each document, for a comment of a pull request.
pub fn markdown(documents: &[DocumentChanges]) -> String {
    let mut text = String::new();
    for document in documents {
        let _ = writeln!(text, "### {}: {}\n", document.document, summary(document));
        if document.changes.is_empty() {
            continue;
        }
        text.push_str("| breaks | release | change | why |\n|---|---|---|---|\n");
        for change in &document.changes {
            let cells = [breaks(change.breaks), release(change.release), &cell(&line(change)), change.why];
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
        text.push('\n');
    }
    text
}

/// Characters that would end the cell or be read as markup.
fn cell(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '|' | '<' | '>' | '*' | '_' | '`' | '[' | ']' | '\\' => escaped.extend(['\\', character]),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}

fn summary(document: &DocumentChanges) -> String {
    let count = |breaks: Breaks| document.changes.iter().filter(|change| change.breaks == breaks).count();
    match document.release() {
        None => "no changes".to_owned(),
        Some(needed) => format!(
            "{} changes, {} break at compile time, {} at run time; the release is {}",
            document.changes.len(),
            count(Breaks::CompileTime),
            count(Breaks::RunTime),
            release(needed)
        ),
    }
}

fn line(change: &Change) -> String {
    let (action, subject) = (action(change.action), subject(change.subject));
    let place = &change.place;
    let aspect = match change.aspect.as_str() {
        "" => String::new(),
        aspect => format!(", {aspect}"),
    };
    let values = match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!(": {} -> {}", short(old), short(new)),
        (Some(value), None) | (None, Some(value)) => format!(": {}", short(value)),
        (None, None) => String::new(),
    };
    format!("{action} {subject} {place}{aspect}{values}")
}

/// At most 80 characters, on one line.
fn short(text: &str) -> String {
    let line: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn breaks(breaks: Breaks) -> &'static str {
    match breaks {
        Breaks::Nothing => "-",
        Breaks::RunTime => "run time",
        Breaks::CompileTime => "compile time",
    }
}

fn release(release: Release) -> &'static str {
    match release {
        Release::Patch => "patch",
        Release::Minor => "minor",
        Release::Major => "major",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Added => "added",
        Action::Removed => "removed",
        Action::Changed => "changed",
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Server => "server",
        Subject::Operation => "operation",
        Subject::Input => "input",
        Subject::Property => "property",
        Subject::Type => "type",
        Subject::EnumValue => "enum value",
        Subject::Bound => "bound",
        Subject::Text => "text",
    }
}
