//! Changes that no operation of the API makes: carriers and devices make them.

use twilio_catalogue::Kind;

use super::call::{Actor, Call, Delivery};
use super::running::Running;
use super::state::{Changes, Engine};
use crate::schema::schemas;
use crate::store::Value;
use crate::time::Millis;

impl Engine {
    /// Moves a delivery receipt on, which sends `onDeliveryUpdated`.
    pub(crate) fn move_receipt(
        &mut self,
        sid: &str,
        status: &str,
        error_code: i64,
        now: Millis,
    ) -> Result<(Vec<Delivery>, Changes), String> {
        let product = schemas().iter().position(|schema| schema.table_id("receipt").is_some());
        let product = product.ok_or("no product has receipts")?;
        let schema = schemas()[product].product;
        let model =
            schema.operation("FetchConversationMessageReceipt").and_then(|one| schema.model(one.response.model()?));
        let known = match model.and_then(|model| model.field("status")).map(|field| field.kind) {
            Some(Kind::Enum(values)) => values,
            _ => &[],
        };
        if !known.contains(&status) {
            return Err(format!("`{status}` is none of {}", known.join(", ")));
        }
        self.outside(product, "receipt", sid, now, |running, id| {
            running.set(id, "status", Value::text(status));
            running.set(id, "error_code", Value::Integer(error_code));
            running.fire_named("onDeliveryUpdated", id, None);
        })
    }

    /// Says whether a user is connected.
    pub(crate) fn connect(
        &mut self,
        product: usize,
        sid: &str,
        connected: bool,
        now: Millis,
    ) -> Result<(Vec<Delivery>, Changes), String> {
        self.outside(product, "user", sid, now, |running, id| {
            running.set(id, "is_connected", Value::Boolean(connected));
        })
    }

    /// Changes a record outside of any operation.
    fn outside(
        &mut self,
        product: usize,
        table: &str,
        sid: &str,
        now: Millis,
        change: impl FnOnce(&mut Running<'_, '_>, crate::store::RowId),
    ) -> Result<(Vec<Delivery>, Changes), String> {
        let store = &self.stores[product];
        let row = store.schema.table_id(table).and_then(|table| store.by_sid_text(table, sid));
        let id = row.map(|row| row.id).ok_or(format!("there is no {table} {sid}"))?;
        let Some(operation) = store.schema.operations.first() else { return Err("no operations".to_owned()) };
        let call = Call::without_request(product, operation, now, Actor::Rest { webhooks: true });
        let mut running = Running::new(self, &call);
        running.store_mut().change(id, |row| row.updated = now);
        change(&mut running, id);
        let deliveries = std::mem::take(&mut running.deliveries);
        let changed = self.stores[product].commit();
        Ok((deliveries, changed.into_iter().map(|id| (product, id)).collect()))
    }
}
