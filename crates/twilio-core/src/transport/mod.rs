//! The network, behind one trait: a [`Transport`] sends one HTTP request and returns one bounded response.
//!
//! Everything else is done above it and holds for every transport: credentials, OAuth's token requests, retries, deadlines, limits, paging and
//! telemetry. A transport owns its connections: pool, TLS, HTTP version, proxies, the connect timeout.
//!
//! | transport | feature | what it is |
//! |---|---|---|
//! | [`ReqwestTransport`] | `reqwest` (default) | reqwest's client, made with our settings or brought by you |
//! | `HyperTransport` | `hyper` | hyper-util's pooled client over rustls: fewer crates, less CPU |
//! | `TowerTransport` | `tower` | any `tower::Service` of `http` requests |
//! | [`transport_fn`] | always | a closure |
//!
//! A client is built with the first one that its features have, or with the one passed to
//! [`ClientBuilder::transport`](crate::ClientBuilder::transport).
//!
//! # Writing a transport
//!
//! - Send the request as it is, once: its method, URI, headers and body. Add no credentials, and don't follow redirects: a 3xx is a response.
//! - Don't repeat a request that the server may have processed.
//! - Return every response, whatever its status. A [`TransportError`] means that there is no complete response; choose its kind by what it
//!   says about the request.
//! - Return the body decompressed, or ask for no compression.
//! - Read the body to the end. The client cuts what is over the limit, and ends what takes too long, unless the transport
//!   [keeps the deadline](Transport::keeps_deadline) by itself.
//! - Put neither URL nor credentials into errors or logs.
//!
//! ```
//! use std::sync::atomic::{AtomicU64, Ordering};
//! use bytes::Bytes;
//! use twilio_core::transport::{Limits, Transport, TransportFuture};
//!
//! /// Counts the attempts that pass through it.
//! #[derive(Debug)]
//! struct Counted<T> {
//!     inner: T,
//!     attempts: AtomicU64,
//! }
//!
//! impl<T: Transport> Transport for Counted<T> {
//!     fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
//!         self.attempts.fetch_add(1, Ordering::Relaxed);
//!         self.inner.send(request, limits)
//!     }
//! }
//! ```

#[cfg(any(feature = "reqwest", feature = "hyper", feature = "tower"))]
mod body;
mod bounded;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod cause;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod certificate;
mod default;
mod from_fn;
#[cfg(feature = "hyper")]
mod hyper;
mod limits;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod settings;
#[cfg(all(test, any(feature = "reqwest", feature = "hyper")))]
mod tests;
#[cfg(feature = "tower")]
mod tower;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

#[cfg(feature = "testing")]
use crate::clock::TestClock;

#[cfg(feature = "hyper")]
pub use self::hyper::{HyperTransport, HyperTransportBuilder};
#[cfg(feature = "reqwest")]
pub use self::reqwest::{ReqwestTransport, ReqwestTransportBuilder};
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;
pub use crate::error::{TransportError, TransportErrorKind};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use certificate::Certificate;
pub use from_fn::{FnTransport, transport_fn};
pub use limits::Limits;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub use proxy::Proxy;

pub(crate) use bounded::bounded;
pub(crate) use default::default_transport;

/// The proxies that variables of the environment set, for the fuzz targets.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) fn proxy_rules(lookup: crate::config::environment::Lookup<'_>) -> proxy::ProxyRules {
    proxy::ProxyRules::from_environment(lookup)
}

/// The response of a [`Transport`], or why there is none.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Vec<u8>>, TransportError>> + Send + 'a>>;

/// Sends one HTTP request and returns one bounded response. See the [module](crate::transport) for what an implementation has to do.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Client, Credentials, transport::transport_fn};
///
/// let offline = transport_fn(|_request, _limits| async { Ok(http::Response::new(b"{}".to_vec())) });
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .transport(offline)
///     .build()?;
/// # let _ = client;
/// # Ok(()) }
/// ```
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends the request and reads its response to the end.
    ///
    /// # Errors
    /// [`TransportError`] when there is no complete response within `limits`.
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_>;

    /// Whether `send` ends by itself when the deadline of its limits has passed; then the client needs no timer of its own. Default: `false`.
    ///
    /// Return `true` only if nothing in `send` can wait past [`Limits::deadline`], reading the body included.
    ///
    /// ```
    /// use twilio_core::transport::{Transport, transport_fn};
    ///
    /// let closure = transport_fn(|_request, _limits| async { Ok(http::Response::new(Vec::new())) });
    /// assert!(!closure.keeps_deadline());
    /// ```
    fn keeps_deadline(&self) -> bool {
        false
    }

    /// The clock that a client of this transport waits by; `None`: tokio's. A transport around another one returns that one's, so that the
    /// client of a wrapped [`MockTransport`](crate::testing::MockTransport) pauses no more than that of the mock itself. Feature `testing`.
    ///
    /// ```
    /// use twilio_core::testing::{MockTransport, Recorder};
    /// use twilio_core::transport::Transport;
    ///
    /// let recorder = Recorder::new(MockTransport::new());
    /// assert!(recorder.clock().is_some());
    /// ```
    #[cfg(feature = "testing")]
    fn clock(&self) -> Option<TestClock> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        (**self).send(request, limits)
    }

    fn keeps_deadline(&self) -> bool {
        (**self).keeps_deadline()
    }

    #[cfg(feature = "testing")]
    fn clock(&self) -> Option<TestClock> {
        (**self).clock()
    }
}
