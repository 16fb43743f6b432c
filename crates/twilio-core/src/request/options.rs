//! What a caller sets for one call or one list, besides the operation's inputs.

use std::time::Duration;

use super::continuation::Continuation;
use crate::retry::Policy;

/// Settings of one call, instead of the client's.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) policy: Option<Policy>,
}

/// Settings of one list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListOptions {
    pub(crate) page_size: Option<u32>,
    pub(crate) limit: Option<u64>,
    pub(crate) max_pages: Option<u64>,
    pub(crate) max_unchanged_pages: Option<u32>,
    pub(crate) prefetch: bool,
    pub(crate) resumed: Option<Box<Continuation>>,
}
