//! Checks that every row matches something in the document, and that everything in the document has a row.

mod events;
mod inputs;
mod properties;
mod resources;
mod tables;

use std::collections::BTreeSet;

use super::facts::Facts;
use super::rows::{Behaviour, Common, TableRow};
use crate::codegen::diagnostics::{Code, Diagnostic};

/// Words of `common.json` that rows used, each with its list.
pub type Used = BTreeSet<(&'static str, String)>;

/// Columns that every table has.
const BUILT_IN: &[&str] = &["sid", "date_created", "date_updated", "index"];

/// Collects what is wrong with one product's rows.
pub struct Lint<'a> {
    pub facts: &'a Facts,
    pub rows: &'a Behaviour,
    pub common: &'a Common,
    pub used: &'a mut Used,
    pub found: Vec<Diagnostic>,
}

/// The members of a row that name columns: `a.b` of an object.
type Columns<'a> = Option<&'a TableRow>;

impl Lint<'_> {
    /// Checks everything.
    pub fn run(mut self) -> Vec<Diagnostic> {
        self.tables();
        self.every_operation_has_one_row();
        for (name, row) in &self.rows.resources {
            self.resource(name, row);
        }
        self.events();
        self.found
    }

    pub(super) fn unmatched(&mut self, pointer: String, problem: String) {
        self.found.push(
            Diagnostic::error(Code::UnmatchedBehaviourRow, pointer, problem)
                .why("A row that matches nothing hides that the document or another row has changed.")
                .help("Correct the name, or remove the row."),
        );
    }

    pub(super) fn word(&mut self, list: &'static str, word: &str, pointer: &str) {
        let known = match list {
            "effects" => self.common.effects.contains_key(word),
            "computed" => self.common.computed.contains_key(word),
            "options" => self.common.options.contains_key(word),
            "orders" => self.common.orders.contains_key(word),
            "views" => self.common.views.contains_key(word),
            _ => self.common.errors.contains_key(word),
        };
        if !known {
            self.unmatched(pointer.to_owned(), format!("`{word}` is not in `{list}` of common.json"));
        }
        self.used.insert((list, word.to_owned()));
    }

    pub(super) fn column(&mut self, table: Columns<'_>, column: &str, place: &str) {
        let known = table.is_some_and(|table| table.columns.contains_key(column)) || BUILT_IN.contains(&column);
        if !known {
            self.unmatched(place.to_owned(), format!("there is no column `{column}` in the table"));
        }
    }

    /// `table.column`, or a column of the same table.
    pub(super) fn related(&mut self, own: Columns<'_>, of: &str, place: &str) {
        match of.split_once('.') {
            Some((table, column)) if self.rows.tables.contains_key(table) => {
                let table = self.rows.tables.get(table);
                self.column(table, column, place);
            }
            _ => self.column(own, of, place),
        }
    }
}
