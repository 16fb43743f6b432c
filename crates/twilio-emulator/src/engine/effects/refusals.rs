//! Deletions that are refused because something refers to the record.

use crate::engine::running::Running;
use crate::engine::{Failure, find};
use crate::store::{Row, RowId, Value};

/// The service that short paths lead to.
pub(super) fn default_service(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    match find::default_service(running.store()) == Some(id) {
        true => Err(Failure::new("conflict_state")),
        false => Ok(()),
    }
}

/// A role that a user, participant, member, invite or setting has.
pub(super) fn role_in_use(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(role) = store.get(id) else { return Ok(()) };
    let (sid, service) = (role.sid_text(), role.parent);
    let is_named = |row: &Row| {
        let columns = store.schema.table(row.table).definition.columns;
        columns
            .iter()
            .zip(&row.values)
            .any(|(column, value)| column.name.ends_with("role_sid") && value.as_text() == Some(&sid))
    };
    match store.rows().any(|row| is_named(row) && (row.id == service || store.top(row) == service)) {
        true => Err(Failure::new("conflict_state")),
        false => Ok(()),
    }
}

/// A category that questions have, or a question that questionnaires have.
pub(super) fn used(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(own) = store.get(id) else { return Ok(()) };
    let sid = own.sid_text();
    let is_used = store.rows().any(|row| {
        store.text_of(row, "category_sid") == Some(&sid) && is_question(running, row)
            || store.column_of(row, "question_sids").map(Value::strings).is_some_and(|sids| sids.contains(&sid))
    });
    if is_used { Err(Failure::new("flex_conflict")) } else { Ok(()) }
}

fn is_question(running: &Running<'_, '_>, row: &Row) -> bool {
    running.schema().table(row.table).definition.name == "insights_question"
}
