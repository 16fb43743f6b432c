//! The HTTP client behind an opaque type.
//!
//! What enters: our settings, or a client that the user made, behind a feature that names the library's major version. What leaves: something
//! that sends. Invariant: ours follows no redirect, asks for no compression but behind `gzip`, keeps no cookies, and obeys no proxy but the
//! resolved ones, whatever features other crates of the program switch on.

use std::fmt;
use std::time::Duration;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use super::Certificate;
use crate::error::Error;

/// How long an unused connection is kept: less than the 60 seconds after which load balancers usually close it, so that no request meets a
/// connection that is being closed. A `POST` that does is an error that nobody may repeat.
const IDLE: Duration = Duration::from_secs(50);
/// How soon a silent HTTP/2 connection with calls in flight is asked whether it is alive, and how long it may take to say so. Without it, each
/// call over a dead one lasts until its own timeout.
const HTTP2_PING: Duration = Duration::from_secs(15);
const HTTP2_PONG: Duration = Duration::from_secs(10);

/// A pool of connections. Cheap to clone; clones share their connections.
///
/// An application rarely needs one: every client makes its own. It is for sharing one pool between clients of several accounts, and for bringing
/// a client that was configured elsewhere. For the latter, the feature `reqwest-013` adds `From<reqwest::Client>`, for version 0.13 of that
/// library. A client that is brought is used as it is: make it with the redirect policy `none` (an answer that was redirected is an error),
/// and set its connect timeout; the timeout of calls is still this library's.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Client, Credentials};
///
/// let first = Client::new(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))?;
/// let second = Client::builder()
///     .credentials(Credentials::account("ACYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY", "another token"))
///     .http_client(first.http_client())
///     .build()?;
/// # let _ = second;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct HttpClient {
    client: reqwest::Client,
    /// Made elsewhere: nothing is known of its settings.
    foreign: bool,
}

impl HttpClient {
    pub(super) fn new(
        connect_timeout: Duration,
        proxies: Vec<reqwest::Proxy>,
        #[cfg(any(feature = "rustls", feature = "native-tls"))] root_certificates: Vec<Certificate>,
    ) -> Result<Self, Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .connect_timeout(connect_timeout)
            .tcp_nodelay(true)
            .pool_idle_timeout(IDLE)
            .http2_keep_alive_interval(HTTP2_PING)
            .http2_keep_alive_timeout(HTTP2_PONG);
        #[cfg(not(feature = "gzip"))]
        {
            builder = builder.no_gzip();
        }
        // Whoever adds native TLS asks for it by name, while rustls is on unless it is switched off.
        #[cfg(feature = "native-tls")]
        {
            builder = builder.tls_backend_native();
        }
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        {
            builder = builder.tls_backend_rustls();
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        if !root_certificates.is_empty() {
            builder = builder.tls_certs_merge(root_certificates.into_iter().flat_map(Certificate::into_inner));
        }
        for proxy in proxies {
            builder = builder.proxy(proxy);
        }
        let client = builder.build().map_err(|error| {
            Error::config_with_source("the HTTP client can't be made", Box::new(error.without_url()))
        })?;
        Ok(HttpClient { client, foreign: false })
    }

    pub(super) fn inner(&self) -> &reqwest::Client {
        &self.client
    }

    pub(super) fn is_foreign(&self) -> bool {
        self.foreign
    }

    /// Whether a base of this scheme can be called: this library may have been built without TLS, a client that was brought has its own.
    pub(crate) fn can_call(&self, scheme_is_https: bool) -> bool {
        cfg!(any(feature = "rustls", feature = "native-tls")) || self.foreign || !scheme_is_https
    }
}

/// A client made with version 0.13 of the library, with settings that this crate doesn't offer.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::{Client, Credentials};
///
/// let http = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .connect_timeout(std::time::Duration::from_secs(3))
///     .build()?;
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .http_client(http)
///     .build()?;
/// # let _ = client;
/// # Ok(()) }
/// ```
#[cfg(feature = "reqwest-013")]
impl From<reqwest::Client> for HttpClient {
    fn from(client: reqwest::Client) -> Self {
        HttpClient { client, foreign: true }
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The library's own prints default headers and proxies, which may hold passwords.
        formatter.debug_struct("HttpClient").field("foreign", &self.foreign).finish_non_exhaustive()
    }
}
