//! reqwest's client as a transport.
//!
//! - It follows no redirect. A client of the caller's that follows one is an error that is not repeated.
//! - It asks for no compression unless the feature `gzip` is on.
//! - It has no cookies, and uses the resolved proxies only, whatever features of reqwest other crates of the program enable.

mod builder;
mod tunnel;

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::uri::{Authority, Scheme, Uri};
use reqwest::Url;

use self::builder::Parts;
pub use self::builder::ReqwestTransportBuilder;
use super::bounded::Arrived;
use super::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::transport::body;
use crate::transport::cause;
use crate::transport::proxy::ProxyRules;

/// The default transport: reqwest's client. Cheap to clone; clones share their connections.
///
/// Needs the feature `reqwest`, which is on by default. An application rarely names it: every client makes its own. It is for settings of the
/// connection (proxy, certificates, connect timeout), and for sharing one pool of connections between clients of several accounts.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use std::time::Duration;
/// use twilio_core::{Client, Credentials, transport::{Proxy, ReqwestTransport}};
///
/// let transport = ReqwestTransport::builder()
///     .connect_timeout(Duration::from_secs(3))
///     .proxy(Proxy::new("http://proxy.internal:3128"))
///     .build()?;
/// let client = |sid, token| Client::builder().credentials(Credentials::account(sid, token)).transport(transport.clone()).build();
/// let first = client("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token")?;
/// let second = client("ACYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY", "another token")?;
/// # let _ = (first, second);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Brought by the caller: nothing is known of its settings.
    foreign: bool,
    proxies: Option<Arc<ProxyRules>>,
    /// The first origin that was called, parsed once: a client calls one.
    origin: OnceLock<Origin>,
}

#[derive(Clone)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

impl ReqwestTransport {
    /// A builder with the default settings.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::default()
    }

    /// A client of your own, made with version 0.13 of reqwest. Needs the feature `reqwest-013`.
    ///
    /// It is used unchanged. Make it with the redirect policy `none`, because a redirected response is an error, and set its connect timeout; the
    /// time limits of attempts are still this library's.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use twilio_core::{Client, Credentials, transport::ReqwestTransport};
    ///
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .connect_timeout(std::time::Duration::from_secs(3))
    ///     .build()?;
    /// let client = Client::builder()
    ///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
    ///     .transport(ReqwestTransport::from_client(http))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(()) }
    /// ```
    #[cfg(feature = "reqwest-013")]
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        ReqwestTransport { client, foreign: true, proxies: None, origin: OnceLock::new() }
    }

    fn new(parts: Parts) -> Self {
        let Parts { client, proxies } = parts;
        ReqwestTransport { client, foreign: false, proxies: Some(Arc::new(proxies)), origin: OnceLock::new() }
    }

    /// The request as reqwest's. Made before the future of the exchange, which so holds none of its parts.
    fn prepare(&self, request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        self.check(&head.uri)?;
        let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *request.headers_mut() = head.headers;
        if !body.is_empty() {
            *request.body_mut() = Some(body.into());
        }
        Ok(request)
    }

    /// The host of a request that may go through a proxy's tunnel, and the rules that say so.
    fn tunnel(&self, url: &Url) -> Option<(Arc<ProxyRules>, Uri)> {
        let rules = self.proxies.as_ref().filter(|rules| rules.addresses()[1].is_some())?;
        let host = url.origin().ascii_serialization();
        if url.scheme() == "https" { Some((rules.clone(), host.parse().ok()?)) } else { None }
    }

    /// What can be known before anything is sent.
    fn check(&self, uri: &Uri) -> Result<(), TransportError> {
        let Some(proxies) = &self.proxies else { return Ok(()) };
        if cfg!(not(any(feature = "rustls", feature = "native-tls"))) && uri.scheme() == Some(&Scheme::HTTPS) {
            return Err(TransportError::new(TransportErrorKind::Unsupported, NO_TLS));
        }
        proxies.check(uri)
    }

    /// The same as reqwest's URL, which is parsed for the first origin only. Reading it as a URL must not change its path.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let unusable = || TransportError::new(TransportErrorKind::Unsupported, "the URI can't be read as a URL");
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return Err(unusable()) };
        if *scheme != Scheme::HTTP && *scheme != Scheme::HTTPS {
            return Err(unusable());
        }
        let parse = || Url::parse(&format!("{scheme}://{authority}/")).map_err(|_| unusable());
        let mut url = match self.origin.get() {
            Some(origin) if origin.scheme == *scheme && origin.authority == *authority => origin.url.clone(),
            Some(_) => parse()?,
            None => {
                let url = parse()?;
                let (scheme, authority) = (scheme.clone(), authority.clone());
                self.origin.get_or_init(|| Origin { scheme, authority, url: url.clone() });
                url
            }
        };
        url.set_path(uri.path());
        url.set_query(uri.query());
        if url.path() != uri.path() { Err(unusable()) } else { Ok(url) }
    }
}

const FOLLOWED_REDIRECT: &str = "the HTTP client that was passed in follows redirects; make it with the policy `none`";
const NO_TLS: &str =
    "this build has no TLS; enable the feature `rustls` or `native-tls`, or pass a transport that has it";

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        match self.prepare(request) {
            Ok(request) => {
                let called = self.foreign.then(|| request.url().clone());
                let through = self.tunnel(request.url());
                let exchange = exchange(self.client.execute(request), called, limits);
                match through {
                    Some((rules, host)) => Box::pin(through_tunnel(exchange, rules, host, limits)),
                    None => Box::pin(exchange),
                }
            }
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn keeps_deadline(&self) -> bool {
        true
    }
}

async fn exchange(
    sending: impl Future<Output = Result<reqwest::Response, reqwest::Error>>,
    called: Option<Url>,
    limits: Limits,
) -> Result<http::Response<Vec<u8>>, TransportError> {
    let mut arrived = Arrived::default();
    let end = {
        let work = pin!(async {
            let mut response = sending.await.map_err(failure)?;
            // Ours follows none. A client of the caller's may, and then it sent the request, credentials included, where a response said.
            if called.is_some_and(|called| called != *response.url()) {
                return Err(TransportError::new(TransportErrorKind::Interrupted, FOLLOWED_REDIRECT).with_permanent());
            }
            let mut head = http::Response::new(Vec::new());
            *head.status_mut() = response.status();
            *head.headers_mut() = std::mem::take(response.headers_mut());
            let limit = limits.body(head.status());
            read_body(&mut response, limit, arrived.head(head)).await
        });
        limits.run(work).await
    };
    arrived.end(end, limits)
}

/// Adds the status of the proxy to the failure of a tunnel that it did not open.
async fn through_tunnel(
    exchange: impl Future<Output = Result<http::Response<Vec<u8>>, TransportError>>,
    rules: Arc<ProxyRules>,
    host: Uri,
    limits: Limits,
) -> Result<http::Response<Vec<u8>>, TransportError> {
    let error = match exchange.await {
        Err(error) if cause::is_unopened_tunnel(&error) => error,
        end => return end,
    };
    let Some(proxy) = rules.matcher().intercept(&host) else { return Err(error) };
    let status = limits.run(tunnel::refusal(&proxy, &host)).await.flatten();
    Err(status.map_or(error, |status| cause::failure(cause::ProxyResponse(status), true, false)))
}

/// By the client's own method: what it gives as an `http::Response` has its body in one more box.
async fn read_body(
    response: &mut reqwest::Response,
    limit: usize,
    received: &mut Vec<u8>,
) -> Result<(), TransportError> {
    body::reserve(received, response.content_length().unwrap_or(0), limit);
    loop {
        match response.chunk().await {
            Ok(Some(part)) => body::append(received, &part, limit)?,
            Ok(None) => return Ok(()),
            // The head has arrived, so something was sent, whatever reqwest calls the error.
            Err(error) if error.is_timeout() => {
                let error = error.without_url();
                return Err(TransportError::new(TransportErrorKind::Timeout, error));
            }
            Err(error) => return Err(TransportError::new(TransportErrorKind::Interrupted, error.without_url())),
        }
    }
}

fn failure(error: reqwest::Error) -> TransportError {
    let (connect, timed_out, redirect) = (error.is_connect(), error.is_timeout(), error.is_redirect());
    let failure = cause::failure(error.without_url(), connect, timed_out);
    if redirect { failure.with_permanent() } else { failure }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // reqwest's own prints default headers and proxies, which may contain passwords.
        formatter.debug_struct("ReqwestTransport").field("foreign", &self.foreign).finish_non_exhaustive()
    }
}
