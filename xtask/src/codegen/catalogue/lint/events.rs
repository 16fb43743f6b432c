//! Events: each is sent, and each parameter has one source.

use super::Lint;
use crate::codegen::normalise::escape;

impl Lint<'_> {
    pub(super) fn events(&mut self) {
        for (name, event) in &self.rows.events {
            let place = format!("/events/{name}");
            let fired = self.rows.resources.values().flat_map(|row| row.operations.values());
            // Delivery receipts change without a request.
            if !fired.flat_map(|spec| &spec.events).any(|one| one == name) && name != "onDeliveryUpdated" {
                self.unmatched(place.clone(), format!("no operation sends `{name}`"));
            }
            for (parameter, row) in &event.parameters {
                let flags = [row.now, row.actor, row.actor_or_system, row.actor_source, row.binding_type];
                let sources = flags.iter().filter(|flag| **flag).count()
                    + usize::from(row.of.is_some())
                    + usize::from(row.state.is_some())
                    + usize::from(row.membership.is_some());
                if sources != 1 {
                    self.unmatched(place.clone(), format!("`{parameter}` has {sources} sources instead of one"));
                }
                if let Some(of) = &row.of
                    && let Some((table, column)) = of.split_once('.')
                {
                    let rows = self.rows;
                    let table_row = rows.tables.get(table);
                    let computed = ["is_online", "is_notifiable"].contains(&column)
                        || column.starts_with("media.")
                        || (table == "message" && column == "index");
                    if !computed {
                        self.column(table_row, column, &format!("{place}/parameters/{}", escape(parameter)));
                    }
                }
            }
        }
    }
}
