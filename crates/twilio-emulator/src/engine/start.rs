//! The records that an account starts with, and those that a new service starts with.

use twilio_catalogue::DefaultValue;

use super::defaults;
use super::state::Engine;
use crate::schema::TableId;
use crate::store::{Mint, ROOT, Row, RowId, Store, Value};
use crate::time::Millis;

impl Engine {
    /// An account as it is at the start.
    pub(crate) fn new(account: &str, seed: u64, max_records: usize, now: Millis) -> Engine {
        let mut engine = Engine::empty(account, seed, max_records);
        engine.start(now);
        engine
    }

    /// Makes what every account has: the configurations, and a conversation service.
    fn start(&mut self, now: Millis) {
        let Engine { stores, mint, .. } = self;
        for store in stores {
            for table in &store.schema.tables {
                if table.definition.singleton && table.parent.is_none() {
                    let row = blank(store, mint, table.id, ROOT, now);
                    store.insert(row);
                }
            }
            if let Some(configuration) = store.schema.table_id("configuration")
                && let Some(column) = store.schema.column(configuration, "default_chat_service_sid")
                && let Some(service) = store.schema.table_id("service")
            {
                let mut row = blank(store, mint, service, ROOT, now);
                if let Some(name) = store.schema.column(service, "friendly_name") {
                    row.values[name] = Value::text("Default Conversations Service");
                }
                let (id, sid) = (row.id, row.sid_text());
                store.insert(row);
                roles(store, mint, id, now);
                singletons(store, mint, id, now);
                if let Some(id) = store.singleton(configuration, ROOT).map(|row| row.id) {
                    store.change(id, |row| row.values[column] = Value::text(sid));
                }
            }
            store.commit();
        }
    }
}

fn blank(store: &mut Store, mint: &mut Mint, table: TableId, parent: RowId, now: Millis) -> Row {
    let definition = store.schema.table(table).definition;
    let mut row = Row {
        id: store.next_id(),
        table,
        sid: definition.sid.map(|prefix| mint.sid(prefix)),
        parent,
        created: now,
        updated: now,
        index: 0,
        next_index: 0,
        due: None,
        values: vec![Value::Null; definition.columns.len()].into(),
    };
    defaults::fill(store, mint, &mut row, &[]);
    row
}

/// Makes the default roles of a service, and fills its settings that name one.
pub(super) fn roles(store: &mut Store, mint: &mut Mint, service: RowId, now: Millis) {
    let schema = store.schema;
    let Some(table) = schema.table_id("role") else { return };
    for role in schema.product.default_roles {
        let mut row = blank(store, mint, table, service, now);
        let permissions: Vec<String> = role.permissions.iter().map(|one| (*one).to_owned()).collect();
        let values = [
            ("friendly_name", Value::text(role.name)),
            ("type", Value::text(role.kind)),
            ("permissions", Value::list(&permissions)),
        ];
        for (name, value) in values {
            if let Some(column) = schema.column(table, name) {
                row.values[column] = value;
            }
        }
        store.insert(row);
    }
    let Some(row) = store.get(service).cloned() else { return };
    let mut changed = row.clone();
    for (index, column) in schema.table(row.table).definition.columns.iter().enumerate() {
        if matches!(column.default, DefaultValue::Role(_)) && row.values[index].is_null() {
            changed.values[index] = defaults::value(store, mint, &row, column.default);
        }
    }
    if changed != row {
        store.replace(changed);
    }
}

/// Makes the configuration rows of a service.
pub(super) fn singletons(store: &mut Store, mint: &mut Mint, service: RowId, now: Millis) {
    let Some(own) = store.get(service).map(|row| row.table) else { return };
    for table in &store.schema.tables {
        if table.definition.singleton && table.parent == Some(own) {
            let row = blank(store, mint, table.id, service, now);
            store.insert(row);
        }
    }
}
