//! Every bound that the client keeps, in one place. The page "Limits" of the documentation ([`crate::limits`]) is the table of them for users.

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
/// How long one attempt may take by default.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);
/// How long all attempts of a call may take together by default.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);
/// A write is repeated only if at least this much of the deadline is left for it, or as much as its last attempt took.
pub(crate) const SHORTEST_WRITE: Duration = Duration::from_millis(100);
