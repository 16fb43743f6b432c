//! Where commands write, in cargo's manner: results to `out`, what happens and what is wrong to `err`.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::codegen::diagnostics::Diagnostic;
use crate::codegen::load::Document;
use crate::codegen::render::{Colour, count_line, count_severities, render};

/// Two writers and how to use them. A writer that fails (a closed pipe) is no reason to stop generating.
pub struct Shell<'w> {
    out: &'w mut dyn Write,
    err: &'w mut dyn Write,
    out_colour: Colour,
    err_colour: Colour,
    times: bool,
    /// Whether a line that is overwritten may show how far a run is.
    progress: bool,
    errors: usize,
    warnings: usize,
}

impl std::fmt::Debug for Shell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell").field("errors", &self.errors).field("warnings", &self.warnings).finish_non_exhaustive()
    }
}

impl<'w> Shell<'w> {
    /// A shell without colours and times, whose text is the same in every run.
    pub fn new(out: &'w mut dyn Write, err: &'w mut dyn Write) -> Shell<'w> {
        Shell {
            out,
            err,
            out_colour: Colour::Never,
            err_colour: Colour::Never,
            times: false,
            progress: false,
            errors: 0,
            warnings: 0,
        }
    }

    /// Colours, for writers that are terminals.
    #[must_use]
    pub fn with_colours(mut self, out: Colour, err: Colour) -> Shell<'w> {
        self.out_colour = out;
        self.err_colour = err;
        self
    }

    /// Shows how long things took.
    #[must_use]
    pub fn with_times(mut self) -> Shell<'w> {
        self.times = true;
        self
    }

    /// Shows how far a run is, for a terminal.
    #[must_use]
    pub fn with_progress(mut self) -> Shell<'w> {
        self.progress = true;
        self
    }

    /// How far a run is, on a line that the next output overwrites; an empty text removes it.
    pub(super) fn progress(&mut self, text: &str) {
        if self.progress {
            let shown: String = text.chars().filter(|character| !character.is_control()).take(100).collect();
            let line = if shown.is_empty() { shown } else { format!("{:>12} {shown}\r", "Generating") };
            let _ = write!(self.err, "\u{1b}[2K{line}");
            let _ = self.err.flush();
        }
    }

    /// The last line about diagnostics of a run that left operations out.
    pub(super) fn counts_partial(&mut self) {
        if let Some(line) = count_line(self.errors, self.warnings) {
            self.status("Partial", &format!("{line}; what has errors was left out"));
        }
    }

    /// A line with a right-aligned verb: `   Generated crates/chat-v2: …`.
    pub(super) fn status(&mut self, verb: &str, text: &str) {
        let line = match self.err_colour {
            Colour::Never => format!("{verb:>12} {text}"),
            Colour::Always => format!("\u{1b}[1m\u{1b}[32m{verb:>12}\u{1b}[0m {text}"),
        };
        let line = if self.progress { format!("\u{1b}[2K{line}") } else { line };
        let _ = writeln!(self.err, "{line}");
    }

    /// A line of results.
    pub(super) fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    /// The writer of results, with its colour.
    pub(super) fn out(&mut self) -> (&mut dyn Write, Colour) {
        (&mut *self.out, self.out_colour)
    }

    /// An error without a place in a document, and what to do.
    pub(super) fn error(&mut self, problem: &str, help: &str) {
        self.errors += 1;
        let (error, note) = match self.err_colour {
            Colour::Never => ("error:".to_owned(), "help:".to_owned()),
            Colour::Always => {
                ("\u{1b}[1m\u{1b}[91merror:\u{1b}[0m".to_owned(), "\u{1b}[1m\u{1b}[96mhelp:\u{1b}[0m".to_owned())
            }
        };
        let _ = writeln!(self.err, "{error} {problem}\n  {note} {help}\n");
    }

    /// Shows diagnostics; says whether one of them is an error.
    pub(super) fn diagnostics(&mut self, diagnostics: &[Diagnostic], document: Option<&Document>) -> bool {
        let (errors, warnings) = count_severities(diagnostics);
        self.errors += errors;
        self.warnings += warnings;
        let text = render(diagnostics, document, self.err_colour);
        let _ = self.err.write_all(text.as_bytes());
        errors > 0
    }

    /// The last line about diagnostics: how many there were, and what came of the run all the same.
    pub(super) fn counts(&mut self, outcome: &str) {
        if let Some(line) = count_line(self.errors, self.warnings) {
            let verb = if self.errors > 0 { "Failed" } else { "Warned" };
            let outcome = if self.errors > 0 { outcome } else { "" };
            self.status(verb, &format!("{line}{outcome}"));
        }
    }

    /// ` in 0.12s`, or nothing where times would make the text differ from run to run.
    pub(super) fn elapsed(&self, since: Instant) -> String {
        let elapsed: Duration = since.elapsed();
        match self.times {
            true => format!(" in {:.2}s", elapsed.as_secs_f64()),
            false => String::new(),
        }
    }
}
