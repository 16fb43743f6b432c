//! Related records: owners, singletons, users and what a column names by SID.

use crate::schema::TableId;
use crate::store::{ROOT, Row, Store};

impl Store {
    /// The record of a table that belongs to a record: itself or its owner, its user, what a column of it names, or the one
    /// record of its service or of the account.
    pub(crate) fn related<'s>(&'s self, row: &'s Row, table: TableId) -> Option<&'s Row> {
        if let Some(found) = self.ancestor(row, table) {
            return Some(found);
        }
        let target = self.schema.table(table);
        if target.definition.singleton {
            let parent = if target.parent.is_some() { self.top(row) } else { ROOT };
            return self.singleton(table, parent);
        }
        let own = self.schema.table(row.table);
        if let Some(column) = own.column(&format!("{}_sid", target.definition.name)) {
            return self.by_sid_text(table, row.text(column)?);
        }
        // Somebody with the same identity in the same service.
        let identity = row.text(own.identity?)?;
        target.identity?;
        let ids = self.with_identity(table, self.top(row), identity)?;
        match target.parent == own.parent {
            true => ids.iter().filter_map(|id| self.get(*id)).find(|other| other.parent == row.parent),
            false => ids.first().and_then(|id| self.get(*id)),
        }
    }

    /// A column of a table by its name. The rows name only columns that exist.
    pub(crate) fn column_of<'r>(&self, row: &'r Row, name: &str) -> Option<&'r crate::store::Value> {
        self.schema.column(row.table, name).map(|column| &row.values[column])
    }

    /// The string in a column by its name.
    pub(crate) fn text_of<'r>(&self, row: &'r Row, name: &str) -> Option<&'r str> {
        self.column_of(row, name)?.as_text()
    }
}
