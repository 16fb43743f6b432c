//! Records on the disk: one file of redb. What a request changed is written in one transaction before its response.

use std::path::Path;
use std::sync::mpsc;

use redb::{Database, ReadableTable, TableDefinition};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::engine::{Changes, Engine};
use crate::error::StartError;
use crate::schema::schemas;
use crate::store::{Row, RowId, Sid, Value};

/// Product and identifier to the record as JSON.
const ROWS: TableDefinition<'_, (&str, u64), &[u8]> = TableDefinition::new("rows");
/// Counters that go on after a restart.
const COUNTERS: TableDefinition<'_, &str, u64> = TableDefinition::new("counters");
const MADE: &str = "made";

/// Resolves once a change is on the disk.
pub(crate) type Stored = oneshot::Receiver<()>;

/// The thread that writes.
#[derive(Debug)]
pub(crate) struct Disk {
    queue: mpsc::Sender<Batch>,
}

/// The changes of one request.
#[derive(Debug)]
struct Batch {
    rows: Vec<(&'static str, u64, Option<Vec<u8>>)>,
    counters: Vec<(&'static str, u64)>,
    /// Whether everything else is removed.
    replaces: bool,
    done: oneshot::Sender<()>,
}

/// A record as it is stored: tables and columns by name, so that the catalogue may change between runs.
#[derive(Debug, Serialize, Deserialize)]
struct StoredRow {
    table: String,
    sid: Option<String>,
    parent: u64,
    created: i64,
    updated: i64,
    index: u32,
    next_index: u32,
    due: Option<i64>,
    values: Vec<(String, Value)>,
}

impl Disk {
    /// Opens a file, and fills the engine with its records. Says whether there were any.
    pub(crate) fn open(path: &Path, engine: &mut Engine) -> Result<(Disk, bool), StartError> {
        let failed = |error: Box<redb::Error>| StartError::data(path, *error);
        let database = Database::create(path).map_err(|error| failed(boxed(error)))?;
        let found = load(&database, engine).map_err(failed)?;
        let (queue, batches) = mpsc::channel();
        std::thread::Builder::new()
            .name("twilio-emulator-data".to_owned())
            .spawn(move || write_all(&database, &batches))
            .map_err(|error| StartError::io("start the thread that writes", error))?;
        Ok((Disk { queue }, found))
    }

    /// Queues the changes of a request. Called under the engine's lock, so that changes are written in their order.
    pub(crate) fn write(&self, engine: &Engine, changes: &Changes) -> Stored {
        let rows = changes
            .iter()
            .map(|(product, id)| {
                let store = &engine.stores[*product];
                (store.schema.product.key, id.0, store.get(*id).map(|row| encode(engine, *product, row)))
            })
            .collect();
        self.queue(engine, rows, false)
    }

    /// Queues all records in the place of those that are stored.
    pub(crate) fn replace(&self, engine: &Engine) -> Stored {
        let rows = engine.stores.iter().enumerate().flat_map(|(product, store)| {
            store.rows().map(move |row| (store.schema.product.key, row.id.0, Some(encode(engine, product, row))))
        });
        let rows = rows.collect();
        self.queue(engine, rows, true)
    }

    fn queue(&self, engine: &Engine, rows: Vec<(&'static str, u64, Option<Vec<u8>>)>, replaces: bool) -> Stored {
        let mut counters = vec![(MADE, engine.mint.made())];
        counters.extend(engine.stores.iter().map(|store| (store.schema.product.key, store.peek_id())));
        let (done, stored) = oneshot::channel();
        // If the thread has ended, `stored` reports it.
        let _ = self.queue.send(Batch { rows, counters, replaces, done });
        stored
    }
}

/// Writes batches until the emulator ends. Those that wait go into one transaction.
fn write_all(database: &Database, batches: &mpsc::Receiver<Batch>) {
    while let Ok(first) = batches.recv() {
        let mut waiting = vec![first];
        waiting.extend(batches.try_iter().take(1000));
        if let Err(error) = commit(database, &waiting) {
            // Nothing is acknowledged that is not stored: dropping the senders fails the requests.
            tracing::error!(%error, "records can't be stored");
            continue;
        }
        for batch in waiting {
            // The client may have gone.
            let _ = batch.done.send(());
        }
    }
}

/// The errors of redb are large, and rare.
fn boxed(error: impl Into<redb::Error>) -> Box<redb::Error> {
    Box::new(error.into())
}

fn commit(database: &Database, batches: &[Batch]) -> Result<(), Box<redb::Error>> {
    let transaction = database.begin_write().map_err(boxed)?;
    {
        let mut rows = transaction.open_table(ROWS).map_err(boxed)?;
        let mut counters = transaction.open_table(COUNTERS).map_err(boxed)?;
        for batch in batches {
            if batch.replaces {
                rows.retain(|_, _| false).map_err(boxed)?;
            }
            for (product, id, row) in &batch.rows {
                match row {
                    Some(row) => rows.insert((*product, *id), row.as_slice()).map_err(boxed)?,
                    None => rows.remove((*product, *id)).map_err(boxed)?,
                };
            }
            for (name, value) in &batch.counters {
                counters.insert(*name, *value).map_err(boxed)?;
            }
        }
    }
    transaction.commit().map_err(boxed)?;
    Ok(())
}

fn load(database: &Database, engine: &mut Engine) -> Result<bool, Box<redb::Error>> {
    let transaction = database.begin_write().map_err(boxed)?;
    // Both tables exist from now on.
    transaction.open_table(ROWS).map_err(boxed)?;
    transaction.open_table(COUNTERS).map_err(boxed)?;
    transaction.commit().map_err(boxed)?;
    let transaction = database.begin_read().map_err(boxed)?;
    let counters = transaction.open_table(COUNTERS).map_err(boxed)?;
    let rows = transaction.open_table(ROWS).map_err(boxed)?;
    let mut found = false;
    let mut loaded: Vec<(usize, Row)> = Vec::new();
    for entry in rows.iter().map_err(boxed)? {
        let (key, value) = entry.map_err(boxed)?;
        let (product, id) = key.value();
        let Some(product) = schemas().iter().position(|schema| schema.product.key == product) else { continue };
        if let Some(row) = decode(product, id, value.value()) {
            loaded.push((product, row));
            found = true;
        }
    }
    // Owners come before what they own.
    loaded.sort_by_key(|(_, row)| row.id);
    for (product, row) in loaded {
        engine.stores[product].restore(row);
    }
    for (product, schema) in schemas().iter().enumerate() {
        if let Some(next) = counters.get(schema.product.key).map_err(boxed)? {
            engine.stores[product].continue_at(next.value());
        }
    }
    if let Some(made) = counters.get(MADE).map_err(boxed)? {
        engine.mint.continue_at(made.value());
    }
    Ok(found)
}

fn encode(engine: &Engine, product: usize, row: &Row) -> Vec<u8> {
    let table = engine.stores[product].schema.table(row.table).definition;
    let values = table.columns.iter().zip(&row.values).filter(|(_, value)| !value.is_null());
    let stored = StoredRow {
        table: table.name.to_owned(),
        sid: row.sid.map(|sid| sid.to_string()),
        parent: row.parent.0,
        created: row.created,
        updated: row.updated,
        index: row.index,
        next_index: row.next_index,
        due: row.due,
        values: values.map(|(column, value)| (column.name.to_owned(), value.clone())).collect(),
    };
    // A struct of strings and numbers is always JSON.
    serde_json::to_vec(&stored).unwrap_or_default()
}

/// A stored record; none if the catalogue has no such table any more.
fn decode(product: usize, id: u64, bytes: &[u8]) -> Option<Row> {
    let stored: StoredRow = serde_json::from_slice(bytes).ok()?;
    let schema = &schemas()[product];
    let table = schema.table_id(&stored.table)?;
    let mut values = vec![Value::Null; schema.table(table).definition.columns.len()];
    for (name, value) in stored.values {
        if let Some(column) = schema.column(table, &name) {
            values[column] = value;
        }
    }
    Some(Row {
        id: RowId(id),
        table,
        sid: stored.sid.as_deref().and_then(Sid::parse),
        parent: RowId(stored.parent),
        created: stored.created,
        updated: stored.updated,
        index: stored.index,
        next_index: stored.next_index,
        due: stored.due,
        values: values.into(),
    })
}
