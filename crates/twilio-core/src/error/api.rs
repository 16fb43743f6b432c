//! What Twilio says in the body of an error answer.
//!
//! What enters: a status and a body in one of three forms: classic (`code`, `message`, `more_info`, `status`, `details`), RFC 9457 (`type`,
//! `title`, `detail`, `instance`, `errors`) or V1 (`code`, `message`, `httpStatusCode`, `params`, `userError`). What leaves: one [`ApiError`] for
//! all of them, or nothing when the body is none of Twilio's. Invariant: reading never fails; a field of another type reads as absent.

use std::collections::HashMap;
use std::fmt;

use http::StatusCode;
use serde_json::Value;
use serde_json::value::RawValue;

use super::codes::ErrorCode;
use crate::limits::ERROR_BODY_KEPT;
use crate::value::Json;

/// What Twilio said about a failed call. Every field but the status may be absent.
///
/// Its `Debug` hides everything that may repeat what was sent: `message`, `detail`, `details`, `params` and `errors`. Each can be read.
///
/// ```
/// use twilio_core::ErrorCode;
///
/// fn is_missing(error: &twilio_core::Error) -> bool {
///     error.api().is_some_and(|api| api.code == ErrorCode::NOT_FOUND)
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// The status of the answer.
    pub status: StatusCode,
    /// Twilio's number for the error. `https://www.twilio.com/docs/errors/<code>` explains it.
    pub code: ErrorCode,
    /// What went wrong, in words (`title` where the answer has no `message`). It may repeat values of the request.
    pub message: Option<String>,
    /// More words about this one failure (RFC 9457).
    pub detail: Option<String>,
    /// The address of a page that explains the code, or of the problem's type (RFC 9457).
    pub more_info: Option<String>,
    /// The address of this one occurrence (RFC 9457).
    pub instance: Option<String>,
    /// An object with more facts (classic).
    pub details: Option<Json>,
    /// The values that the message speaks of (V1).
    pub params: Option<Json>,
    /// Whether the user, not the program, caused it (V1).
    pub user_error: Option<bool>,
    /// One entry for each thing that is wrong with the request (RFC 9457).
    pub errors: Vec<ApiErrorItem>,
}

/// One thing that is wrong with a request (RFC 9457).
///
/// ```
/// use twilio_core::{ApiErrorItem, Error};
///
/// fn wrong_fields(error: &Error) -> Vec<&str> {
///     let items: &[ApiErrorItem] = error.api().map_or(&[], |api| &api.errors);
///     items.iter().filter_map(|item| item.pointer.as_deref()).collect()
/// }
/// # assert!(wrong_fields(&twilio_core::Client::builder().edge("no label").build().unwrap_err()).is_empty());
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiErrorItem {
    /// What is wrong.
    pub detail: Option<String>,
    /// Where: a JSON pointer or the name of a field.
    pub pointer: Option<String>,
}

type Object<'b> = HashMap<String, &'b RawValue>;

impl ApiError {
    /// `None` when the body has neither a code nor a message: it is no answer of Twilio's.
    pub(super) fn read(status: StatusCode, body: &[u8]) -> Option<Self> {
        let object: Object<'_> = serde_json::from_slice(body).ok()?;
        let error = ApiError {
            status,
            code: ErrorCode::of(integer(&object, "code")),
            message: text(&object, "message").or_else(|| text(&object, "title")),
            detail: text(&object, "detail"),
            more_info: text(&object, "more_info").or_else(|| text(&object, "type")),
            instance: text(&object, "instance"),
            details: json(&object, "details"),
            params: json(&object, "params"),
            user_error: read(&object, "userError"),
            errors: items(&object),
        };
        (error.code.get().is_some() || error.message.is_some()).then_some(error)
    }
}

fn read<T: serde::de::DeserializeOwned>(object: &Object<'_>, name: &str) -> Option<T> {
    serde_json::from_str(object.get(name)?.get()).ok()
}

fn text(object: &Object<'_>, name: &str) -> Option<String> {
    match read(object, name)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Some gateways write the code as text.
fn integer(object: &Object<'_>, name: &str) -> Option<i64> {
    text(object, name)?.parse().ok()
}

fn json(object: &Object<'_>, name: &str) -> Option<Json> {
    read::<Option<Json>>(object, name).flatten()
}

fn items(object: &Object<'_>) -> Vec<ApiErrorItem> {
    let entries: Vec<&RawValue> =
        object.get("errors").and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let objects = entries.iter().filter_map(|raw| serde_json::from_str::<Object<'_>>(raw.get()).ok());
    objects.map(|item| ApiErrorItem { detail: text(&item, "detail"), pointer: text(&item, "pointer") }).collect()
}

impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message.as_ref().map(|_| format_args!("<hidden>")))
            .field("more_info", &self.more_info)
            .field("errors", &self.errors.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ApiErrorItem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ApiErrorItem").field("pointer", &self.pointer).finish_non_exhaustive()
    }
}

/// The first part of a body, cut between characters; bytes that are no UTF-8 become U+FFFD.
pub(super) fn prefix(body: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(body.get(..ERROR_BODY_KEPT).unwrap_or(body)).into_owned();
    // A character that was cut in half became U+FFFD at the very end, which may also be longer than what it replaced.
    if body.len() > ERROR_BODY_KEPT && text.ends_with(char::REPLACEMENT_CHARACTER) {
        text.pop();
    }
    while text.len() > ERROR_BODY_KEPT {
        text.pop();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{ERROR_BODY_KEPT, prefix};

    #[test]
    fn a_short_body_is_kept_whole() {
        assert_eq!(prefix(b"<html>no"), "<html>no");
        assert_eq!(prefix(b""), "");
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        let text = prefix("ç".repeat(5000).as_bytes());
        assert!(text.len() <= ERROR_BODY_KEPT && text.chars().all(|character| character == 'ç'));
        let odd = format!("x{}", "ç".repeat(5000));
        assert!(prefix(odd.as_bytes()).chars().skip(1).all(|character| character == 'ç'));
    }

    #[test]
    fn bytes_that_are_no_utf8_never_lengthen_the_prefix() {
        assert!(prefix(&[0xFF; 5000]).len() <= ERROR_BODY_KEPT);
        assert_eq!(prefix(&[b'a', 0xFF]), "a\u{FFFD}");
    }
}
