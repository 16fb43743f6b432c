//! Shows everything that is not fresh, in all crates at once, with diffs.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use super::plan::{FileState, OnDisk, Plan, State};
use crate::codegen::render::Colour;

/// How much of each diff is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diffs {
    /// The beginning, for `--check`.
    Short,
    /// Everything, for `--diff`.
    Full,
}

/// Lines of one diff that `--check` shows.
const SHORT: usize = 60;

const GREEN: &str = "\u{1b}[32m";
const RED: &str = "\u{1b}[31m";
const CYAN: &str = "\u{1b}[36m";
const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

impl State {
    /// The state in a few words.
    pub fn describe(self) -> &'static str {
        match self {
            State::Fresh => "fresh",
            State::Changed => "changed",
            State::HandEdited => "edited by hand",
            State::Missing => "missing",
            State::Orphaned => "orphaned",
            State::Foreign => "foreign",
            State::StaleLock => "stale lock",
        }
    }
}

/// Writes a line and a diff for every file that is not fresh, then a line of counts and the command to run.
///
/// Writes nothing when all plans are fresh.
pub fn write_report(out: &mut dyn Write, plans: &[Plan], diffs: Diffs, colour: Colour) -> io::Result<()> {
    let mut counts: Vec<(State, usize)> = Vec::new();
    for plan in plans {
        for file in plan.stale() {
            match counts.iter_mut().find(|(state, _)| *state == file.state) {
                Some((_, count)) => *count += 1,
                None => counts.push((file.state, 1)),
            }
            write_file(out, plan, file, diffs, colour)?;
        }
    }
    if counts.is_empty() {
        return Ok(());
    }
    counts.sort();
    let stale: usize = counts.iter().map(|(_, count)| count).sum();
    let total: usize = plans.iter().map(|plan| plan.files.len()).sum();
    let details: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {}", state.describe())).collect();
    writeln!(
        out,
        "{} {stale} of {total} generated files {} not fresh: {}",
        paint("error:", &format!("{BOLD}{RED}"), colour),
        if stale == 1 { "is" } else { "are" },
        details.join(", ")
    )?;
    writeln!(
        out,
        "{} run `cargo xtask codegen` and commit the result; changes belong in spec/ or in the generator",
        paint("help:", &format!("{BOLD}{CYAN}"), colour),
    )
}

fn write_file(out: &mut dyn Write, plan: &Plan, file: &FileState, diffs: Diffs, colour: Colour) -> io::Result<()> {
    let path = format!("{}/{}", plan.name, file.path);
    let verb = paint(&format!("{:>14}", file.state.describe()), BOLD, colour);
    writeln!(out, "{verb}  {path}")?;
    if file.state == State::Foreign {
        return writeln!(out, "    generated.lock does not name it: move it elsewhere, or remove it\n");
    }
    let old = match &file.on_disk {
        OnDisk::Nothing => String::new(),
        OnDisk::File(bytes) => match String::from_utf8(bytes.clone()) {
            Ok(text) => text,
            Err(_) => return writeln!(out, "    the file on the disk is not UTF-8\n"),
        },
        OnDisk::Folder => return writeln!(out, "    a folder is in the file's place\n"),
        OnDisk::Other => {
            return writeln!(out, "    a symbolic link is in the way; it is not followed\n");
        }
    };
    let new = file.generated.as_deref().unwrap_or_default();
    write_diff(out, &path, &old, new, diffs, colour)
}

fn write_diff(out: &mut dyn Write, path: &str, old: &str, new: &str, diffs: Diffs, colour: Colour) -> io::Result<()> {
    let diff = TextDiff::from_lines(old, new);
    let limit = match diffs {
        Diffs::Short => SHORT,
        Diffs::Full => usize::MAX,
    };
    let mut shown = 0;
    let mut left_out = 0;
    writeln!(out, "--- {path} (on the disk)")?;
    writeln!(out, "+++ {path} (generated)")?;
    let mut unified = diff.unified_diff();
    for hunk in unified.context_radius(3).iter_hunks() {
        if shown < limit {
            let header = hunk.header().to_string();
            writeln!(out, "{}", paint(header.trim_end(), CYAN, colour))?;
        }
        for change in hunk.iter_changes() {
            if shown >= limit {
                left_out += 1;
                continue;
            }
            shown += 1;
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', ""),
                ChangeTag::Delete => ('-', RED),
                ChangeTag::Insert => ('+', GREEN),
            };
            writeln!(out, "{}", paint(&printable(sign, change.value()), style, colour))?;
            if change.missing_newline() {
                writeln!(out, "\\ no newline at the end of the file")?;
            }
        }
    }
    if left_out > 0 {
        writeln!(out, "    {left_out} more lines; `cargo xtask codegen --diff` shows them")?;
    }
    writeln!(out)
}

/// A line of a file that anybody may have written: its control characters are shown, never sent to the terminal.
fn printable(sign: char, line: &str) -> String {
    let line = line.strip_suffix('\n').unwrap_or(line);
    std::iter::once(sign)
        .chain(line.chars().map(|character| match character {
            '\t' => '\t',
            character if character.is_control() => char::REPLACEMENT_CHARACTER,
            character => character,
        }))
        .collect()
}

fn paint(text: &str, style: &str, colour: Colour) -> String {
    match colour {
        Colour::Never => text.to_owned(),
        Colour::Always if style.is_empty() => text.to_owned(),
        Colour::Always => format!("{style}{text}{RESET}"),
    }
}
