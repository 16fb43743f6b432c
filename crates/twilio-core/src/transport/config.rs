//! How the transport is made.
//!
//! What enters: what the builder was told, each setting optional. What leaves: an [`HttpClient`]. Invariant: a client that was brought is used as
//! it is; a setting beside it that only its maker could honour is an error and never ignored.

use std::time::Duration;

use crate::config::environment::Lookup;
use crate::error::Error;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use super::Certificate;
use super::{HttpClient, Proxy};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the builder was told.
#[derive(Clone, Debug, Default)]
pub(crate) struct TransportSettings {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) proxy: Option<Proxy>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) root_certificates: Vec<Certificate>,
    pub(crate) http_client: Option<HttpClient>,
}

impl TransportSettings {
    /// The first setting that a client which exists already can't take any more.
    fn of_a_new_client(&self) -> Option<&'static str> {
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        if !self.root_certificates.is_empty() {
            return Some("root_certificate");
        }
        match (self.connect_timeout, &self.proxy) {
            (Some(_), _) => Some("connect_timeout"),
            (None, Some(_)) => Some("proxy"),
            (None, None) => None,
        }
    }

    pub(super) fn into_http_client(self, lookup: Lookup<'_>) -> Result<HttpClient, Error> {
        if let (Some(_), Some(setting)) = (&self.http_client, self.of_a_new_client()) {
            return Err(Error::config(format!(
                "{setting} is set beside an HTTP client that exists already; set it where that one is made"
            )));
        }
        match self.http_client {
            Some(brought) => Ok(brought),
            None => HttpClient::new(
                self.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
                super::proxy::resolve(self.proxy.as_ref(), lookup)?,
                #[cfg(any(feature = "rustls", feature = "native-tls"))]
                self.root_certificates,
            ),
        }
    }
}
