//! What a new record starts with.

use twilio_catalogue::DefaultValue;

use crate::schema::Schema;
use crate::store::{Mint, ROOT, Row, Store, Value};

/// Fills the columns of a new record that no input set. Roles and the default service are filled when they are made.
pub(crate) fn fill(store: &Store, mint: &mut Mint, row: &mut Row, set: &[bool]) {
    let table = store.schema.table(row.table);
    for (index, column) in table.definition.columns.iter().enumerate() {
        if !set.get(index).copied().unwrap_or(false) {
            row.values[index] = value(store, mint, row, column.default);
        }
    }
}

/// The default of one column.
pub(crate) fn value(store: &Store, mint: &mut Mint, row: &Row, default: DefaultValue) -> Value {
    match default {
        DefaultValue::Value(literal) => literal.into(),
        DefaultValue::Mint(prefix) => Value::text(mint.sid(prefix).to_string()),
        DefaultValue::Role(name) => role(store, row, name),
        DefaultValue::DefaultService => Value::Null,
        DefaultValue::Of(of) => read(store, row, of),
        DefaultValue::OfIfSet { of, column } => match read(store, row, column) {
            Value::Null => Value::Null,
            _ => read(store, row, of),
        },
        DefaultValue::OfIfEqual { of, equal: (left, right), then_of } => {
            let equal = read(store, row, left) == read(store, row, right);
            read(store, row, if equal { then_of } else { of })
        }
        DefaultValue::When { column, values, then, otherwise } => {
            let other = read(store, row, column);
            let holds = other.as_text().is_some_and(|other| values.contains(&other));
            if holds { then.into() } else { otherwise.into() }
        }
    }
}

/// The default role of this name in the record's service.
fn role(store: &Store, row: &Row, name: &str) -> Value {
    let Some(table) = store.schema.table_id("role") else { return Value::Null };
    let service = if row.parent == ROOT { row.id } else { store.top(row) };
    let found = store.child_rows(table, service).find(|role| store.text_of(role, "friendly_name") == Some(name));
    found.map_or(Value::Null, |role| Value::text(role.sid_text()))
}

/// `table.column` of a related record, or a column of the same record.
fn read(store: &Store, row: &Row, of: &str) -> Value {
    let schema: &Schema = store.schema;
    match of.split_once('.').and_then(|(table, column)| Some((schema.table_id(table)?, column))) {
        Some((table, column)) => {
            let related = store.related(row, table);
            related.and_then(|row| store.column_of(row, column).cloned()).unwrap_or_default()
        }
        None => store.column_of(row, of).cloned().unwrap_or_default(),
    }
}
