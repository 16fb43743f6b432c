//! A transport that records the exchanges of another one.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::recorded::{self, Exchange, Outcome, RecordedRequest};
use super::redaction::Redaction;
use crate::clock::TestClock;
use crate::testing::captured::CapturedRequest;
use crate::transport::{Limits, Transport, TransportFuture};

/// Records the exchanges of another transport, to be replayed without a network by [`Replay`](super::Replay).
///
/// A recording is written by [`save`](Recorder::save): one line of JSON for each exchange, its keys sorted. What must not be in a file is replaced
/// before anything is written, in each place and encoding, and equal values by equal replacements:
///
/// - credentials: no `Authorization` is written, and its values are replaced wherever else they appear; tokens and secrets in inputs and
///   responses; SIDs of accounts, API keys and OAuth clients;
/// - personal data: fields that the API's documents mark as such, values of paths that are not SIDs, and fields named to [`hide`](Recorder::hide).
///
/// Of the headers, only those that the client reads are written. Read a recording before it is committed: text that is none of these values, such as
/// a message that repeats a name from elsewhere, is kept.
///
/// Clones share the recording.
///
/// ```
/// # twilio_core::model! { pub struct User { pub identity: Option<String> = "identity" private, } }
/// # twilio_core::request!(FetchUser: GET "FetchUser", "/v2/Users/{Sid}" => User);
/// # use twilio_core::{Endpoint, Product, generated::{Handle, PathSegment}};
/// # #[derive(Clone, Debug)] pub struct Chat(Endpoint);
/// # impl Product for Chat {
/// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
/// #     fn from_endpoint(endpoint: Endpoint) -> Self { Chat(endpoint) }
/// # }
/// # impl Chat { fn fetch(&self, sid: &str) -> FetchUser { FetchUser::at(&self.0.root("/v2").child("Users").segment("Sid", sid.into())) } }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::{Credentials, ProductBuilder};
/// use twilio_core::testing::{MockTransport, Recorder, Replay};
///
/// let network = MockTransport::new().on_any().reply(r#"{"identity": "alice"}"#); // usually a `ReqwestTransport`
/// let recorder = Recorder::new(network).hide("nickname");
/// let chat: Chat = ProductBuilder::new()
///     .credentials(Credentials::account("AC0123456789abcdef0123456789abcdef", "auth token"))
///     .transport(recorder.clone())
///     .build()?;
/// let recorded = chat.fetch("alice").send().await?.into_inner();
/// recorder.save(std::env::temp_dir().join("twilio-core-users.jsonl"))?; // usually below `tests/`
/// let lines = recorder.lines();
/// assert!(!lines.contains("alice"));
///
/// let replay = Replay::from_lines(&lines)?; // or `Replay::load("tests/recordings/users.jsonl")?`
/// let chat: Chat = replay.client();
/// assert_eq!(chat.fetch("alice").send().await?.into_inner(), recorded);
/// replay.assert_done();
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<dyn Transport>,
    recording: Arc<Mutex<Vec<Recorded>>>,
    hidden: Vec<String>,
}

struct Recorded {
    captured: CapturedRequest,
    exchange: Exchange,
}

impl Recorder {
    /// Records the exchanges of this transport.
    #[must_use]
    pub fn new(inner: impl Transport) -> Self {
        Recorder { inner: Arc::new(inner), recording: Arc::default(), hidden: Vec::new() }
    }

    /// Hides fields of this name too, in inputs and responses: for personal data that the API's documents don't mark. Case and underscores make
    /// no difference.
    #[must_use]
    pub fn hide(mut self, name: &str) -> Self {
        self.hidden.push(name.to_owned());
        self
    }

    /// The recording so far, one line for each exchange, in the order in which the responses came.
    #[must_use]
    pub fn lines(&self) -> String {
        let recording = self.recording();
        let mut redaction = Redaction::new(&self.hidden);
        // What is hidden in a later exchange may appear in an earlier one.
        for recorded in recording.iter() {
            let (base, _) = recorded::split(&recorded.captured);
            redaction.collect(&recorded.captured, &base, &recorded.exchange);
        }
        let substitution = redaction.substitution();
        let redacted = recording.iter().map(|recorded| redaction.redact(&substitution, &recorded.exchange));
        redacted.map(|exchange| exchange.to_line() + "\n").collect()
    }

    /// Writes the recording to a file, which is replaced.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn save(&self, path: impl AsRef<Path>) -> std::io::Result<()> {
        std::fs::write(path, self.lines())
    }

    /// Nothing that runs under the lock can leave it half done.
    fn recording(&self) -> MutexGuard<'_, Vec<Recorded>> {
        self.recording.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let mut copy = http::Request::new(request.body().clone());
            *copy.method_mut() = request.method().clone();
            *copy.uri_mut() = request.uri().clone();
            *copy.headers_mut() = request.headers().clone();
            *copy.extensions_mut() = request.extensions().clone();
            let captured = CapturedRequest::new(copy, std::time::Duration::ZERO);
            let result = self.inner.send(request, limits).await;
            let exchange = Exchange { request: RecordedRequest::new(&captured), outcome: Outcome::new(&result) };
            self.recording().push(Recorded { captured, exchange });
            result
        })
    }

    fn clock(&self) -> Option<TestClock> {
        self.inner.clock()
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exchanges = self.recording().len();
        formatter
            .debug_struct("Recorder")
            .field("inner", &self.inner)
            .field("exchanges", &exchanges)
            .finish_non_exhaustive()
    }
}
