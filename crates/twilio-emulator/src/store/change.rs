//! Changes of records: every one keeps the indices right and stands in the journal.

use super::{ROOT, Row, RowId, Store};

impl Store {
    /// Adds a record.
    pub(crate) fn insert(&mut self, row: Row) {
        self.journal.push((row.id, None));
        self.put(row);
    }

    /// Replaces a record with a changed one.
    pub(crate) fn replace(&mut self, row: Row) {
        let before = self.take(row.id);
        self.journal.push((row.id, before));
        self.put(row);
    }

    /// Changes a record in place.
    pub(crate) fn change(&mut self, id: RowId, change: impl FnOnce(&mut Row)) {
        if let Some(mut row) = self.get(id).cloned() {
            change(&mut row);
            self.replace(row);
        }
    }

    /// Removes a record.
    pub(crate) fn remove(&mut self, id: RowId) {
        if let Some(before) = self.take(id) {
            self.journal.push((id, Some(before)));
        }
    }

    /// Takes back everything since the last [`commit`](Store::commit).
    pub(crate) fn rollback(&mut self) {
        while let Some((id, before)) = self.journal.pop() {
            self.take(id);
            if let Some(row) = before {
                self.put(row);
            }
        }
    }

    /// Keeps everything since the last commit, and says which records changed.
    pub(crate) fn commit(&mut self) -> Vec<RowId> {
        let mut changed: Vec<RowId> = self.journal.drain(..).map(|(id, _)| id).collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Adds a record that was stored before; its identifier is not used again.
    pub(crate) fn restore(&mut self, row: Row) {
        self.next_id = self.next_id.max(row.id.0 + 1);
        self.put(row);
    }

    fn put(&mut self, row: Row) {
        let id = row.id;
        if let Some(sid) = row.sid {
            self.by_sid.insert(sid, id);
        }
        self.children.entry((row.table, row.parent)).or_default().insert(id);
        let schema = self.schema;
        let table = schema.table(row.table);
        for index in 0..table.unique.len() {
            if let Some((scope, key)) = self.unique_key(&row, index) {
                let number = u8::try_from(index).unwrap_or(u8::MAX);
                self.unique.insert((row.table, number, scope, key), id);
            }
        }
        if let Some(identity) = table.identity.and_then(|column| row.values[column].as_text()) {
            let service = self.service_of(&row);
            let names = self.by_identity.entry((row.table, service)).or_default();
            names.entry(identity.into()).or_default().insert(id);
        }
        if let Some(due) = row.due {
            self.timers.insert((due, id));
        }
        self.rows.insert(id, row);
    }

    fn take(&mut self, id: RowId) -> Option<Row> {
        let row = self.rows.remove(&id)?;
        if let Some(sid) = row.sid {
            self.by_sid.remove(&sid);
        }
        if let Some(siblings) = self.children.get_mut(&(row.table, row.parent)) {
            siblings.remove(&id);
            if siblings.is_empty() {
                self.children.remove(&(row.table, row.parent));
            }
        }
        let schema = self.schema;
        let table = schema.table(row.table);
        for index in 0..table.unique.len() {
            if let Some((scope, key)) = self.unique_key(&row, index) {
                let number = u8::try_from(index).unwrap_or(u8::MAX);
                let key = (row.table, number, scope, key);
                if self.unique.get(&key) == Some(&id) {
                    self.unique.remove(&key);
                }
            }
        }
        if let Some(identity) = table.identity.and_then(|column| row.values[column].as_text()) {
            let service = self.service_of(&row);
            if let Some(names) = self.by_identity.get_mut(&(row.table, service))
                && let Some(ids) = names.get_mut(identity)
            {
                ids.remove(&id);
                if ids.is_empty() {
                    names.remove(identity);
                }
                if names.is_empty() {
                    self.by_identity.remove(&(row.table, service));
                }
            }
        }
        if let Some(due) = row.due {
            self.timers.remove(&(due, id));
        }
        Some(row)
    }

    fn service_of(&self, row: &Row) -> RowId {
        self.get(row.parent).map_or(ROOT, |parent| self.top(parent))
    }
}
