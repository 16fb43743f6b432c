//! Computed properties of Chat.

use serde_json::Value as Json;

use crate::engine::render::json::Seen;
use crate::engine::running::Running;

pub(super) fn message_type(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let media = running.store().column_of(seen.row, "media");
    if media.is_some_and(|media| !media.is_null()) { "media".into() } else { "text".into() }
}

/// The number of records that this one owns in a table.
pub(super) fn count(running: &Running<'_, '_>, seen: Seen<'_>, table: &str) -> Json {
    let store = running.store();
    store.schema.table_id(table).map_or(0, |table| store.count_children(table, seen.row.id)).into()
}

pub(super) fn joined_channels(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let store = running.store();
    let ids = store
        .text_of(seen.row, "identity")
        .and_then(|identity| store.with_identity(store.schema.table_id("member")?, store.top(seen.row), identity));
    ids.map_or(0, std::collections::BTreeSet::len).into()
}

pub(super) fn status(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let table = running.schema().table(seen.row.table).definition.name;
    if table == "invite" { "invited".into() } else { "joined".into() }
}
