//! Tables with their columns and keys.

use super::super::rows::{Behaviour, ColumnRow};
use super::text::{line, literal};

pub(super) fn emit_tables(out: &mut String, rows: &Behaviour) {
    for (name, table) in &rows.tables {
        line(out, 1, "Table {");
        line(
            out,
            2,
            &format!(
                "name: {name:?}, parent: {:?}, sid: {:?}, singleton: {},",
                table.parent, table.sid, table.singleton
            ),
        );
        line(out, 2, "columns: &[");
        for (column, row) in &table.columns {
            let row = format!("Column {{ name: {column:?}, default: {}, json: {} }},", emit_default(row), row.json);
            line(out, 3, &row);
        }
        line(out, 2, "],");
        let unique: Vec<String> = table
            .unique
            .iter()
            .map(|one| {
                format!(
                    "Unique {{ keys: &{:?}, scope: UniqueScope::{:?}, error: {:?} }}",
                    one.keys, one.scope, one.error
                )
            })
            .collect();
        let cascade: Vec<String> = table
            .cascade
            .iter()
            .map(|one| {
                let by = match (&one.column, one.identity) {
                    (Some(column), _) => format!("Column({column:?})"),
                    (None, true) => "Identity".to_owned(),
                    (None, false) => "Children".to_owned(),
                };
                format!("Cascade {{ table: {:?}, by: CascadeBy::{by} }}", one.table)
            })
            .collect();
        line(out, 2, &format!("unique: &[{}], cascade: &[{}],", unique.join(", "), cascade.join(", ")));
        line(out, 1, "},");
    }
}

fn emit_default(row: &ColumnRow) -> String {
    if let Some(prefix) = &row.mint {
        return format!("DefaultValue::Mint({prefix:?})");
    }
    if let Some(role) = &row.role {
        return format!("DefaultValue::Role({role:?})");
    }
    if row.start.is_some() {
        return "DefaultValue::DefaultService".to_owned();
    }
    if let Some(of) = &row.of {
        return match (&row.if_set, &row.if_equal, &row.then_of) {
            (Some(column), ..) => format!("DefaultValue::OfIfSet {{ of: {of:?}, column: {column:?} }}"),
            (None, Some(equal), Some(then_of)) => {
                format!("DefaultValue::OfIfEqual {{ of: {of:?}, equal: {equal:?}, then_of: {then_of:?} }}")
            }
            _ => format!("DefaultValue::Of({of:?})"),
        };
    }
    if let Some((column, values)) = row.when.iter().flatten().next() {
        let then = literal(row.then.as_ref());
        let otherwise = literal(row.otherwise.as_ref());
        return format!(
            "DefaultValue::When {{ column: {column:?}, values: &{values:?}, then: {then}, otherwise: {otherwise} }}"
        );
    }
    format!("DefaultValue::Value({})", literal(row.value.as_ref()))
}
