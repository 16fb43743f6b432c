//! The transport of a client that was given none.

use std::sync::Arc;

#[cfg(feature = "reqwest")]
use super::ReqwestTransport;
use super::Transport;
use crate::config::environment::Lookup;
use crate::error::Error;

/// The first one of the features that are on.
pub(crate) fn default_transport(lookup: Lookup<'_>) -> Result<Arc<dyn Transport>, Error> {
    #[cfg(feature = "reqwest")]
    {
        ReqwestTransport::builder().build_with(lookup).map(|transport| Arc::new(transport) as Arc<dyn Transport>)
    }
    #[cfg(not(feature = "reqwest"))]
    {
        let _ = lookup;
        Err(Error::config(
            "this build has no HTTP client; enable the feature `reqwest` or `hyper`, or pass one with `ClientBuilder::transport`",
        ))
    }
}
