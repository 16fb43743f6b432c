//! Members that may be null.

use serde::Deserialize;
use serde_json::Value;

/// A member that may be null, which is not the same as absent.
pub(super) fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
