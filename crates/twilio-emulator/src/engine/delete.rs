//! Deletions, with what they take along.

use twilio_catalogue::{CascadeBy, View};

use super::call::Failure;
use super::effects;
use super::find::Found;
use super::running::Running;
use crate::store::RowId;

impl Running<'_, '_> {
    pub(crate) fn delete_call(&mut self, found: &Found) -> Result<(), Failure> {
        let id = self.own(found)?;
        if self.resource().definition.view == Some(View::MembersAndInvitesOfUser)
            && self.store().get(id).map(|row| row.table) != self.resource().table
        {
            return Err(Failure::not_found(self.call.path));
        }
        effects::before(self, id, Some(id))?;
        self.fire_all(id, true);
        self.delete(id);
        Ok(())
    }

    /// Deletes a record and what belongs to it.
    pub(crate) fn delete(&mut self, id: RowId) {
        let store = self.store();
        let Some(row) = store.get(id) else { return };
        let mut doomed: Vec<RowId> = Vec::new();
        for cascade in store.schema.table(row.table).definition.cascade {
            let Some(table) = store.schema.table_id(cascade.table) else { continue };
            match cascade.by {
                CascadeBy::Children => doomed.extend(store.child_rows(table, id).map(|child| child.id)),
                CascadeBy::Identity => {
                    if let Some(identity) = store.text_of(row, "identity") {
                        doomed.extend(store.with_identity(table, store.top(row), identity).into_iter().flatten());
                    }
                }
                CascadeBy::Column(column) => {
                    let sid = row.sid_text();
                    let Some(column) = store.schema.column(table, column) else { continue };
                    let matches = store.rows().filter(|one| one.table == table && one.text(column) == Some(&sid));
                    let mut matches: Vec<RowId> = matches.map(|one| one.id).collect();
                    matches.sort_unstable();
                    doomed.extend(matches);
                }
            }
        }
        for id in doomed {
            self.delete(id);
        }
        self.store_mut().remove(id);
    }
}
