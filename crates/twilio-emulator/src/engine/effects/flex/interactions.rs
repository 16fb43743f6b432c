//! Flex interactions: their channel, its participants, invites and states.

use serde_json::{Map, Value as Json, json};
use twilio_catalogue::Kind;

use crate::engine::Failure;
use crate::engine::effects::columns::put;
use crate::engine::running::Running;
use crate::store::{Row, RowId, Value};

fn object(running: &Running<'_, '_>, name: &str) -> Option<Map<String, Json>> {
    serde_json::from_str(running.call.arguments.text(name)?).ok()
}

/// The type of a new interaction's channel has to be one that the document lists.
pub(crate) fn check(running: &Running<'_, '_>) -> Result<(), Failure> {
    let Some(channel) = object(running, "Channel") else { return Ok(()) };
    let product = running.schema().product;
    let model = product.operation("FetchInteractionChannel").and_then(|one| product.model(one.response.model()?));
    let kind = model.and_then(|model| model.field("type")).map(|field| field.kind);
    let sent = channel.get("type").and_then(Json::as_str).unwrap_or_default();
    let participants = channel.get("participants").is_none_or(Json::is_array);
    match kind {
        Some(Kind::Enum(values)) if participants && values.contains(&sent) => Ok(()),
        _ => Err(Failure::new("flex_channel_invalid").of_input("Channel")),
    }
}

/// An inactive channel needs to know that its routing is closed.
pub(crate) fn closing(running: &Running<'_, '_>) -> Result<(), Failure> {
    let status = running.call.arguments.get("Status").and_then(|given| given.value.as_text());
    let routing = object(running, "Routing");
    let closes = routing.as_ref().and_then(|routing| routing.get("status")).and_then(Json::as_str) == Some("closed");
    if (status == Some("inactive") || routing.is_some()) && !closes {
        return Err(Failure::new("flex_channel_invalid").of_input("Routing"));
    }
    Ok(())
}

pub(crate) fn refuse_if_closed(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let table = store.schema.table_id("interaction_channel");
    let channel = store.get(id).zip(table).and_then(|(row, table)| store.ancestor(row, table));
    match channel.and_then(|row| store.text_of(row, "status")) {
        Some("closed") => Err(Failure::new("flex_channel_closed")),
        _ => Ok(()),
    }
}

/// Makes the channel of a new interaction, its participants, and an invite where routing was sent.
pub(crate) fn make(running: &mut Running<'_, '_>, interaction: RowId) -> Result<(), Failure> {
    let Some(channel) = object(running, "Channel") else { return Ok(()) };
    let kind = channel.get("type").and_then(Json::as_str).unwrap_or_default().to_owned();
    let id = child(running, "interaction_channel", interaction, &[("type", Value::text(kind.as_str()))])?;
    let sid = running.store().get(id).map(Row::sid_text).unwrap_or_default();
    running.set(interaction, "channel_type", Value::text(kind.as_str()));
    running.set(interaction, "channel_sid", Value::text(sid.as_str()));
    for participant in channel.get("participants").and_then(Json::as_array).into_iter().flatten() {
        let kind = participant.get("type").and_then(Json::as_str).unwrap_or("customer");
        let address = participant.get("address").and_then(Json::as_str);
        let values = [
            ("type", Value::text(kind)),
            ("address", address.map_or(Value::Null, Value::text)),
            ("media_properties", Value::Json(participant.to_string().into())),
        ];
        child(running, "interaction_participant", id, &values)?;
    }
    if let Some(sent) = object(running, "Routing") {
        let invite = child(running, "interaction_invite", id, &[])?;
        let sids: Vec<String> = [interaction, id, invite]
            .iter()
            .map(|id| running.store().get(*id).map(Row::sid_text).unwrap_or_default())
            .collect();
        let routing = routing(running, &sent, &sids[0], &sids[1], &sids[2]);
        running.set(interaction, "routing", routing.clone());
        running.set(invite, "routing", routing);
    }
    Ok(())
}

/// Adds a record below another one.
fn child(
    running: &mut Running<'_, '_>,
    table: &str,
    parent: RowId,
    values: &[(&str, Value)],
) -> Result<RowId, Failure> {
    let Some(table) = running.schema().table_id(table) else { return Err(Failure::not_found(running.call.path)) };
    let mut row = running.blank(table, parent);
    let mut set = vec![false; row.values.len()];
    for (column, value) in values {
        put(running, &mut row, &mut set, column, value.clone());
    }
    running.finish(&mut row, &set);
    running.add(row)
}

/// The routing of an interaction or invite: what was sent, and what a task would have.
fn routing(
    running: &mut Running<'_, '_>,
    sent: &Map<String, Json>,
    interaction: &str,
    channel: &str,
    invite: &str,
) -> Value {
    let task = running.mint().sid("WT").to_string();
    let now = running.call.now / 1000;
    let attributes = json!({
        "flexInteractionSid": interaction,
        "flexInteractionChannelSid": channel,
        "flexChannelInviteSid": invite,
    });
    let mut properties = json!({
        "sid": task,
        "account_sid": running.engine.account,
        "assignment_status": "pending",
        "age": 0,
        "priority": 0,
        "timeout": 86400,
        "date_created": now,
        "date_updated": now,
        "attributes": attributes.to_string(),
    });
    if let (Some(all), Some(sent)) = (properties.as_object_mut(), sent.get("properties").and_then(Json::as_object)) {
        for (name, value) in sent {
            // Attributes may be sent as an object; they are returned as a string.
            let value = match (name.as_str(), value) {
                ("attributes", Json::Object(own)) => {
                    let mut own = own.clone();
                    own.extend(attributes.as_object().cloned().unwrap_or_default());
                    Json::String(Json::Object(own).to_string())
                }
                _ => value.clone(),
            };
            all.insert(name.clone(), value);
        }
    }
    Value::Json(json!({ "reservation": null, "properties": properties }).to_string().into())
}

pub(crate) fn invite_routing(running: &mut Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let Some(sent) = object(running, "Routing") else { return };
    let store = running.store();
    let channel = store.get(row.parent);
    let interaction = channel.and_then(|channel| store.get(channel.parent)).map(Row::sid_text).unwrap_or_default();
    let channel = channel.map(Row::sid_text).unwrap_or_default();
    let routing = routing(running, &sent, &interaction, &channel, &row.sid_text());
    put(running, row, set, "routing", routing);
}

pub(crate) fn take_address(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let address = object(running, "MediaProperties").and_then(|media| Some(media.get("address")?.as_str()?.to_owned()));
    if let Some(address) = address {
        put(running, row, set, "address", Value::text(address));
    }
    // JSON that was sent as a string is returned as JSON.
    if let Some(properties) = object(running, "RoutingProperties") {
        put(running, row, set, "routing_properties", Value::Json(Json::Object(properties).to_string().into()));
    }
}
