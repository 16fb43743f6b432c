//! Columns of records that are not stored yet, by name.

use crate::engine::running::Running;
use crate::store::{Row, Value};

/// Sets a column of a record that is not stored yet, by name.
pub(crate) fn put(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool], column: &str, value: Value) {
    if let Some(index) = running.schema().column(row.table, column) {
        row.values[index] = value;
        set[index] = true;
    }
}

/// Whether an input set a column.
pub(crate) fn is_set(running: &Running<'_, '_>, row: &Row, set: &[bool], column: &str) -> bool {
    running.schema().column(row.table, column).is_some_and(|index| set[index])
}
