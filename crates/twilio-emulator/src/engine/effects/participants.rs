//! Participants and members: their users, limits and read positions.

use serde_json::{Map, Value as Json};

use super::bindings;
use super::columns::{is_set, put};
use crate::engine::Failure;
use crate::engine::running::Running;
use crate::store::{Row, RowId, Value, has_form};
use crate::time::parse_time;

const MAX_PARTICIPANTS: usize = 1000;
const MAX_ADDRESSES: usize = 50;
const MAX_CONVERSATIONS: usize = 1000;

/// A read position without a time was reached now.
pub(super) fn stamp_read_position(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let now = running.call.now;
    let pairs = [
        ("last_read_message_index", "last_read_timestamp"),
        ("last_consumed_message_index", "last_consumption_timestamp"),
    ];
    for (index, time) in pairs {
        if !is_set(running, row, set, index) || is_set(running, row, set, time) {
            continue;
        }
        let is_null = running.store().column_of(row, index).is_some_and(Value::is_null);
        put(running, row, set, time, if is_null { Value::Null } else { Value::Time(now) });
    }
}

/// Makes the user of an identity that the service doesn't know.
pub(super) fn make_user(running: &mut Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = store.get(id) else { return Ok(()) };
    let Some(identity) = store.text_of(row, "identity").map(str::to_owned) else { return Ok(()) };
    let (service, table) = (store.top(row), store.schema.table_id("user"));
    let Some(table) = table.filter(|table| store.with_identity(*table, service, &identity).is_none()) else {
        return Ok(());
    };
    let mut user = running.blank(table, service);
    let mut set = vec![false; user.values.len()];
    put(running, &mut user, &mut set, "identity", Value::text(identity));
    running.finish(&mut user, &set);
    let id = running.add(user)?;
    running.fire_named("onUserAdded", id, None);
    Ok(())
}

pub(super) fn limits(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = store.get(id) else { return Ok(()) };
    if store.count_children(row.table, row.parent) > MAX_PARTICIPANTS {
        return Err(Failure::new("participant_limit"));
    }
    let address = "messaging_binding.address";
    if store.text_of(row, address).is_some() {
        let count = store.child_rows(row.table, row.parent).filter(|one| store.text_of(one, address).is_some()).count();
        if count > MAX_ADDRESSES {
            return Err(Failure::new("non_chat_participant_limit"));
        }
    }
    let Some(identity) = store.text_of(row, "identity") else { return Ok(()) };
    let ids = store.with_identity(row.table, store.top(row), identity).into_iter().flatten();
    let open = ids.filter_map(|id| store.get(store.get(*id)?.parent));
    match open.filter(|one| store.text_of(one, "state") != Some("closed")).count() > MAX_CONVERSATIONS {
        true => Err(Failure::new("user_conversation_limit")),
        false => Ok(()),
    }
}

/// Adds the participants that were sent as JSON strings.
pub(super) fn add_all(running: &mut Running<'_, '_>, conversation: RowId) -> Result<(), Failure> {
    let Some(given) = running.call.arguments.get("Participant").filter(|given| !given.clear) else { return Ok(()) };
    let invalid = || Failure::invalid("Participant", "expected a JSON object with identity or messaging_binding");
    let sent: Vec<Map<String, Json>> =
        given.raw.iter().map(|text| serde_json::from_str(text).map_err(|_| invalid())).collect::<Result<_, _>>()?;
    let Some(table) = running.schema().table_id("participant") else { return Ok(()) };
    for entry in sent {
        let mut row = running.blank(table, conversation);
        let mut set = vec![false; row.values.len()];
        read(running, &entry, &mut row, &mut set)?.ok_or_else(invalid)?;
        running.finish(&mut row, &set);
        let id = running.add(row)?;
        make_user(running, id)?;
        limits(running, id)?;
        running.fire_named("onParticipantAdded", id, None);
    }
    Ok(())
}

/// Fills a participant from its JSON; nothing if it has neither identity nor address, or a member of another type.
fn read(
    running: &Running<'_, '_>,
    entry: &Map<String, Json>,
    row: &mut Row,
    set: &mut [bool],
) -> Result<Option<()>, Failure> {
    let mut binding = Map::new();
    for (name, value) in entry {
        let text = value.as_str();
        match (name.as_str(), text, value) {
            ("identity" | "attributes" | "role_sid", Some(text), _) => put(running, row, set, name, Value::text(text)),
            ("date_created", Some(text), _) => match parse_time(text) {
                Some(time) => row.created = time,
                None => return Ok(None),
            },
            ("date_updated", Some(text), _) => match parse_time(text) {
                Some(time) => row.updated = time,
                None => return Ok(None),
            },
            ("messaging_binding", _, Json::Object(members)) => binding.clone_from(members),
            _ => return Ok(None),
        }
    }
    for member in ["address", "proxy_address", "projected_address"] {
        match binding.get(member) {
            Some(Json::String(text)) => {
                put(running, row, set, &format!("messaging_binding.{member}"), Value::text(text.as_str()));
            }
            None | Some(Json::Null) => {}
            Some(_) => return Ok(None),
        }
    }
    let store = running.store();
    let text = |column: &str| store.text_of(row, column);
    let address = text("messaging_binding.address");
    bindings::check(address, text("messaging_binding.proxy_address"), text("messaging_binding.projected_address"))?;
    if text("identity").is_some_and(|identity| identity.chars().count() > 256) {
        return Err(Failure::new("identity_too_long").of_input("Participant"));
    }
    if text("attributes").is_some_and(|json| serde_json::from_str::<Json>(json).is_err()) {
        return Err(Failure::new("attributes_not_json").of_input("Participant"));
    }
    if let Some(role) = text("role_sid") {
        let found = store.schema.table_id("role").and_then(|table| store.by_sid_text(table, role));
        let fits = found.is_some_and(|role| store.text_of(role, "type") == Some("conversation"));
        if !fits || !has_form(role, "RL") {
            return Err(Failure::new("conversation_role_not_found"));
        }
    }
    Ok((text("identity").is_some() || address.is_some()).then_some(()))
}
