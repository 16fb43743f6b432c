//! The catalogue: what all products offer, as constant tables in `crates/twilio-catalogue`.
//!
//! Takes each product's document and its behaviour rows; gives the files of the crate's `src/generated`, and diagnostics that
//! point into the rows. A row that matches nothing is an error, and so is an operation, input or property without a row.

mod emit;
mod facts;
mod lint;
mod rows;

use std::collections::BTreeSet;

use super::config::ProductConfig;
use super::diagnostics::{Code, Diagnostic};
use super::load::Document;
use super::tree::GeneratedFile;

/// The folder of the rows, seen from the workspace's root.
pub const ROWS: &str = "spec/behaviour";

/// The folder of the crate, seen from the workspace's root.
pub const CRATE: &str = "crates/twilio-catalogue";

/// One product: its table of products.toml, its document and its rows.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The table of products.toml.
    pub config: &'a ProductConfig,
    /// The document.
    pub document: &'a Document,
    /// The rows.
    pub rows: &'a Document,
}

/// What came of the catalogue.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files; none if a diagnostic is an error.
    pub files: Option<Vec<GeneratedFile>>,
    /// What is wrong in each product's rows, in the order of the sources.
    pub diagnostics: Vec<Vec<Diagnostic>>,
    /// What is wrong in the rows that all products share.
    pub common: Vec<Diagnostic>,
}

/// Generates the catalogue.
pub fn generate(sources: &[Source<'_>], common: &Document) -> Outcome {
    let words: rows::Common = match rows::read(common) {
        Ok(words) => words,
        Err(diagnostic) => return Outcome { common: vec![*diagnostic], ..Outcome::default() },
    };
    let mut used = BTreeSet::new();
    let mut outcome = Outcome::default();
    let mut files = Vec::new();
    for source in sources {
        let behaviour: rows::Behaviour = match rows::read(source.rows) {
            Ok(behaviour) => behaviour,
            Err(diagnostic) => {
                outcome.diagnostics.push(vec![*diagnostic]);
                continue;
            }
        };
        let facts = facts::facts(source.document, source.config);
        let lint = lint::Lint { facts: &facts, rows: &behaviour, common: &words, used: &mut used, found: Vec::new() };
        outcome.diagnostics.push(lint.run());
        files.push(GeneratedFile {
            path: format!("src/generated/{}.rs", emit::module(source.config)),
            text: emit::product(source.config, &facts, &behaviour),
        });
    }
    outcome.common = unused(&words, &used);
    let configs: Vec<&ProductConfig> = sources.iter().map(|source| source.config).collect();
    files.push(GeneratedFile { path: "src/generated/mod.rs".to_owned(), text: emit::root(&configs, &words) });
    let is_clean = outcome.common.is_empty() && outcome.diagnostics.iter().all(Vec::is_empty);
    outcome.files = is_clean.then_some(files);
    outcome
}

/// Words that no row uses. Errors count as used: effects raise most of them.
fn unused(words: &rows::Common, used: &lint::Used) -> Vec<Diagnostic> {
    let lists = [
        ("effects", &words.effects),
        ("computed", &words.computed),
        ("options", &words.options),
        ("orders", &words.orders),
        ("views", &words.views),
    ];
    lists
        .into_iter()
        .flat_map(|(list, words)| words.keys().map(move |word| (list, word)))
        .filter(|(list, word)| !used.contains(&(*list, (*word).clone())))
        .map(|(list, word)| {
            Diagnostic::error(Code::UnmatchedBehaviourRow, format!("/{list}/{word}"), format!("no row uses `{word}`"))
                .why("A word that no row uses hides that a rule was lost.")
                .help("Remove the word, or use it.")
        })
        .collect()
}

#[cfg(test)]
mod tests;
