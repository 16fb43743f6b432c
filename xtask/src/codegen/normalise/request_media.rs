//! One media type for each request body.

use serde_json::{Map, Value};

use super::schemas::each_operation;
use super::success::is_json;
use super::{Pass, Working};

const FORM: &str = "application/x-www-form-urlencoded";

pub const PASS: Pass = Pass {
    name: "request-media",
    why: "A request has one encoding: of several media types, the first that the client can write.",
    run,
};

/// Whether a media type is that of forms, whatever its parameters.
pub fn is_form(media: &str) -> bool {
    media.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM)
}

/// The first media type of a body that the client can write.
pub fn sendable(content: &Map<String, Value>) -> Option<&str> {
    content.keys().map(String::as_str).find(|media| is_form(media) || is_json(media))
}

fn run(working: &mut Working<'_>) -> Vec<String> {
    let mut matches = Vec::new();
    each_operation(&mut working.json, |place, operation| {
        let content = operation.get_mut("requestBody").and_then(|body| body.get_mut("content"));
        let Some(content) = content.and_then(Value::as_object_mut).filter(|content| content.len() > 1) else { return };
        let Some(kept) = sendable(content).map(str::to_owned) else { return };
        content.retain(|media, _| *media == kept);
        matches.push(format!("{place}: {kept}"));
    });
    matches
}
