//! Where a list stopped, fit to be stored.
//!
//! What enters: the position of a pager. What leaves: a value that serde writes in any format and another process reads. Invariants: it holds no
//! `Authorization`; it names a path behind the base and no host, so that whoever changes a stored one can't send credentials elsewhere.

use std::fmt;

use http::header::HeaderMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::CONTINUATION_BYTES;
use crate::operation::Operation;

/// Where to go on with a list: the page, how many of its records were taken, and how many the limit still allows.
///
/// Serialisable in any format of serde's. Pass it to `resume` of the same list, in this process or another one. It holds the call's headers
/// (without `Authorization`) and names of the path, so treat it as you treat those.
///
/// ```
/// # fn store(_: &str) {}
/// # fn example(pager: &twilio_core::Pager<String>) -> Result<(), serde_json::Error> {
/// if let Some(continuation) = pager.continuation() {
///     store(&serde_json::to_string(&continuation)?);
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Continuation {
    pub(crate) operation: String,
    /// The list's own path, to tell the lists of two services apart.
    pub(crate) path: String,
    /// The page to ask for: path and query, behind the base's prefix.
    pub(crate) target: String,
    /// How many of its records were taken.
    pub(crate) taken: u64,
    /// How many the limit still allows.
    pub(crate) remaining: Option<u64>,
    pub(crate) headers: Vec<(String, String)>,
}

/// What is written, so that a later version can tell.
const VERSION: u8 = 1;
type Stored = (u8, String, String, String, u64, Option<u64>, Vec<(String, String)>);

impl Continuation {
    /// The header parameters of a call.
    pub(crate) fn storable(operation: &Operation, headers: &HeaderMap) -> Vec<(String, String)> {
        let values =
            |name: &&'static str| headers.get_all(*name).iter().map(|value| (*name, value)).collect::<Vec<_>>();
        let stored = operation.headers().iter().flat_map(values);
        stored.filter_map(|(name, value)| Some((name.to_owned(), value.to_str().ok()?.to_owned()))).collect()
    }

    /// Bytes of all parts.
    fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
        self.operation.len() + self.path.len() + self.target.len() + headers
    }
}

impl Serialize for Continuation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Continuation { operation, path, target, taken, remaining, headers } = self;
        (VERSION, operation, path, target, taken, remaining, headers).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Continuation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (version, operation, path, target, taken, remaining, headers): Stored =
            Deserialize::deserialize(deserializer)?;
        if version != VERSION {
            return Err(D::Error::custom("a continuation of a version that this crate doesn't know"));
        }
        let read = Continuation { operation, path, target, taken, remaining, headers };
        if read.size() > CONTINUATION_BYTES {
            return Err(D::Error::custom(format_args!("a continuation of more than {CONTINUATION_BYTES} bytes")));
        }
        Ok(read)
    }
}

impl fmt::Debug for Continuation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The paths hold names of users.
        formatter
            .debug_struct("Continuation")
            .field("operation", &self.operation)
            .field("taken", &self.taken)
            .field("remaining", &self.remaining)
            .finish_non_exhaustive()
    }
}
