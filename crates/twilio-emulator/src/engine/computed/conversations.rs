//! Computed properties of Conversations, and those that Chat has as well.

use serde_json::{Map, Value as Json, json};

use crate::engine::render::json::Seen;
use crate::engine::running::Running;
use crate::store::{Row, Store, Value};
use crate::time::{parse_duration, with_millis};

/// The type of an address: the word before the colon, `email`, else `sms`.
pub(crate) fn address_type(address: &str) -> &'static str {
    const WORDS: [&str; 3] = ["whatsapp", "messenger", "rcs"];
    let word = address.split_once(':').and_then(|(word, _)| WORDS.iter().find(|one| **one == word));
    match word {
        Some(word) => word,
        None if address.contains('@') => "email",
        None => "sms",
    }
}

pub(crate) fn is_online(running: &Running<'_, '_>, user: &Row) -> Option<bool> {
    is_reachable(running, user)?;
    Some(running.store().column_of(user, "is_connected").is_some_and(Value::is_true))
}

pub(crate) fn is_notifiable(running: &Running<'_, '_>, user: &Row) -> Option<bool> {
    let store = running.store();
    let table = store.schema.table_id("binding")?;
    let identity = store.text_of(user, "identity")?;
    match store.with_identity(table, store.top(user), identity) {
        Some(_) => Some(true),
        None => is_reachable(running, user).map(|()| false),
    }
}

/// Something if the service's reachability is on.
fn is_reachable(running: &Running<'_, '_>, user: &Row) -> Option<()> {
    let store = running.store();
    let service = store.get(store.top(user))?;
    let settings = match store.schema.table_id("service_configuration") {
        Some(table) => store.singleton(table, service.id)?,
        None => service,
    };
    store.column_of(settings, "reachability_enabled")?.is_true().then_some(())
}

/// The dates at which timers elapse, and the earliest one that changes the state.
pub(crate) fn due(store: &Store, conversation: &Row) -> [Option<(i64, &'static str)>; 2] {
    let since = store.column_of(conversation, "last_activity").and_then(Value::as_integer);
    let date = |column: &str, state: &'static str| {
        let since = since?;
        let duration = store.text_of(conversation, column)?;
        Some((since + parse_duration(duration, since)?, state))
    };
    [date("timer_inactive", "inactive"), date("timer_closed", "closed")]
}

pub(crate) fn timers(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let store = running.store();
    let conversation = store.schema.table_id("conversation").and_then(|table| store.related(seen.row, table));
    let mut timers = Map::new();
    let dates = conversation.map_or([None, None], |conversation| due(store, conversation));
    for (date, name) in dates.into_iter().zip(["date_inactive", "date_closed"]) {
        if let Some((date, _)) = date {
            timers.insert(name.to_owned(), with_millis(date).into());
        }
    }
    timers.into()
}

pub(super) fn email(running: &Running<'_, '_>, seen: Seen<'_>) -> Json {
    let text = |column: &str| running.store().text_of(seen.row, column);
    let (address, name) = (text("bindings.email.projected_address"), text("bindings.email.name"));
    match (address, name) {
        (None, None) => json!({}),
        _ => json!({ "email": { "projected_address": address, "name": name } }),
    }
}

pub(super) fn binding(running: &Running<'_, '_>, seen: Seen<'_>, whole: bool) -> Option<Json> {
    let store = running.store();
    let text = |member: &str| store.text_of(seen.row, &format!("messaging_binding.{member}"));
    let members = ["address", "proxy_address", "projected_address"];
    members.iter().find(|member| text(member).is_some())?;
    let kind = text("address").or(text("projected_address")).map_or("sms", address_type);
    let mut binding = Map::new();
    binding.insert("type".to_owned(), kind.into());
    for member in members {
        if whole || text(member).is_some() {
            binding.insert(member.to_owned(), text(member).into());
        }
    }
    if whole {
        binding.insert("level".to_owned(), Json::Null);
        binding.insert("name".to_owned(), Json::Null);
    }
    Some(binding.into())
}

/// The media of a message. Size and name are made up unless they were loaded.
pub(crate) fn media(store: &Store, row: &Row) -> Option<Json> {
    match store.column_of(row, "media")? {
        Value::Text(sid) => Some(json!({
            "sid": **sid,
            "size": 1024,
            "content_type": "application/octet-stream",
            "filename": "media.bin",
        })),
        Value::Json(json) => serde_json::from_str(json).ok(),
        _ => None,
    }
}

/// The number of messages after a read position.
pub(super) fn unread(running: &Running<'_, '_>, seen: Seen<'_>) -> Option<Json> {
    let store = running.store();
    let position = ["last_read_message_index", "last_consumed_message_index"]
        .iter()
        .find_map(|column| store.column_of(seen.row, column))?
        .as_integer()?;
    let messages = store.child_rows(store.schema.table_id("message")?, seen.row.parent);
    Some(messages.rev().take_while(|message| i64::from(message.index) > position).count().into())
}

pub(super) fn delivery(running: &Running<'_, '_>, seen: Seen<'_>) -> Option<Json> {
    let store = running.store();
    let receipts: Vec<&str> = store
        .child_rows(store.schema.table_id("receipt")?, seen.row.id)
        .filter_map(|receipt| store.text_of(receipt, "status"))
        .collect();
    if receipts.is_empty() {
        return None;
    }
    let amount = |states: &[&str]| {
        let count = receipts.iter().filter(|status| states.contains(status)).count();
        match count {
            0 => "none",
            count if count == receipts.len() => "all",
            _ => "some",
        }
    };
    Some(json!({
        "total": receipts.len(),
        "sent": amount(&["sent", "delivered", "read"]),
        "delivered": amount(&["delivered", "read"]),
        "read": amount(&["read"]),
        "failed": amount(&["failed"]),
        "undelivered": amount(&["undelivered"]),
    }))
}
