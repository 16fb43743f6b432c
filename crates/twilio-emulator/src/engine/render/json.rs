//! Values as JSON, and how a record is seen.

use crate::store::{Row, RowId, Value};
use crate::time::write_whole_seconds;

/// A record and how it is seen.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'s> {
    pub(crate) row: &'s Row,
    /// The last record that the path names: a user, where the record is one of the user's memberships.
    pub(crate) owner: RowId,
    /// Whether it stands in a list.
    pub(crate) in_list: bool,
}

/// A moment as JSON.
pub(crate) fn time(out: &mut Vec<u8>, millis: i64) {
    out.push(b'"');
    write_whole_seconds(out, millis);
    out.push(b'"');
}

/// A stored value as JSON.
pub(crate) fn value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend(b"null"),
        Value::Boolean(true) => out.extend(b"true"),
        Value::Boolean(false) => out.extend(b"false"),
        Value::Integer(value) => out.extend(value.to_string().bytes()),
        Value::Text(text) => string(out, text),
        Value::Time(millis) => time(out, *millis),
        Value::Json(json) => out.extend(json.bytes()),
    }
}

/// A string as JSON.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    // Without an early exit, so that the compiler takes many bytes at once.
    let is_plain = !text.bytes().fold(false, |found, byte| found | (byte < 0x20) | (byte == b'"') | (byte == b'\\'));
    if is_plain {
        out.reserve(text.len() + 2);
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // Writing to memory can't fail.
        let _ = serde_json::to_writer(out, text);
    }
}
