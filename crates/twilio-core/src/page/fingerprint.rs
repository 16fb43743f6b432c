//! Tells whether two pages have the same records, without reading them twice.

use std::hash::{DefaultHasher, Hash, Hasher};

/// How much of each end of the records is compared: more than a record's identifiers.
const END: usize = 512;

/// The length and both ends of a page's records, hashed. Pages that differ elsewhere only count as the same, which takes many of them in a row to
/// matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// Of the JSON text of the records.
    pub(super) fn of(records: &str) -> Self {
        let bytes = records.as_bytes();
        let mut hasher = DefaultHasher::new();
        bytes.len().hash(&mut hasher);
        bytes.get(..END).unwrap_or(bytes).hash(&mut hasher);
        bytes.get(bytes.len().saturating_sub(END)..).unwrap_or(bytes).hash(&mut hasher);
        Fingerprint(hasher.finish())
    }
}
