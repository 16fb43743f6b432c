//! How connections are kept, whatever the HTTP client.

use std::time::Duration;

/// How long establishing a connection may take by default.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an unused connection is kept: less than the 60 seconds after which load balancers usually close it, so that no request meets a
/// connection that is being closed. A `POST` that does is an error that nobody may repeat.
pub(super) const IDLE: Duration = Duration::from_secs(50);
/// After how long a silent HTTP/2 connection with requests in flight is sent a ping, and how long its reply may take. Otherwise each request over a
/// dead connection lasts until its own time limit.
pub(super) const HTTP2_PING: Duration = Duration::from_secs(15);
pub(super) const HTTP2_PONG: Duration = Duration::from_secs(10);
/// After how long a silent TCP connection is probed, how long after that again, and how often. These are reqwest's.
#[cfg(feature = "hyper")]
pub(super) const TCP_KEEPALIVE: Duration = Duration::from_secs(15);
#[cfg(feature = "hyper")]
pub(super) const TCP_KEEPALIVE_PROBES: u32 = 3;
/// How long sent bytes may stay without an acknowledgement before the connection counts as broken (Linux). It is reqwest's.
#[cfg(all(feature = "hyper", any(target_os = "android", target_os = "fuchsia", target_os = "linux")))]
pub(super) const TCP_USER_TIMEOUT: Duration = Duration::from_secs(30);
