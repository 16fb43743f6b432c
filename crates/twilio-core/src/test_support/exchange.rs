//! What answers instead of the network, so that tests can pause the clock (which real sockets don't know of).
//!
//! What enters: answers in the order in which requests get them. What leaves: what was sent, and when. Invariants: a request without a scripted
//! answer gets 599; each attempt's timeout holds, as it does on the network.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use crate::auth::Credentials;
use crate::client::Client;
use crate::client::ClientBuilder;
use crate::config::environment::Lookup;
use crate::error::Error;
use crate::test_support::product::Chat;
use crate::transport::{BodyEnd, Failure, Incoming, Outgoing, Transport, TransportSettings};

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
        let builder = Client::builder().credentials(Credentials::account("AC1", "pa55word")).exchange(self);
        change(builder).build().expect("client")
    }

    /// A product of such a client.
    pub(crate) fn chat(&self) -> Chat {
        Chat::with_core(&self.client(|builder| builder)).expect("chat")
    }

    /// A connection pool that is never asked: reading the system's certificates takes longer than a test.
    pub(crate) fn unused_transport(&self, settings: TransportSettings, lookup: Lookup<'_>) -> Result<Transport, Error> {
        static UNUSED: OnceLock<Transport> = OnceLock::new();
        match UNUSED.get() {
            Some(transport) => Ok(transport.clone()),
            None => Transport::new(settings, lookup).map(|transport| UNUSED.get_or_init(|| transport).clone()),
        }
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.0.sent.lock().expect("unpoisoned").clone()
    }

    /// When each request left.
    pub(crate) fn times(&self) -> Vec<Duration> {
        self.sent().into_iter().map(|sent| sent.at).collect()
    }

    pub(crate) async fn call(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        let sent = Sent {
            method: outgoing.method.to_string(),
            url: outgoing.url.to_string(),
            headers: outgoing.headers.clone(),
            body: String::from_utf8_lossy(outgoing.body.as_deref().unwrap_or_default()).into_owned(),
            at: self.0.begun.elapsed(),
        };
        let step = (self.0.script.lock().expect("unpoisoned"))(&sent);
        if !matches!(step, Step::NoConnection) {
            self.0.sent.lock().expect("unpoisoned").push(sent);
        }
        let failure =
            |connected, timed_out| Failure { connected, timed_out, permanent: false, source: "scripted".into() };
        let answer = async {
            match step {
                Step::NoConnection => Err(failure(false, false)),
                Step::Reset => Err(failure(true, false)),
                Step::Silence => std::future::pending().await,
                Step::Answer { status, headers, body, after, broken } => {
                    tokio::time::sleep(after).await;
                    let headers = headers.into_iter().map(|(name, value)| {
                        (HeaderName::from_static(name), HeaderValue::from_str(&value).expect("a header"))
                    });
                    let end = if broken { BodyEnd::Failed(failure(true, false)) } else { BodyEnd::Complete };
                    Ok(Incoming {
                        status: StatusCode::from_u16(status).expect("a status"),
                        headers: headers.collect(),
                        body: body.into_bytes(),
                        end,
                    })
                }
            }
        };
        match tokio::time::timeout(outgoing.timeout, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(failure(true, true)),
        }
    }
}
