//! Operations with a JSON body: members that are columns are stored.

use serde_json::Value as Json;
use twilio_catalogue::{Kind, Verb};

use crate::engine::Failure;
use crate::engine::effects::columns::put;
use crate::engine::running::Running;
use crate::store::{Row, Value};

/// Members that a body may hold although nothing sets them.
const READ_ONLY: &[&str] = &["url", "date_created", "date_updated", "status"];

pub(crate) fn check(running: &Running<'_, '_>) -> Result<(), Failure> {
    let invalid = |reason: String| Err(Failure::new("flex_validation").with("reason", &reason));
    let Some(body) = &running.call.arguments.json else { return invalid("a JSON object is expected".to_owned()) };
    let schema = running.schema();
    let Some(table) = running.resource().table.map(|table| schema.table(table)) else { return Ok(()) };
    let definition = running.call.operation.definition;
    let model = definition.response.model().and_then(|name| schema.product.model(name));
    let is_singleton = table.definition.singleton;
    for (name, value) in body {
        let column = table.column(name).filter(|column| table.definition.columns[*column].json);
        let field = model.and_then(|model| model.field(name));
        match (column, field) {
            (Some(_), Some(field)) if !fits(field.kind, field.list, field.nullable, value) => {
                return invalid(format!("{name} has the wrong type"));
            }
            (Some(_), _) => {}
            (None, _) if !is_singleton || READ_ONLY.contains(&name.as_str()) => {}
            (None, _) if name == "account_sid" && value.as_str() == Some(&running.engine.account) => {}
            (None, _) => return invalid(format!("{name} can't be set")),
        }
    }
    Ok(())
}

fn fits(kind: Kind, list: bool, nullable: bool, value: &Json) -> bool {
    if value.is_null() {
        return nullable;
    }
    if list {
        return value.is_array();
    }
    match kind {
        Kind::Boolean => value.is_boolean(),
        Kind::Integer { .. } => value.is_i64(),
        Kind::Number => value.is_number(),
        Kind::Json | Kind::Links => true,
        Kind::Enum(values) => value.as_str().is_some_and(|value| values.contains(&value)),
        Kind::Sid(prefix) => value.as_str().is_some_and(|value| crate::store::has_form(value, prefix)),
        Kind::Url => value.as_str().is_some_and(|value| url::Url::parse(value).is_ok()),
        Kind::DateTime => value.as_str().is_some_and(|value| crate::time::parse_time(value).is_some()),
        Kind::Text | Kind::HttpMethod => value.is_string(),
    }
}

pub(crate) fn take(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    let Some(body) = &running.call.arguments.json else { return };
    let columns = running.schema().table(row.table).definition.columns;
    let is_update = running.call.operation.definition.verb == Verb::Update;
    for column in columns.iter().filter(|column| column.json) {
        if let Some(value) = body.get(column.name).filter(|value| is_update || !value.is_null()) {
            put(running, row, set, column.name, Value::from_json(value));
        }
    }
    if let Some(status) = body.get("status").and_then(Json::as_str)
        && columns.iter().any(|column| column.name == "status" && column.json)
    {
        put(running, row, set, "status", Value::text(status));
    }
}
