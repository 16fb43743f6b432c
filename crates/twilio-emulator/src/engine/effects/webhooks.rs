//! Webhooks of a conversation or channel: what their target needs, how many there may be.

use crate::engine::Failure;
use crate::engine::running::Running;
use crate::store::{Row, RowId, Value};

const MAX_WEBHOOKS: usize = 5;
const MAX_TRIGGERS: usize = 5;

/// The errors of one product.
struct Errors {
    url: &'static str,
    filter: &'static str,
    filter_invalid: &'static str,
    trigger: &'static str,
    triggers: &'static str,
    flow: &'static str,
    many: &'static str,
}

const CONVERSATIONS: Errors = Errors {
    url: "webhook_url_missing",
    filter: "webhook_filter_missing",
    filter_invalid: "webhook_filter_invalid",
    trigger: "webhook_trigger_missing",
    triggers: "webhook_too_many_triggers",
    flow: "webhook_flow_invalid",
    many: "webhook_too_many",
};

const CHAT: Errors = Errors {
    url: "channel_webhook_url_missing",
    filter: "channel_webhook_filter_missing",
    filter_invalid: "channel_webhook_filter_invalid",
    trigger: "channel_webhook_trigger_missing",
    triggers: "channel_webhook_too_many_triggers",
    flow: "channel_webhook_flow_invalid",
    many: "channel_webhook_too_many",
};

fn errors(running: &Running<'_, '_>, row: &Row) -> &'static Errors {
    match running.schema().table(row.table).definition.name {
        "channel_webhook" => &CHAT,
        _ => &CONVERSATIONS,
    }
}

/// What the target of a webhook needs.
pub(super) fn needs(running: &Running<'_, '_>, row: &Row) -> Result<(), Failure> {
    let store = running.store();
    let errors = errors(running, row);
    let fail = |error: &str, input: &str| Err(Failure::new(error).of_input(input));
    let strings = |column: &str| store.column_of(row, column).map(Value::strings).unwrap_or_default();
    let target = store.text_of(row, "target").or(store.text_of(row, "type"));
    let triggers = strings("configuration.triggers");
    if triggers.len() > MAX_TRIGGERS {
        return fail(errors.triggers, "Configuration.Triggers");
    }
    let needs_url = matches!(target, Some("webhook" | "trigger"));
    if needs_url && store.text_of(row, "configuration.url").is_none() {
        return fail(errors.url, "Configuration.Url");
    }
    match target {
        Some("webhook") => {
            let filters = strings("configuration.filters");
            if filters.is_empty() {
                return fail(errors.filter, "Configuration.Filters");
            }
            match filters.iter().find(|filter| running.schema().product.event(filter).is_none()) {
                Some(unknown) => {
                    Err(Failure::new(errors.filter_invalid).with("value", unknown).of_input("Configuration.Filters"))
                }
                None => Ok(()),
            }
        }
        Some("trigger") if triggers.is_empty() => fail(errors.trigger, "Configuration.Triggers"),
        Some("studio") if store.text_of(row, "configuration.flow_sid").is_none() => {
            fail(errors.flow, "Configuration.FlowSid")
        }
        _ => Ok(()),
    }
}

/// At most five of a conversation or channel.
pub(super) fn limit(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = store.get(id) else { return Ok(()) };
    match store.count_children(row.table, row.parent) > MAX_WEBHOOKS {
        true => Err(Failure::new(errors(running, row).many)),
        false => Ok(()),
    }
}

/// Delivers the messages that exist already to a new webhook.
pub(super) fn replay(running: &mut Running<'_, '_>, id: RowId) {
    let from = running.call.arguments.get("Configuration.ReplayAfter").and_then(|given| given.raw.first());
    let Some(from) = from.and_then(|text| text.parse::<i64>().ok()) else { return };
    let store = running.store();
    let Some(row) = store.get(id) else { return };
    let Some(messages) = store.schema.table_id("message") else { return };
    let url = store.text_of(row, "configuration.url").unwrap_or_default().to_owned();
    let method = store.text_of(row, "configuration.method").unwrap_or("post").to_owned();
    let existing: Vec<RowId> = store
        .child_rows(messages, row.parent)
        .filter(|message| i64::from(message.index) >= from)
        .map(|message| message.id)
        .collect();
    for message in existing {
        running.fire_to("onMessageAdded", message, &url, &method);
    }
}
