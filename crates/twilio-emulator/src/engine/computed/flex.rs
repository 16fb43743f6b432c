//! Computed properties of Flex.

use serde_json::{Value as Json, json};

use crate::engine::render::json::Seen;
use crate::engine::running::Running;

/// The task of a channel whose flow makes tasks.
pub(super) fn task(running: &Running<'_, '_>, seen: Seen<'_>) -> Option<Json> {
    let store = running.store();
    let flow = store.by_sid_text(store.schema.table_id("flex_flow")?, store.text_of(seen.row, "flex_flow_sid")?)?;
    let is_task = store.text_of(flow, "integration_type") == Some("task");
    store.text_of(seen.row, "task_sid").filter(|_| is_task).map(Json::from)
}

/// The same user for the same identity.
pub(super) fn chat_user(running: &Running<'_, '_>, seen: Seen<'_>) -> Option<Json> {
    let identity = running.store().text_of(seen.row, "identity")?;
    Some(running.engine.mint.sid_of("US", identity).to_string().into())
}

pub(super) fn channel_ref(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let text = |column: &str| running.store().text_of(seen.row, column);
    json!({ "type": text("channel_type"), "sid": text("channel_sid") })
}

/// JSON as it was stored.
pub(super) fn stored(running: &Running<'_, '_>, seen: Seen<'_>, column: &str) -> Option<Json> {
    running.store().column_of(seen.row, column).filter(|value| !value.is_null()).map(|value| value.to_json())
}
