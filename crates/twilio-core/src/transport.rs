//! The only file that names the HTTP client.
//!
//! What enters: method, URL, headers, body, timeout. What leaves: status, headers and a body of bounded length, or a [`Failure`] that says
//! whether anything may have been sent. Invariants: no redirect is followed (a redirect would carry credentials to where the answer says),
//! nothing is decompressed, and no failure repeats the URL, which holds names of users.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::error::{BoxedSource, Error};

/// How the transport is made.
#[derive(Clone, Debug)]
pub(crate) struct TransportConfig {
    pub(crate) connect_timeout: Duration,
}

/// What is shared by all clones of a client: the connection pool.
#[derive(Clone)]
pub(crate) struct Transport {
    client: reqwest::Client,
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
    pub(crate) source: BoxedSource,
}

/// The largest body of a failure that is read. Only its first part is kept.
const FAILURE_BODY_LIMIT: usize = 64 * 1024;
/// What a `Content-Length` alone, which anybody can claim, makes us reserve at most.
const RESERVE_LIMIT: u64 = 1024 * 1024;

impl Transport {
    pub(crate) fn new(config: &TransportConfig) -> Result<Self, Error> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(config.connect_timeout)
            .build()
            .map_err(|error| {
                Error::config_with_source("the HTTP client can't be made", Box::new(error.without_url()))
            })?;
        Ok(Transport { client })
    }

    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        *request.body_mut() = outgoing.body.map(Into::into);
        *request.timeout_mut() = Some(outgoing.timeout);
        let body_limit = outgoing.body_limit;
        let mut response = self.client.execute(request).await.map_err(Failure::from)?;

        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let limit = if status.is_success() { body_limit } else { FAILURE_BODY_LIMIT };
        let (body, end) = read_body(&mut response, limit).await;
        Ok(Incoming { status, headers, body, end })
    }
}

async fn read_body(response: &mut reqwest::Response, limit: usize) -> (Vec<u8>, BodyEnd) {
    let announced = response.content_length().unwrap_or(0).min(RESERVE_LIMIT).min(limit as u64);
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => {
                body.extend_from_slice(&chunk[..limit - body.len()]);
                return (body, BodyEnd::OverLimit(limit));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return (body, BodyEnd::Complete),
            // The head has arrived, so this is no failure to connect whatever the client calls it.
            Err(error) => return (body, BodyEnd::Failed(Failure { connected: true, ..Failure::from(error) })),
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Failure { connected: !error.is_connect(), timed_out: error.is_timeout(), source: Box::new(error.without_url()) }
    }
}

#[cfg(test)]
mod tests;
