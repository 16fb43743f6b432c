//! What the targets of `fuzz/` reach of the private parts. Exists only under `--cfg fuzzing`, which `cargo fuzz` sets,
//! and in tests, so that a change which breaks it doesn't wait for the next fuzzing.

use http::HeaderMap;
pub use http::StatusCode;

use crate::call::Answer;
use crate::call::CallSpan;
use crate::client::Endpoint;
use crate::error::{Earlier, Error};
use crate::model::Decode;
use crate::operation::Operation;
use crate::page::Page;

/// The error of an answer to `GET {path}`, of the template `/v2/Services/{ServiceSid}/Users/{Sid}`.
#[must_use]
pub fn refused(path: &str, status: StatusCode, body: &[u8]) -> Error {
    const OPERATION: &Operation = &Operation::get("FetchUser", "/v2/Services/{ServiceSid}/Users/{Sid}");
    Error::refused_by_api(OPERATION, path, status, HeaderMap::new(), body)
}

/// The URL that would be called next, or why none would.
///
/// # Errors
/// The text of the refusal.
pub fn follow(endpoint: &Endpoint, link: &str) -> Result<Option<String>, String> {
    let target = crate::page::link_target(endpoint, link)?;
    Ok(endpoint.base().url(&target).map(String::from))
}

/// Reads a page whose records stand under `conversations`.
///
/// # Errors
/// It is no page.
pub fn page<T: Decode>(text: &str) -> Result<(Page<T>, Option<String>), Error> {
    const OPERATION: &Operation = &Operation::list("ListConversation", "/v1/Conversations", "conversations", Some(100));
    let (status, headers, text) = (StatusCode::OK, HeaderMap::new(), text.to_owned());
    let (attempts, earlier, span) = (1, Earlier::default(), CallSpan::none());
    let answer = Answer { operation: OPERATION, status, headers, text, attempts, earlier, span };
    crate::page::read_page(answer)
}
