//! Inputs: each goes to one place, and what is checked exists.

use super::super::rows::{InputRow, ResourceRow};
use super::{Columns, Lint};

impl Lint<'_> {
    pub(super) fn input(&mut self, row: &ResourceRow, table: Columns<'_>, rule: &InputRow, place: &str) {
        for target in rule.targets() {
            let named = [&target.column, &target.filter, &target.option, &target.effect].into_iter().flatten().count();
            if named + usize::from(target.page.is_some()) + usize::from(target.drop) != 1 {
                self.unmatched(place.to_owned(), "the input does not go to exactly one place".to_owned());
            }
            if let Some(column) = &target.column {
                self.column(table, column, place);
            }
            if let Some(filter) = &target.filter
                && !row.filters.contains_key(filter)
            {
                self.unmatched(place.to_owned(), format!("there is no filter `{filter}`"));
            }
            if let Some(option) = &target.option {
                self.word("options", option, place);
            }
            if let Some(effect) = &target.effect {
                self.word("effects", effect, place);
            }
        }
        for operation in rule.by_operation.iter().flat_map(|by| by.keys()) {
            if !row.operations.contains_key(operation) {
                self.unmatched(place.to_owned(), format!("there is no operation `{operation}`"));
            }
        }
        if let Some(column) = &rule.also {
            self.column(table, column, place);
        }
        if let Some(error) = &rule.error {
            self.word("errors", error, place);
        }
        for check in &rule.checks {
            self.word("errors", &check.error, place);
            if let Some(error) = &check.format_error {
                self.word("errors", error, place);
            }
            if let Some(exists) = &check.exists {
                let rows = self.rows;
                let table = rows.tables.get(&exists.table);
                for column in exists.condition.keys() {
                    self.column(table, column, place);
                }
                if table.is_none() {
                    self.unmatched(place.to_owned(), format!("there is no table `{}`", exists.table));
                }
            }
        }
    }
}

impl InputRow {
    /// The rule itself, or its variants by operation.
    pub fn targets(&self) -> impl Iterator<Item = &InputRow> {
        let own = self.by_operation.is_none().then_some(self);
        own.into_iter().chain(self.by_operation.iter().flat_map(|by| by.values()))
    }

    pub(super) fn is_for(&self, operation: &str) -> bool {
        self.by_operation.as_ref().is_none_or(|by| by.contains_key(operation))
    }
}
