//! Tables: parents, keys, cascades and defaults name what exists.

use super::Lint;
use crate::codegen::normalise::escape;

impl Lint<'_> {
    pub(super) fn tables(&mut self) {
        let tables = &self.rows.tables;
        for (name, table) in tables {
            let place = format!("/tables/{name}");
            if !self.rows.resources.values().any(|row| row.table.as_ref() == Some(name)) {
                self.unmatched(place.clone(), format!("no resource shows the table `{name}`"));
            }
            if let Some(parent) = &table.parent
                && !tables.contains_key(parent)
            {
                self.unmatched(format!("{place}/parent"), format!("there is no table `{parent}`"));
            }
            for (index, unique) in table.unique.iter().enumerate() {
                let place = format!("{place}/unique/{index}");
                self.word("errors", &unique.error, &place);
                for key in &unique.keys {
                    self.column(Some(table), key, &place);
                }
            }
            for (index, cascade) in table.cascade.iter().enumerate() {
                let place = format!("{place}/cascade/{index}");
                let Some(target) = tables.get(&cascade.table) else {
                    self.unmatched(place, format!("there is no table `{}`", cascade.table));
                    continue;
                };
                if cascade.children && target.parent.as_ref() != Some(name) {
                    self.unmatched(place.clone(), format!("`{}` is no child of `{name}`", cascade.table));
                }
                if let Some(column) = &cascade.column {
                    self.column(Some(target), column, &place);
                }
                if cascade.identity {
                    self.column(Some(target), "identity", &place);
                }
            }
            for (column, row) in &table.columns {
                let place = format!("{place}/columns/{}", escape(column));
                for of in [&row.of, &row.then_of].into_iter().flatten() {
                    self.related(Some(table), of, &place);
                }
                if let Some(role) = &row.role
                    && !self.rows.default_roles.iter().any(|one| one.name == *role)
                {
                    self.unmatched(place.clone(), format!("there is no default role `{role}`"));
                }
                for name in row.when.iter().flat_map(|when| when.keys()).chain(&row.if_set) {
                    self.column(Some(table), name, &place);
                }
                let ways = [row.value.is_some(), row.mint.is_some(), row.role.is_some(), row.start.is_some()];
                let ways = ways.iter().filter(|one| **one).count()
                    + usize::from(row.of.is_some())
                    + usize::from(row.when.is_some());
                if ways != 1 {
                    self.unmatched(place, format!("`{column}` has {ways} defaults instead of one"));
                }
            }
        }
    }
}
