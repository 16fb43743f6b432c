//! Records in memory, with indices, and a journal that takes changes back.

mod change;
mod row;
mod sid;
mod value;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

pub(crate) use row::{Row, RowId};
pub(crate) use sid::{Mint, Sid, has_form};
pub(crate) use value::Value;

use crate::schema::{Schema, Scope, TableId};
use crate::time::Millis;

/// The owner of records without an owner.
pub(crate) const ROOT: RowId = RowId(0);

/// The records of one product.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pub(crate) schema: &'static Schema,
    rows: HashMap<RowId, Row, BuildHasherDefault<IdHasher>>,
    by_sid: HashMap<Sid, RowId>,
    children: HashMap<(TableId, RowId), BTreeSet<RowId>>,
    unique: HashMap<UniqueKey, RowId>,
    by_identity: HashMap<(TableId, RowId), BTreeMap<Box<str>, BTreeSet<RowId>>>,
    /// Conversations by the moment at which a timer elapses.
    timers: BTreeSet<(Millis, RowId)>,
    next_id: u64,
    journal: Vec<(RowId, Option<Row>)>,
}

type UniqueKey = (TableId, u8, RowId, Box<str>);

/// Identifiers are counted: they need no mixing.
#[derive(Clone, Copy, Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Store {
    pub(crate) fn new(schema: &'static Schema) -> Store {
        Store {
            schema,
            rows: HashMap::default(),
            by_sid: HashMap::new(),
            children: HashMap::new(),
            unique: HashMap::new(),
            by_identity: HashMap::new(),
            timers: BTreeSet::new(),
            next_id: 1,
            journal: Vec::new(),
        }
    }

    /// The number of records.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn get(&self, id: RowId) -> Option<&Row> {
        self.rows.get(&id)
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    pub(crate) fn by_sid(&self, sid: Sid) -> Option<&Row> {
        self.get(*self.by_sid.get(&sid)?)
    }

    /// The record of a table with this SID.
    pub(crate) fn by_sid_text(&self, table: TableId, sid: &str) -> Option<&Row> {
        self.by_sid(Sid::parse(sid)?).filter(|row| row.table == table)
    }

    /// The identifiers of what a record owns in a table, oldest first.
    pub(crate) fn children(&self, table: TableId, parent: RowId) -> Option<&BTreeSet<RowId>> {
        self.children.get(&(table, parent))
    }

    /// What a record owns in a table, oldest first.
    pub(crate) fn child_rows(&self, table: TableId, parent: RowId) -> impl DoubleEndedIterator<Item = &Row> {
        self.children(table, parent).into_iter().flatten().filter_map(|id| self.get(*id))
    }

    pub(crate) fn count_children(&self, table: TableId, parent: RowId) -> usize {
        self.children(table, parent).map_or(0, BTreeSet::len)
    }

    /// The one record of a table below a parent.
    pub(crate) fn singleton(&self, table: TableId, parent: RowId) -> Option<&Row> {
        self.child_rows(table, parent).next()
    }

    /// The records of a table with an identity, below an owner (a service).
    pub(crate) fn with_identity(&self, table: TableId, service: RowId, identity: &str) -> Option<&BTreeSet<RowId>> {
        self.by_identity.get(&(table, service))?.get(identity)
    }

    /// The record itself, or its nearest owner, in a table.
    pub(crate) fn ancestor<'s>(&'s self, row: &'s Row, table: TableId) -> Option<&'s Row> {
        let mut row = row;
        loop {
            if row.table == table {
                return Some(row);
            }
            row = self.get(row.parent)?;
        }
    }

    /// The owner at the top: a service, where there are services.
    pub(crate) fn top(&self, row: &Row) -> RowId {
        let mut id = row.id;
        let mut parent = row.parent;
        while parent != ROOT {
            id = parent;
            parent = self.get(parent).map_or(ROOT, |row| row.parent);
        }
        id
    }

    /// The record that has a unique key, if there is one.
    pub(crate) fn unique(&self, table: TableId, index: usize, scope: RowId, key: &str) -> Option<&Row> {
        let index = u8::try_from(index).ok()?;
        self.get(*self.unique.get(&(table, index, scope, key.into()))?)
    }

    /// Finds a record below a parent by the value of a column: by a unique key where there is one.
    pub(crate) fn by_column(&self, table: TableId, parent: RowId, column: usize, value: &str) -> Option<&Row> {
        let schema = self.schema.table(table);
        let index = schema.unique.iter().position(|unique| unique.columns == [column]);
        match index {
            Some(index) => {
                let scope = match schema.unique[index].scope {
                    Scope::Account | Scope::OpenConversations => ROOT,
                    Scope::Service | Scope::Parent => parent,
                };
                self.unique(table, index, scope, value)
            }
            None => self.child_rows(table, parent).find(|row| row.values[column].as_text() == Some(value)),
        }
    }

    /// The key of a record in a unique index; none if a column of it is null.
    pub(crate) fn unique_key(&self, row: &Row, index: usize) -> Option<(RowId, Box<str>)> {
        let unique = &self.schema.table(row.table).unique[index];
        let mut key = String::new();
        for (position, column) in unique.columns.iter().enumerate() {
            if position > 0 {
                key.push('\u{1f}');
            }
            match &row.values[*column] {
                Value::Text(text) => key.push_str(text),
                _ => return None,
            }
        }
        let scope = match unique.scope {
            Scope::Account | Scope::OpenConversations => ROOT,
            Scope::Parent => row.parent,
            Scope::Service => self.get(row.parent).map_or(ROOT, |parent| self.top(parent)),
        };
        Some((scope, key.into()))
    }

    /// The next identifier, which no record has had.
    pub(crate) fn next_id(&mut self) -> RowId {
        let id = RowId(self.next_id);
        self.next_id += 1;
        id
    }

    /// The next identifier, without using it.
    pub(crate) fn peek_id(&self) -> u64 {
        self.next_id
    }

    /// Goes on with identifiers from here, after a restart.
    pub(crate) fn continue_at(&mut self, next: u64) {
        self.next_id = self.next_id.max(next);
    }

    /// The first conversation whose timer elapses at or before a moment.
    pub(crate) fn due(&self, now: Millis) -> Option<RowId> {
        self.timers.first().filter(|(due, _)| *due <= now).map(|(_, id)| *id)
    }
}
