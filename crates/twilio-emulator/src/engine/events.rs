//! Webhook events: which are sent, to whom, with which parameters.

use twilio_catalogue::{Event, Parameter, ParameterSource, ParameterType, ParameterWhen};

use super::call::{Actor, Delivery, DeliveryMethod, StateChange};
use super::computed;
use super::running::Running;
use crate::store::{ROOT, Row, RowId, Value};
use crate::time::with_millis;

/// Where deliveries of an event go.
struct Receiver {
    url: String,
    method: DeliveryMethod,
    retries: u8,
}

impl Running<'_, '_> {
    /// Sends the operation's events about a record. Those about other records are sent where these are made.
    pub(crate) fn fire_all(&mut self, id: RowId, deleting: bool) {
        let Some(row) = self.store().get(id) else { return };
        let table = self.schema().table(row.table).definition.name;
        let state = self.store().text_of(row, "state").unwrap_or_default().to_owned();
        let is_media = table == "message" && self.store().column_of(row, "media").is_some_and(|media| !media.is_null());
        let before = self.state_before.take();
        for name in self.call.operation.definition.events {
            let Some(event) = self.schema().product.event(name) else { continue };
            if subject(name) != table || (self.product_has_media_events() && !fits_media(name, is_media)) {
                continue;
            }
            let change = before.as_deref().filter(|from| *from != state && !deleting);
            match (*name == "onConversationStateUpdated", change) {
                (false, _) => self.fire(event, id, None),
                (true, Some(from)) => {
                    let change = StateChange { from, to: &state, reason: "API" };
                    self.fire(event, id, Some(change));
                }
                (true, None) => {}
            }
        }
    }

    fn product_has_media_events(&self) -> bool {
        self.schema().product.event("onMediaMessageSent").is_some()
    }

    /// Sends an event about a record, by name.
    pub(crate) fn fire_named(&mut self, name: &str, id: RowId, change: Option<StateChange<'_>>) {
        if let Some(event) = self.schema().product.event(name) {
            self.fire(event, id, change);
        }
    }

    fn fire(&mut self, event: &'static Event, id: RowId, change: Option<StateChange<'_>>) {
        // Changes by a timer or by a message need no header.
        let always = change.is_some_and(|change| change.reason != "API");
        if !(always || self.fires()) {
            return;
        }
        if event.pre && self.call.actor.is_rest() && !self.schema().product.rest_fires_pre_events {
            return;
        }
        let Some(row) = self.store().get(id) else { return };
        let receivers = self.receivers(event, row);
        if receivers.is_empty() {
            return;
        }
        let parameters = self.parameters(event, row, change);
        let order = self.queue(row);
        let failure_refuses = self.schema().product.rest_fires_pre_events;
        self.deliveries.extend(receivers.into_iter().map(|receiver| Delivery {
            event,
            url: receiver.url,
            method: receiver.method,
            parameters: parameters.clone(),
            order,
            retries: receiver.retries,
            failure_refuses,
        }));
    }

    /// Delivers an event to one scoped webhook, whatever its filters.
    pub(crate) fn fire_to(&mut self, name: &str, id: RowId, url: &str, method: &str) {
        let Some(event) = self.schema().product.event(name) else { return };
        let Some(row) = self.store().get(id) else { return };
        let parameters = self.parameters(event, row, None);
        let (order, method) = (self.queue(row), read_method(method));
        self.deliveries.push(Delivery {
            event,
            url: url.to_owned(),
            method,
            parameters,
            order,
            retries: 0,
            failure_refuses: false,
        });
    }

    /// The conversation or channel of a record, else its service.
    fn queue(&self, row: &Row) -> RowId {
        let store = self.store();
        let talk =
            ["conversation", "channel"].iter().find_map(|name| store.ancestor(row, store.schema.table_id(name)?));
        talk.map_or_else(|| store.top(row), |row| row.id)
    }

    fn receivers(&self, event: &Event, row: &Row) -> Vec<Receiver> {
        let store = self.store();
        let mut receivers = Vec::new();
        let service = store.get(store.top(row));
        let settings = [
            store.schema.table_id("configuration_webhook").and_then(|table| store.singleton(table, ROOT)),
            store.schema.table_id("service_webhook").and_then(|table| store.singleton(table, service?.id)),
            // Chat's services hold the settings themselves.
            service.filter(|service| store.column_of(service, "post_webhook_url").is_some()),
        ];
        for row in settings.into_iter().flatten() {
            let text = |name: &str| store.text_of(row, name);
            let filters = ["filters", "webhook_filters"].iter().find_map(|name| store.column_of(row, name));
            let is_listed = filters.is_some_and(|filters| filters.strings().iter().any(|name| name == event.name));
            let url = text(if event.pre { "pre_webhook_url" } else { "post_webhook_url" });
            let is_flex = text("target") == Some("flex");
            if let Some(url) = url.filter(|url| is_listed && !is_flex && !url.is_empty()) {
                let method = text("method").or(text("webhook_method")).unwrap_or("POST");
                let retries = store
                    .column_of(row, if event.pre { "pre_webhook_retry_count" } else { "post_webhook_retry_count" });
                receivers.push(Receiver {
                    url: url.to_owned(),
                    method: read_method(method),
                    retries: retries.and_then(Value::as_integer).and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
                });
            }
        }
        if !event.pre {
            receivers.extend(self.scoped(event, row));
        }
        receivers
    }

    /// The webhooks of a conversation or channel that an event goes to.
    fn scoped(&self, event: &Event, row: &Row) -> Vec<Receiver> {
        let store = self.store();
        let pairs = [("conversation", "scoped_webhook"), ("channel", "channel_webhook")];
        let Some((talk, table)) = pairs.iter().find_map(|(talk, webhooks)| {
            let talk = store.ancestor(row, store.schema.table_id(talk)?)?;
            Some((talk, store.schema.table_id(webhooks)?))
        }) else {
            return Vec::new();
        };
        store
            .child_rows(table, talk.id)
            .filter(|webhook| {
                let strings = |name: &str| store.column_of(webhook, name).map(Value::strings).unwrap_or_default();
                match store.text_of(webhook, "target").or(store.text_of(webhook, "type")) {
                    Some("webhook") => strings("configuration.filters").iter().any(|name| name == event.name),
                    Some("trigger") if ["onMessageAdded", "onMessageSent"].contains(&event.name) => {
                        let body = store.text_of(row, "body").unwrap_or_default().to_lowercase();
                        strings("configuration.triggers").iter().any(|word| body.contains(&word.to_lowercase()))
                    }
                    _ => false,
                }
            })
            .filter_map(|webhook| {
                let retries = store.column_of(webhook, "configuration.retry_count").and_then(Value::as_integer);
                Some(Receiver {
                    url: store.text_of(webhook, "configuration.url")?.to_owned(),
                    method: read_method(store.text_of(webhook, "configuration.method").unwrap_or("POST")),
                    retries: retries.and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
                })
            })
            .collect()
    }

    fn parameters(&self, event: &Event, row: &Row, change: Option<StateChange<'_>>) -> Vec<(String, String)> {
        let store = self.store();
        let mut parameters = vec![
            ("AccountSid".to_owned(), self.engine.account.clone()),
            ("EventType".to_owned(), event.name.to_owned()),
            ("Source".to_owned(), self.source().to_owned()),
        ];
        if let Some(name) = store.schema.product.service_parameter {
            let service = store.get(store.top(row)).map(Row::sid_text).unwrap_or_default();
            parameters.push((name.to_owned(), service));
        }
        if let Some(identity) = self.call.actor.identity() {
            parameters.push(("ClientIdentity".to_owned(), identity.to_owned()));
        }
        for parameter in event.parameters {
            let known = parameters.iter().any(|(name, _)| name == parameter.name);
            if let Some(value) = self.parameter(parameter, row, change).filter(|_| !known) {
                parameters.push((parameter.name.to_owned(), value));
            }
        }
        parameters
    }

    fn source(&self) -> &'static str {
        match self.call.actor {
            Actor::Rest { .. } => "API",
            Actor::User(_) => "SDK",
            Actor::Address(_) => "SMS",
        }
    }

    /// The value of a parameter; none if it is left out.
    fn parameter(&self, parameter: &Parameter, row: &Row, change: Option<StateChange<'_>>) -> Option<String> {
        let store = self.store();
        if parameter.when == ParameterWhen::Reachability {
            let service = store.get(store.top(row))?;
            store.column_of(service, "reachability_enabled").filter(|on| on.is_true())?;
        }
        let actor = self.call.actor.identity();
        match parameter.source {
            ParameterSource::Of(table, column) => {
                let related = store.related(row, store.schema.table_id(table)?)?;
                self.column_text(related, column, parameter.kind)
            }
            ParameterSource::Now => Some(with_millis(self.call.now)),
            ParameterSource::OldState => Some(change?.from.to_owned()),
            ParameterSource::NewState => Some(change?.to.to_owned()),
            ParameterSource::Reason => Some(change?.reason.to_owned()),
            ParameterSource::Actor => Some(actor?.to_owned()),
            ParameterSource::ActorOrSystem => Some(actor.unwrap_or("system").to_owned()),
            ParameterSource::Membership(other, own) => {
                let is_own = actor.is_some() && actor == store.text_of(row, "identity");
                Some(if is_own { own } else { other }.to_owned())
            }
            ParameterSource::ActorSource => Some(self.source().to_owned()),
            ParameterSource::BindingType => {
                let address = store.text_of(row, "messaging_binding.address");
                Some(address.map_or("CHAT".to_owned(), |address| computed::address_type(address).to_uppercase()))
            }
        }
    }

    fn column_text(&self, row: &Row, column: &str, kind: ParameterType) -> Option<String> {
        let store = self.store();
        match column {
            "sid" => return Some(row.sid_text()),
            "date_created" => return Some(with_millis(row.created)),
            "date_updated" => return Some(with_millis(row.updated)),
            "index" => return Some(row.index.to_string()),
            "is_online" => return Some(computed::is_online(self, row)?.to_string()),
            "is_notifiable" => return Some(computed::is_notifiable(self, row)?.to_string()),
            _ => {}
        }
        if let Some(member) = column.strip_prefix("media") {
            let media = computed::media(store, row)?;
            return match member.strip_prefix('.') {
                None => Some(serde_json::json!([media]).to_string()),
                Some(member) => match media.get(member)? {
                    serde_json::Value::String(text) => Some(text.clone()),
                    other => Some(other.to_string()),
                },
            };
        }
        match store.column_of(row, column)? {
            Value::Null => None,
            Value::Boolean(value) => Some(value.to_string()),
            Value::Integer(value) => Some(value.to_string()),
            Value::Text(text) => Some(text.to_string()),
            Value::Json(json) => Some(json.to_string()),
            Value::Time(time) if kind == ParameterType::Time => Some(with_millis(*time)),
            Value::Time(time) => Some(crate::time::whole_seconds(*time)),
        }
    }
}

/// The table of the records that an event is about.
fn subject(event: &str) -> &'static str {
    const SUBJECTS: [(&str, &str); 8] = [
        ("onConversation", "conversation"),
        ("onParticipant", "participant"),
        ("onMessage", "message"),
        ("onMediaMessage", "message"),
        ("onMember", "member"),
        ("onChannel", "channel"),
        ("onUser", "user"),
        ("onDelivery", "receipt"),
    ];
    SUBJECTS.iter().find(|(prefix, _)| event.starts_with(prefix)).map_or("", |(_, table)| table)
}

/// Whether an event is one of media messages, if the message has media. Only sending has two kinds.
fn fits_media(event: &str, is_media: bool) -> bool {
    match event {
        "onMessageSend" | "onMessageSent" => !is_media,
        "onMediaMessageSend" | "onMediaMessageSent" => is_media,
        _ => true,
    }
}

fn read_method(method: &str) -> DeliveryMethod {
    if method.eq_ignore_ascii_case("get") { DeliveryMethod::Get } else { DeliveryMethod::Post }
}
