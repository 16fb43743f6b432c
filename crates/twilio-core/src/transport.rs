//! The only folder that names the HTTP client.
//!
//! What enters: method, URL, headers, body, timeout. What leaves: status, headers and a body of bounded length, or a [`Failure`] that says
//! whether anything may have been sent. Invariants: no redirect is followed (a redirect would carry credentials to where the answer says),
//! nothing is decompressed unless the feature `gzip` asks for it, and no failure repeats the URL, which holds names of users.

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod certificate;
mod config;
mod http_client;
mod proxy;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::error::{BoxedSource, Error};

#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use certificate::Certificate;
pub(crate) use config::TransportSettings;
pub use http_client::HttpClient;
pub use proxy::Proxy;

/// What is shared by all clones of a client: the connection pool.
#[derive(Clone)]
pub(crate) struct Transport {
    http: HttpClient,
}

/// One attempt.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// For the whole attempt: connecting, sending, and reading the answer to its end.
    pub(crate) timeout: Duration,
    /// The largest body of a success that is read.
    pub(crate) body_limit: usize,
}

/// An answer whose head arrived.
pub(crate) struct Incoming {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) end: BodyEnd,
}

/// How reading the body ended.
pub(crate) enum BodyEnd {
    Complete,
    /// It is longer than we read.
    OverLimit(usize),
    Failed(Failure),
}

/// No answer, or no complete one.
pub(crate) struct Failure {
    /// `false`: no connection came about, so nothing was sent.
    pub(crate) connected: bool,
    pub(crate) timed_out: bool,
    /// The next attempt would end the same way.
    pub(crate) permanent: bool,
    pub(crate) source: BoxedSource,
}

/// The largest body of a failure that is read. Only its first part is kept.
const FAILURE_BODY_LIMIT: usize = 64 * 1024;
/// What a `Content-Length` alone, which anybody can claim, makes us reserve at most.
const RESERVE_LIMIT: u64 = 1024 * 1024;

impl Transport {
    pub(crate) fn new(
        settings: TransportSettings,
        lookup: crate::config::environment::Lookup<'_>,
    ) -> Result<Self, Error> {
        Ok(Transport { http: settings.into_http_client(lookup)? })
    }

    pub(crate) fn http_client(&self) -> &HttpClient {
        &self.http
    }

    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        let called = self.http.is_foreign().then(|| outgoing.url.clone());
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        *request.body_mut() = outgoing.body.map(Into::into);
        *request.timeout_mut() = Some(outgoing.timeout);
        let body_limit = outgoing.body_limit;
        let mut response = self.http.inner().execute(request).await.map_err(Failure::of)?;
        // Ours follows none. One that was brought may, and then it sent the call, credentials included, where an answer said.
        if called.is_some_and(|called| called != *response.url()) {
            return Err(Failure {
                connected: true,
                timed_out: false,
                permanent: true,
                source: FOLLOWED_REDIRECT.into(),
            });
        }

        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let limit = if status.is_success() { body_limit } else { FAILURE_BODY_LIMIT };
        let (body, end) = read_body(&mut response, limit).await;
        Ok(Incoming { status, headers, body, end })
    }
}

const FOLLOWED_REDIRECT: &str = "the HTTP client that was passed in follows redirects; make it with the policy `none`";

async fn read_body(response: &mut reqwest::Response, limit: usize) -> (Vec<u8>, BodyEnd) {
    let announced = response.content_length().unwrap_or(0).min(RESERVE_LIMIT).min(limit as u64);
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if chunk.len() > limit - body.len() => {
                body.extend_from_slice(&chunk[..limit - body.len()]);
                return (body, BodyEnd::OverLimit(limit));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return (body, BodyEnd::Complete),
            // The head has arrived, so this is no failure to connect whatever the client calls it.
            Err(error) => return (body, BodyEnd::Failed(Failure { connected: true, ..Failure::of(error) })),
        }
    }
}

impl Failure {
    fn of(error: reqwest::Error) -> Self {
        Failure {
            connected: !error.is_connect(),
            timed_out: error.is_timeout(),
            permanent: error.is_redirect(),
            source: Box::new(error.without_url()),
        }
    }
}

#[cfg(test)]
mod tests;
