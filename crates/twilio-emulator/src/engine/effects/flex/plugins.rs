//! Flex plugins: archives and configured plugins.

use serde_json::{Map, Value as Json};

use crate::engine::Failure;
use crate::engine::effects::columns::put;
use crate::engine::running::Running;
use crate::store::{Row, RowId, Value};

pub(crate) fn refuse_if_archived(running: &Running<'_, '_>, id: RowId) -> Result<(), Failure> {
    let store = running.store();
    let Some(row) = store.get(id) else { return Ok(()) };
    let name = match running.schema().table(row.table).definition.name {
        "plugin" => "Plugin",
        "plugin_version" => "Plugin version",
        _ => "Configuration",
    };
    match store.column_of(row, "archived").is_some_and(Value::is_true) {
        true => Err(Failure::new("already_archived").with("Resource", name)),
        false => Ok(()),
    }
}

/// Makes the plugins of a configuration, one for each JSON string.
pub(crate) fn configure(running: &mut Running<'_, '_>, configuration: RowId) -> Result<(), Failure> {
    let Some(given) = running.call.arguments.get("Plugins").filter(|given| !given.clear) else { return Ok(()) };
    let sent: Vec<String> = given.raw.clone();
    let tables = running.schema().table_id("configured_plugin").zip(running.schema().table_id("plugin_version"));
    let Some((table, versions)) = tables else { return Ok(()) };
    let invalid = || Failure::new("flex_validation").with("reason", "each of Plugins needs plugin_version and phase");
    for text in sent {
        let entry: Map<String, Json> = serde_json::from_str(&text).map_err(|_| invalid())?;
        let sid = entry.get("plugin_version").and_then(Json::as_str).ok_or_else(invalid)?.to_owned();
        let phase = match entry.get("phase") {
            None => 0,
            Some(phase) => phase.as_i64().filter(|phase| *phase >= 0).ok_or_else(invalid)?,
        };
        let store = running.store();
        let version = store.by_sid_text(versions, &sid).ok_or_else(|| Failure::not_found(&format!("/v1/{sid}")))?;
        let plugin = store.get(version.parent).map(Row::sid_text).unwrap_or_default();
        let mut row = running.blank(table, configuration);
        let mut set = vec![false; row.values.len()];
        put(running, &mut row, &mut set, "plugin_sid", Value::text(plugin));
        put(running, &mut row, &mut set, "plugin_version_sid", Value::text(sid));
        put(running, &mut row, &mut set, "phase", Value::Integer(phase));
        running.finish(&mut row, &set);
        running.add(row)?;
    }
    Ok(())
}
