//! A call under way, and what all verbs do with records.

use super::call::{Call, Delivery, Failure};
use super::defaults;
use super::state::Engine;
use crate::schema::{ResourceSchema, Schema, TableId};
use crate::store::{Mint, Row, RowId, Sid, Store, Value};

/// A call, the state that it changes, and the webhooks that it causes.
pub(crate) struct Running<'e, 'c> {
    pub(crate) engine: &'e mut Engine,
    pub(crate) call: &'c Call<'c>,
    pub(crate) deliveries: Vec<Delivery>,
    /// The state of a conversation before the change.
    pub(crate) state_before: Option<String>,
}

impl<'e, 'c> Running<'e, 'c> {
    pub(crate) fn new(engine: &'e mut Engine, call: &'c Call<'c>) -> Running<'e, 'c> {
        Running { engine, call, deliveries: Vec::new(), state_before: None }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.engine.stores[self.call.product]
    }

    pub(crate) fn store_mut(&mut self) -> &mut Store {
        &mut self.engine.stores[self.call.product]
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.store().schema
    }

    pub(crate) fn resource(&self) -> &'static ResourceSchema {
        &self.schema().resources[self.call.operation.resource]
    }

    pub(crate) fn mint(&mut self) -> &mut Mint {
        &mut self.engine.mint
    }

    /// A record without any value, with a new SID if the table has SIDs.
    pub(crate) fn blank(&mut self, table: TableId, parent: RowId) -> Row {
        let now = self.call.now;
        let definition = self.schema().table(table).definition;
        let sid: Option<Sid> = definition.sid.map(|prefix| self.mint().sid(prefix));
        let store = self.store_mut();
        let id = store.next_id();
        let index = store.get(parent).map_or(0, |owner| owner.next_index);
        Row {
            id,
            table,
            sid,
            parent,
            created: now,
            updated: now,
            index,
            next_index: 0,
            due: None,
            values: vec![Value::Null; definition.columns.len()].into(),
        }
    }

    /// Fills what no input set.
    pub(crate) fn finish(&mut self, row: &mut Row, set: &[bool]) {
        let product = self.call.product;
        let Engine { stores, mint, .. } = &mut *self.engine;
        defaults::fill(&stores[product], mint, row, set);
    }

    /// Adds a record whose keys are free.
    pub(crate) fn add(&mut self, row: Row) -> Result<RowId, Failure> {
        if self.engine.len() >= self.engine.max_records {
            let max = self.engine.max_records.to_string();
            return Err(Failure::new("too_many_records").with("max", &max));
        }
        self.is_unique(&row)?;
        let (id, parent, table) = (row.id, row.parent, row.table);
        let counts = self.schema().table(table).definition.name == "message";
        let store = self.store_mut();
        store.insert(row);
        if counts {
            store.change(parent, |owner| owner.next_index += 1);
        }
        Ok(id)
    }

    /// Checks that no other record has a key of this one.
    pub(crate) fn is_unique(&self, row: &Row) -> Result<(), Failure> {
        let store = self.store();
        let table = self.schema().table(row.table);
        for (index, unique) in table.unique.iter().enumerate() {
            let Some((scope, key)) = store.unique_key(row, index) else { continue };
            let Some(other) = store.unique(row.table, index, scope, &key).filter(|other| other.id != row.id) else {
                continue;
            };
            if unique.scope == crate::schema::Scope::OpenConversations {
                let conversation = store.get(other.parent);
                if conversation.and_then(|one| store.text_of(one, "state")) == Some("closed") {
                    continue;
                }
                let sid = conversation.map(Row::sid_text).unwrap_or_default();
                return Err(Failure::new(unique.error).with("sid", &sid));
            }
            let name = unique.names.first().copied().unwrap_or_default();
            return Err(Failure::new(unique.error).with("reason", &format!("{name} is taken")));
        }
        Ok(())
    }

    /// Sets a column of a record by name.
    pub(crate) fn set(&mut self, id: RowId, column: &str, value: Value) {
        let store = self.store_mut();
        let Some(index) = store.get(id).and_then(|row| store.schema.column(row.table, column)) else { return };
        store.change(id, |row| row.values[index] = value);
    }

    /// Whether webhooks are on for this call.
    pub(crate) fn fires(&self) -> bool {
        self.call.actor.fires() || self.call.arguments.webhooks()
    }
}
