//! hyper-util's pooled client over rustls as a transport.
//!
//! - It follows no redirect, asks for no compression, and has no cookies.
//! - It repeats a request only where a kept connection closed before any of it was written; what a server refused is for the client to repeat.

mod builder;
mod connector;
mod tunnel;

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use http::header::PROXY_AUTHORIZATION;
use http::uri::{Scheme, Uri};
use http_body_util::Full;
use hyper_util::client::legacy::{self, Client};
use hyper_util::client::proxy::matcher::Matcher;

pub use self::builder::HyperTransportBuilder;
use self::connector::Connector;
use super::bounded::Arrived;
use super::proxy::ProxyRules;
use super::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::transport::body;
use crate::transport::cause;

/// hyper-util's pooled client, with TLS by rustls, over HTTP/1.1 and HTTP/2: fewer crates and less work per call than with reqwest. Cheap to
/// clone; clones share their connections.
///
/// Needs the feature `hyper`. Its settings, its trust in certificates and its errors are those of `ReqwestTransport`. Without the feature
/// `reqwest`, every client makes one of these by default.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use std::time::Duration;
/// use twilio_core::{Client, Credentials, transport::{HyperTransport, Proxy}};
///
/// let transport = HyperTransport::builder()
///     .connect_timeout(Duration::from_secs(3))
///     .proxy(Proxy::new("http://proxy.internal:3128"))
///     .build()?;
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .transport(transport)
///     .build()?;
/// # let _ = client;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<Connector, Full<Bytes>>,
    proxies: Arc<ProxyRules>,
    /// Which proxy is for a request; `None` where there is no proxy at all.
    matcher: Option<Arc<Matcher>>,
}

impl HyperTransport {
    /// A builder with the default settings.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::default()
    }

    /// What can be known before anything is sent.
    fn check(&self, uri: &Uri) -> Result<(), TransportError> {
        let is_http = uri.scheme().is_some_and(|scheme| *scheme == Scheme::HTTP || *scheme == Scheme::HTTPS);
        if !is_http || uri.authority().is_none() {
            let problem = "the URI needs the scheme http or https, and a host";
            return Err(TransportError::new(TransportErrorKind::Unsupported, problem));
        }
        self.proxies.check(uri)
    }

    /// An `http` request is sent to the proxy itself. For `https` the credentials of the proxy are in the request for a tunnel.
    fn authorize_at_proxy(&self, request: &mut http::Request<Full<Bytes>>) {
        let Some(matcher) = &self.matcher else { return };
        if request.uri().scheme() != Some(&Scheme::HTTP) {
            return;
        }
        let proxy = matcher.intercept(request.uri());
        if let Some(authorization) = proxy.as_ref().and_then(|proxy| proxy.basic_auth()) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, authorization.clone());
        }
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        let mut request = request.map(Full::new);
        if let Err(error) = self.check(request.uri()) {
            return Box::pin(std::future::ready(Err(error)));
        }
        self.authorize_at_proxy(&mut request);
        Box::pin(exchange(self.client.request(request), limits))
    }

    fn keeps_deadline(&self) -> bool {
        true
    }
}

async fn exchange(sending: legacy::ResponseFuture, limits: Limits) -> Result<http::Response<Vec<u8>>, TransportError> {
    let mut arrived = Arrived::default();
    let end = {
        let work = pin!(async {
            let (mut head, incoming) = sending.await.map_err(failure)?.into_parts();
            // What the client keeps there for itself.
            head.extensions.clear();
            let limit = limits.body(head.status);
            let received = arrived.head(http::Response::from_parts(head, Vec::new()));
            body::read(incoming, limit, received, body_failure).await
        });
        limits.run(work).await
    };
    arrived.end(end, limits)
}

fn failure(error: legacy::Error) -> TransportError {
    let timed_out = cause::is_timed_out(&error);
    // An error that knows no connection is from before there was one that took the request.
    let nothing_sent = error.connect_info().is_none() || cause::is_canceled(&error);
    cause::failure(error, nothing_sent, timed_out)
}

/// The head has arrived, so something was sent.
fn body_failure(error: hyper::Error) -> TransportError {
    let kind = if error.is_timeout() { TransportErrorKind::Timeout } else { TransportErrorKind::Interrupted };
    TransportError::new(kind, error)
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client's own prints nothing of use; proxies may contain passwords.
        formatter.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::HyperTransport;
    use crate::transport::Proxy;

    #[test]
    fn debug_of_the_transports_settings_shows_no_secret() {
        let builder = HyperTransport::builder().proxy(Proxy::new("http://user:s3cr3t@proxy.test"));
        let text = format!("{builder:?} {:?}", builder.clone().build().expect("a transport"));
        assert!(!text.contains("s3cr3t"), "{text}");
    }
}
