//! What the document says about a thing, in a form that rustdoc takes as plain text.

use serde_json::Value;

/// The description that stands at `value`, trimmed; none if it is empty.
pub fn description(value: &Value) -> Option<String> {
    let text = value.get("description")?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether the document marks the value as personal data.
pub fn is_private(schema: &Value) -> bool {
    schema.pointer("/x-twilio/pii/handling").is_some()
}

/// Whether the document marks the thing as deprecated.
pub fn is_deprecated(value: &Value) -> bool {
    value.get("deprecated") == Some(&Value::Bool(true))
}

/// The text with a full stop at its end.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}
