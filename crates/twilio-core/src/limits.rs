//! The bounds that the client keeps, whatever a server sends.
//!
//! | bound | default | why | how to change it | the error says |
//! |---|---|---|---|---|
//! | body of a success | 40 MiB, decompressed | a page of 1,000 records with attributes of 32 KiB each fits | [`ClientBuilder::max_body_bytes`](crate::ClientBuilder::max_body_bytes) | kind `Decode`: "the body is longer than … bytes" |
//! | body of a failure | 64 KiB, of which [`Error::body_prefix`](crate::Error::body_prefix) keeps 2 KiB | a proxy's page of HTML is not read to its end | fixed | the error of its status |
//! | text of Twilio's message in `Display` | 500 characters, one line | logs | fixed; [`ApiError::message`](crate::ApiError) has all of it | – |
//! | nesting of JSON | 128 values | a deeper document would need a stack of its own | fixed | kind `Decode`: "expected at most 128 values within each other" |
//! | elements of an array in a record | 100,000 | an element of three bytes takes up to some hundred in memory | fixed | kind `Decode`: "expected at most 100000 elements in an array" |
//! | records of a page | 10,000 | ten times the largest page of any list | fixed | kind `Decode`: "expected at most 10000 records in a page" |
//! | pages that bring nothing new, in a row | 50 | endless links would never return | `with_max_unchanged_pages` of a list | kind `Paging`: "50 pages in a row brought nothing new"; the continuation leads to the next page |
//! | pages of a list | none | a list has as many as it has | `with_max_pages`, `limit` of a list | the stream ends; its continuation says whether there is more |
//! | a page twice | never | records would be repeated or lost | fixed | kind `Paging`: "leads to a page that was read already" |
//! | establishing a connection | 10 s | – | `connect_timeout` of the transport's builder | kind `Connect`: "no connection to … in time" |
//! | one attempt, to the last byte of its response | 30 s | – | [`ClientBuilder::timeout`](crate::ClientBuilder::timeout), `with_timeout` | kind `Timeout`: "the time limit is 30s" |
//! | all attempts of a call, for a list of each page | 60 s, or the timeout if that is longer | – | [`ClientBuilder::deadline`](crate::ClientBuilder::deadline), `with_deadline` | the last attempt's error |
//! | attempts of a call, those that were answered 429 not counted | 4 | – | [`Backoff::max_attempts`](crate::Backoff::max_attempts) | the last attempt's error, "after 4 attempts" |
//! | attempts that were answered 429 | until the deadline | the request was not processed, and will be in time | the deadline; a [`RetryPolicy`](crate::RetryPolicy) of your own | the last attempt's error, "not repeated: …" |
//! | retries of all calls to a host | 100 in advance, one more for each response that is no server error, 10 a second | a failing host is not called four times as often | a [`RetryPolicy`](crate::RetryPolicy) can't | the last attempt's error, "not repeated: …" |
//! | attempts in flight | none | a server's limit is found by its 429 | [`ClientBuilder::max_in_flight`](crate::ClientBuilder::max_in_flight) | kind `Timeout`: "not sent in time" |
//! | what is left of the deadline for repeating a write, or any call after a 429 | what the last attempt took, at least 100 ms | a write without time for its response may be done without anybody knowing | fixed | the last attempt's error |
//! | a stored continuation | 64 KiB | what is stored outside is input | fixed | serde's error: "a continuation of more than 65536 bytes" |
//! | headers in a continuation | the header parameters of its operation | connection headers and credentials must not come from a file | fixed | kind `Paging`: "the continuation is damaged" |
//! | a token response | 64 KiB | a token has a few kilobytes | fixed | kind `Token`: "the body is longer than 65536 bytes" |
//! | headers of a response | 100 lines or 16 KiB to 400 KiB, by the HTTP library | – | a transport of your own | kind `Transport` |
//!
//! Memory of a response: the body as it was received, and its decoded form. A record takes a few hundred bytes besides its strings, so a page takes
//! at most 10,000 of these and twice its bytes. The body is kept beside the model, for [`Response::text`](crate::Response::text).
//!
//! ```
//! use std::time::Duration;
//! use twilio_core::{Backoff, Client};
//!
//! let narrow = Client::builder()
//!     .max_body_bytes(1024 * 1024)
//!     .timeout(Duration::from_secs(5))
//!     .deadline(Duration::from_secs(20))
//!     .retry(Backoff::new().max_attempts(2));
//! # let _ = narrow;
//! ```

use std::time::Duration;

/// How deep JSON values may be nested; the same bound as serde_json's.
pub(crate) const JSON_DEPTH: u32 = 128;
/// Elements of one array in a record. An element of a few bytes takes up to some hundred in memory.
pub(crate) const ARRAY_ELEMENTS: usize = 100_000;
/// Records of one page: ten times the largest page that any list returns.
pub(crate) const PAGE_RECORDS: usize = 10_000;
/// Pages in a row that bring nothing new: without records, or with the same ones as the page before.
pub(crate) const UNCHANGED_PAGES: u32 = 50;
/// The largest body of a success that is read by default: a page of 1,000 records with attributes of 32 KiB each fits.
pub(crate) const SUCCESS_BODY: usize = 40 * 1024 * 1024;
/// The largest body of a failure that is read. Only its first part is kept.
pub(crate) const ERROR_BODY: usize = 64 * 1024;
/// The first part of a failure's body, in bytes, that an error keeps.
pub(crate) const ERROR_BODY_KEPT: usize = 2048;
/// The characters of Twilio's message that an error shows.
pub(crate) const MESSAGE_SHOWN: usize = 500;
/// The largest body of a token response.
#[cfg(feature = "oauth")]
pub(crate) const TOKEN_BODY: usize = 64 * 1024;
/// The largest continuation that is read back, in bytes of its parts.
pub(crate) const CONTINUATION_BYTES: usize = 64 * 1024;
/// Retries that a host gets in advance; each response that is no server error gives one back.
pub(crate) const RETRY_BUDGET: u32 = 100;
/// Retries that a host gets each second, whatever it responds.
pub(crate) const RETRY_BUDGET_PER_SECOND: u32 = 10;
/// How long one attempt may take by default.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);
/// How long all attempts of a call may take together by default.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);
/// A write, and any call after a 429, is repeated only if at least this much of the deadline is left, or as much as the last attempt took.
pub(crate) const SHORTEST_REPEAT: Duration = Duration::from_millis(100);
