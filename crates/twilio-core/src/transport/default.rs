//! The transport of a client that was given none.

use std::sync::Arc;

use super::Transport;
use crate::config::environment::Lookup;
use crate::error::Error;

/// The first transport of the features that are on: reqwest's, else hyper's.
#[cfg(feature = "reqwest")]
pub(crate) fn default_transport(lookup: Lookup<'_>) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(super::ReqwestTransport::builder().build_with(lookup)?))
}

/// The first transport of the features that are on: hyper's.
#[cfg(all(feature = "hyper", not(feature = "reqwest")))]
pub(crate) fn default_transport(lookup: Lookup<'_>) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(super::HyperTransport::builder().build_with(lookup)?))
}

/// An error that says what to enable.
#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
pub(crate) fn default_transport(_: Lookup<'_>) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config(
        "this build has no HTTP client; enable the feature `reqwest` or `hyper`, or pass one with `ClientBuilder::transport`",
    ))
}
