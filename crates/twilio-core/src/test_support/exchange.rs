//! What answers instead of the network, so that tests can pause the clock (which real sockets don't know of).
//!
//! What enters: answers in the order in which requests get them. What leaves: what was sent, and when. Invariants: a request without a scripted
//! answer gets 599; each attempt's timeout holds, as it does on the network.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use crate::auth::Credentials;
use crate::client::Client;
use crate::client::ClientBuilder;
use crate::test_support::product::Chat;
use crate::transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};

/// What happens to one request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: String,
        after: Duration,
        broken: bool,
    },
    /// No connection: nothing is sent.
    NoConnection,
    /// Sent, and then the connection breaks.
    Reset,
    /// Sent, and never answered.
    Silence,
}

impl Step {
    pub(crate) fn answer(status: u16, body: &str) -> Self {
        Step::Answer { status, headers: Vec::new(), body: body.to_owned(), after: Duration::ZERO, broken: false }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Step::Answer { headers, .. } = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        if let Step::Answer { after, .. } = &mut self {
            *after = delay;
        }
        self
    }

    /// The body breaks off.
    pub(crate) fn broken(mut self) -> Self {
        if let Step::Answer { broken, .. } = &mut self {
            *broken = true;
        }
        self
    }
}

/// A request that left.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// Since the exchange was made.
    pub(crate) at: Duration,
}

impl Sent {
    pub(crate) fn authorization(&self) -> Option<&str> {
        self.headers.get("authorization").map(|value| value.to_str().expect("text"))
    }
}

#[derive(Clone)]
pub(crate) struct Exchange(Arc<Inner>);

type Script = dyn FnMut(&Sent) -> Step + Send;

struct Inner {
    begun: Instant,
    script: Mutex<Box<Script>>,
    sent: Mutex<Vec<Sent>>,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Exchange")
    }
}

impl Exchange {
    /// These answers, one after another.
    pub(crate) fn new(script: impl IntoIterator<Item = Step>) -> Self {
        let mut script: VecDeque<Step> = script.into_iter().collect();
        Exchange::by(move |_| script.pop_front().unwrap_or_else(|| Step::answer(599, "no answer is scripted")))
    }

    /// What `script` says to each request.
    pub(crate) fn by(script: impl FnMut(&Sent) -> Step + Send + 'static) -> Self {
        Exchange(Arc::new(Inner {
            begun: Instant::now(),
            script: Mutex::new(Box::new(script)),
            sent: Mutex::default(),
        }))
    }

    /// A client whose network this is, with its policy of retries.
    pub(crate) fn client(&self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let builder = Client::builder().credentials(Credentials::account("AC1", "pa55word")).transport(self.clone());
        change(builder).build().expect("client")
    }

    /// A product of such a client.
    pub(crate) fn chat(&self) -> Chat {
        Chat::with_core(&self.client(|builder| builder)).expect("chat")
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.0.sent.lock().expect("unpoisoned").clone()
    }

    /// When each request left.
    pub(crate) fn times(&self) -> Vec<Duration> {
        self.sent().into_iter().map(|sent| sent.at).collect()
    }

    async fn answer(&self, request: http::Request<Bytes>) -> Result<http::Response<Vec<u8>>, TransportError> {
        let sent = Sent {
            method: request.method().to_string(),
            url: request.uri().to_string(),
            headers: request.headers().clone(),
            body: String::from_utf8_lossy(request.body()).into_owned(),
            at: self.0.begun.elapsed(),
        };
        let step = (self.0.script.lock().expect("unpoisoned"))(&sent);
        if !matches!(step, Step::NoConnection) {
            self.0.sent.lock().expect("unpoisoned").push(sent);
        }
        match step {
            Step::NoConnection => Err(TransportError::new(TransportErrorKind::Connect, "scripted")),
            Step::Reset => Err(TransportError::new(TransportErrorKind::Interrupted, "scripted")),
            Step::Silence => std::future::pending().await,
            Step::Answer { status, headers, body, after, broken } => {
                tokio::time::sleep(after).await;
                let mut response = http::Response::new(body.into_bytes());
                *response.status_mut() = StatusCode::from_u16(status).expect("a status");
                for (name, value) in headers {
                    let value = HeaderValue::from_str(&value).expect("a header");
                    response.headers_mut().append(HeaderName::from_static(name), value);
                }
                match broken {
                    true => {
                        Err(TransportError::new(TransportErrorKind::Interrupted, "scripted").with_received(response))
                    }
                    false => Ok(response),
                }
            }
        }
    }
}

impl Transport for Exchange {
    fn send(&self, request: http::Request<Bytes>, _: Limits) -> TransportFuture<'_> {
        Box::pin(self.answer(request))
    }
}
