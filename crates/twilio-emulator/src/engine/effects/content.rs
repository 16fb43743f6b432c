//! Messages made from content templates. The emulator knows no templates: the variables' values stand for the text.

use serde_json::{Map, Value as Json};

use super::columns::put;
use crate::engine::Failure;
use crate::engine::running::Running;
use crate::store::{Row, Value};

const VARIABLES: &str = "ContentVariables";
const MAX_VARIABLES: usize = 100;
const MAX_KEY: usize = 16;
const MAX_VALUE: usize = 256;

pub(super) fn variables(running: &Running<'_, '_>) -> Result<(), Failure> {
    let arguments = &running.call.arguments;
    let Some(text) = arguments.text(VARIABLES) else { return Ok(()) };
    if !arguments.has("ContentSid") {
        return Err(Failure::new("content_sid_missing"));
    }
    let Some(variables) = read(text) else { return Err(Failure::new("content_variables_invalid")) };
    let too_long = variables.len() > MAX_VARIABLES
        || variables.iter().any(|(key, value)| key.chars().count() > MAX_KEY || value.chars().count() > MAX_VALUE);
    if too_long { Err(Failure::new("content_variables_too_long")) } else { Ok(()) }
}

/// An object of strings.
fn read(text: &str) -> Option<Vec<(String, String)>> {
    let object: Map<String, Json> = serde_json::from_str(text).ok()?;
    object.into_iter().map(|(key, value)| Some((key, value.as_str()?.to_owned()))).collect()
}

pub(super) fn replace_body(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    if running.call.arguments.has("ContentSid") {
        put(running, row, set, "body", Value::text(""));
        put(running, row, set, "media", Value::Null);
    }
}

pub(super) fn render(running: &Running<'_, '_>, row: &mut Row, set: &mut [bool]) {
    if let Some(variables) = running.call.arguments.text(VARIABLES).and_then(read) {
        let values: Vec<String> = variables.into_iter().map(|(_, value)| value).collect();
        put(running, row, set, "body", Value::text(values.join(" ")));
    }
}
