//! Rules of Chat's members and invites.

use crate::engine::Failure;
use crate::engine::running::Running;
use crate::store::{RowId, Value};

pub(super) fn invite_needs_user(running: &Running<'_, '_>, channel: RowId) -> Result<(), Failure> {
    let store = running.store();
    let identity = running.call.arguments.text("Identity").unwrap_or_default();
    let service = store.get(channel).map(|row| store.top(row)).unwrap_or_default();
    let user = store.schema.table_id("user").and_then(|table| store.with_identity(table, service, identity));
    user.map(|_| ()).ok_or_else(|| Failure::not_found(running.call.path))
}

pub(super) fn refuse_invite_of_member(running: &Running<'_, '_>, channel: RowId) -> Result<(), Failure> {
    let store = running.store();
    let identity = running.call.arguments.text("Identity").unwrap_or_default();
    let Some(table) = store.schema.table_id("member") else { return Ok(()) };
    let Some(column) = store.schema.column(table, "identity") else { return Ok(()) };
    match store.by_column(table, channel, column, identity) {
        Some(_) => Err(Failure::new("member_exists")),
        None => Ok(()),
    }
}

/// Members of a channel and channels of a user, as the service limits them.
pub(super) fn limits(running: &Running<'_, '_>, member: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = store.get(member) else { return Ok(()) };
    let service = store.top(row);
    let limit = |column: &str| {
        let value = store.get(service).and_then(|row| store.column_of(row, column)).and_then(Value::as_integer);
        value.and_then(|value| usize::try_from(value).ok()).unwrap_or(usize::MAX)
    };
    if store.count_children(row.table, row.parent) > limit("limits.channel_members") {
        return Err(Failure::new("channel_member_limit"));
    }
    let identity = store.text_of(row, "identity").unwrap_or_default();
    let channels = store.with_identity(row.table, service, identity).map_or(0, std::collections::BTreeSet::len);
    if channels > limit("limits.user_channels") {
        return Err(Failure::new("user_channel_limit"));
    }
    Ok(())
}

pub(super) fn remove_invite(running: &mut Running<'_, '_>, member: RowId) {
    let store = running.store();
    let Some(row) = store.get(member) else { return };
    let Some(table) = store.schema.table_id("invite") else { return };
    let Some(column) = store.schema.column(table, "identity") else { return };
    let identity = store.text_of(row, "identity").unwrap_or_default();
    if let Some(invite) = store.by_column(table, row.parent, column, identity).map(|row| row.id) {
        running.delete(invite);
    }
}
