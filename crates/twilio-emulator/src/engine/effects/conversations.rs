//! The states and timers of conversations, and what a new service starts with.

use twilio_catalogue::Verb;

use super::columns::put;
use crate::engine::call::{Actor, StateChange};
use crate::engine::computed::due;
use crate::engine::running::Running;
use crate::engine::{Call, Changes, Delivery, Engine, Failure, start};
use crate::store::{Row, RowId, Store, Value};
use crate::time::Millis;

pub(super) fn initial_state(running: &Running<'_, '_>) -> Result<(), Failure> {
    let state = running.call.arguments.get("State").and_then(|given| given.value.as_text());
    match (running.call.operation.definition.verb, state) {
        (_, Some("initializing")) => Err(Failure::new("state_invalid").of_input("State")),
        (Verb::Create, Some("closed")) => Err(Failure::new("initial_state_closed").of_input("State")),
        _ => Ok(()),
    }
}

pub(super) fn refuse_if_closed(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let conversation = conversation(store, id);
    match conversation.and_then(|row| store.text_of(row, "state")) {
        Some("closed") => Err(Failure::new("conversation_closed")),
        _ => Ok(()),
    }
}

fn conversation(store: &Store, id: RowId) -> Option<&Row> {
    store.ancestor(store.get(id)?, store.schema.table_id("conversation")?)
}

/// Remembers the state before an update, so that a change of it can be told.
pub(super) fn remember(running: &mut Running<'_, '_>, existing: Option<RowId>) {
    let store = running.store();
    let state = existing.and_then(|id| store.text_of(store.get(id)?, "state")).map(str::to_owned);
    running.state_before = state;
}

/// The durations of a new conversation that sets none: those of the account.
pub(super) fn default_timers(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    if running.call.operation.definition.verb != Verb::Create {
        return;
    }
    let store = running.store();
    let configuration =
        store.schema.table_id("configuration").and_then(|table| store.singleton(table, crate::store::ROOT));
    for (own, default) in [("timer_inactive", "default_inactive_timer"), ("timer_closed", "default_closed_timer")] {
        let is_unset = store.column_of(row, own).is_some_and(Value::is_null);
        if let Some(duration) = configuration.and_then(|row| store.column_of(row, default)).filter(|_| is_unset) {
            put(running, row, set, own, duration.clone());
        }
    }
}

/// Counts the timers from now. Those of a closed conversation stay as they are.
pub(super) fn restart_timers(running: &mut Running<'_, '_>, id: RowId) {
    let now = running.call.now;
    let store = running.store();
    let Some(row) = conversation(store, id) else { return };
    let (id, is_closed) = (row.id, store.text_of(row, "state") == Some("closed"));
    if !is_closed {
        running.set(id, "last_activity", Value::Integer(now));
    }
    schedule(running.store_mut(), id);
}

/// Sets when the next timer of a conversation elapses.
fn schedule(store: &mut Store, id: RowId) {
    let Some(row) = store.get(id) else { return };
    let [inactive, closed] = due(store, row);
    let next = match store.text_of(row, "state") {
        Some("active") => [inactive, closed].into_iter().flatten().map(|(due, _)| due).min(),
        Some("inactive") => closed.map(|(due, _)| due),
        _ => None,
    };
    if row.due != next {
        store.change(id, |row| row.due = next);
    }
}

/// Makes an inactive conversation active again.
pub(super) fn reactivate(running: &mut Running<'_, '_>, message: RowId) {
    let store = running.store();
    let Some(row) = conversation(store, message) else { return };
    let (id, is_inactive) = (row.id, store.text_of(row, "state") == Some("inactive"));
    if is_inactive {
        let now = running.call.now;
        running.set(id, "state", Value::text("active"));
        running.store_mut().change(id, |row| row.updated = now);
        let change = StateChange { from: "inactive", to: "active", reason: "EVENT" };
        running.fire_named("onConversationStateUpdated", id, Some(change));
    }
}

pub(super) fn make_roles(running: &mut Running<'_, '_>, service: RowId) {
    let (product, now) = (running.call.product, running.call.now);
    let Engine { stores, mint, .. } = &mut *running.engine;
    start::roles(&mut stores[product], mint, service, now);
}

pub(super) fn make_singletons(running: &mut Running<'_, '_>, service: RowId) {
    let (product, now) = (running.call.product, running.call.now);
    let Engine { stores, mint, .. } = &mut *running.engine;
    start::singletons(&mut stores[product], mint, service, now);
}

/// Changes the states of conversations whose timers have elapsed.
pub(crate) fn elapse(engine: &mut Engine, now: Millis) -> (Vec<Delivery>, Changes) {
    let (mut deliveries, mut changes) = (Vec::new(), Changes::new());
    for product in 0..engine.stores.len() {
        while let Some(id) = engine.stores[product].due(now) {
            let Some(operation) = engine.stores[product].schema.operations.first() else { break };
            let store = &engine.stores[product];
            let Some(row) = store.get(id) else { break };
            let moment = row.due.unwrap_or(now);
            let from = store.text_of(row, "state").unwrap_or_default().to_owned();
            let reached = due(store, row).into_iter().flatten().filter(|(due, _)| *due <= moment);
            let to = if from == "inactive" { Some("closed") } else { reached.max().map(|(_, state)| state) };
            let call = Call::without_request(product, operation, moment, Actor::Rest { webhooks: false });
            let mut running = Running::new(engine, &call);
            if let Some(to) = to {
                running.set(id, "state", Value::text(to));
                running.store_mut().change(id, |row| row.updated = moment);
                let change = StateChange { from: &from, to, reason: "TIMER" };
                running.fire_named("onConversationStateUpdated", id, Some(change));
            }
            schedule(running.store_mut(), id);
            deliveries.append(&mut running.deliveries);
            let store = &mut engine.stores[product];
            if store.get(id).and_then(|row| row.due).is_some_and(|due| due <= moment && to.is_none()) {
                // Nothing to change to: the timer must not be met again.
                store.change(id, |row| row.due = None);
            }
            changes.extend(store.commit().into_iter().map(|id| (product, id)));
        }
    }
    (deliveries, changes)
}
