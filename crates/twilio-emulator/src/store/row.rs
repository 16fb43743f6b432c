//! One record.

use serde::{Deserialize, Serialize};

use super::{Sid, Value};
use crate::schema::TableId;
use crate::time::Millis;

/// A record's identifier: it grows with every creation, so that it is the order of creation as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct RowId(pub(crate) u64);

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) id: RowId,
    pub(crate) table: TableId,
    pub(crate) sid: Option<Sid>,
    pub(crate) parent: RowId,
    pub(crate) created: Millis,
    pub(crate) updated: Millis,
    /// Its number among its siblings.
    pub(crate) index: u32,
    /// The number of the next child that is counted.
    pub(crate) next_index: u32,
    /// When a timer of the record elapses.
    pub(crate) due: Option<Millis>,
    pub(crate) values: Box<[Value]>,
}

impl Row {
    pub(crate) fn text(&self, column: usize) -> Option<&str> {
        self.values[column].as_text()
    }

    /// The SID as text; empty for records without one.
    pub(crate) fn sid_text(&self) -> String {
        self.sid.map(|sid| sid.to_string()).unwrap_or_default()
    }
}
