//! Authors of messages, edits and receipts.

use twilio_catalogue::Verb;

use super::columns::{is_set, put};
use crate::engine::running::Running;
use crate::engine::{Actor, Failure};
use crate::store::{Row, RowId, Value};

/// Who acts is the author, or the creator, unless the request names somebody.
pub(super) fn author(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let actor = match &running.call.actor {
        Actor::User(identity) => identity,
        Actor::Address(address) => address,
        Actor::Rest { .. } => return,
    };
    let columns: &[&str] = match running.call.operation.definition.verb {
        Verb::Create => &["author", "from", "created_by"],
        _ => &["last_updated_by"],
    };
    let is_message_or_talk =
        ["message", "conversation", "channel"].contains(&running.schema().table(row.table).definition.name);
    for column in columns {
        if is_message_or_talk && !is_set(running, row, set, column) {
            put(running, row, set, column, Value::text(actor.as_str()));
        }
    }
}

/// The participant whose identity or address is the author.
pub(super) fn find_author(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let store = running.store();
    let Some(author) = store.text_of(row, "author") else { return };
    let Some(table) = store.schema.table_id("participant") else { return };
    let participant = store.child_rows(table, row.parent).find(|one| {
        ["identity", "messaging_binding.address"].iter().any(|column| store.text_of(one, column) == Some(author))
    });
    if let Some(sid) = participant.map(Row::sid_text) {
        put(running, row, set, "participant_sid", Value::text(sid));
    }
}

pub(super) fn mark_edited(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let arguments = &running.call.arguments;
    let edits = match running.call.operation.definition.verb {
        Verb::Create => arguments.has("DateUpdated") || arguments.has("LastUpdatedBy"),
        _ => arguments.get("Body").is_some(),
    };
    if edits {
        put(running, row, set, "was_edited", Value::Boolean(true));
    }
    let is_update = running.call.operation.definition.verb == Verb::Update;
    if is_update && !is_set(running, row, set, "last_updated_by") {
        put(running, row, set, "last_updated_by", Value::text("system"));
    }
}

pub(super) fn refuse_media_body(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let media = store.get(id).and_then(|row| store.column_of(row, "media"));
    match media.is_some_and(|media| !media.is_null()) && running.call.arguments.get("Body").is_some() {
        true => Err(Failure::new("media_body_update").of_input("Body")),
        false => Ok(()),
    }
}

/// A receipt for each participant with an address, except the author.
pub(super) fn make_receipts(running: &mut Running<'_, '_>, message: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = store.get(message) else { return Ok(()) };
    let tables = store.schema.table_id("participant").zip(store.schema.table_id("receipt"));
    let Some((participants, receipts)) = tables else { return Ok(()) };
    let author = store.text_of(row, "participant_sid").map(str::to_owned);
    let addressees: Vec<(String, &'static str)> = store
        .child_rows(participants, row.parent)
        .filter_map(|participant| {
            let address = store.text_of(participant, "messaging_binding.address")?;
            let prefix = if address.starts_with("whatsapp:") { "WA" } else { "SM" };
            Some((participant.sid_text(), prefix))
        })
        .filter(|(sid, _)| Some(sid) != author.as_ref())
        .collect();
    for (sid, prefix) in addressees {
        let mut receipt = running.blank(receipts, message);
        let mut set = vec![false; receipt.values.len()];
        let own = running.mint().sid(prefix).to_string();
        put(running, &mut receipt, &mut set, "participant_sid", Value::text(sid));
        put(running, &mut receipt, &mut set, "channel_message_sid", Value::text(own));
        running.finish(&mut receipt, &set);
        running.add(receipt)?;
    }
    Ok(())
}
