//! What fetching credentials may use of the client.

use std::time::Duration;

use http::HeaderValue;

use crate::clock::Clock;
use crate::transport::Transport;

/// The network for a request that fetches an access token: the client's own, without its credentials.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "oauth"), expect(dead_code, reason = "nothing else fetches a token"))]
pub(crate) struct TokenCall<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) user_agent: &'a HeaderValue,
    pub(crate) clock: &'a Clock,
    /// How long the request may take.
    pub(crate) timeout: Duration,
}
