//! A transport that replies by rules.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::rule::Rule;
use crate::client::{Client, ClientBuilder, Product, ProductBuilder};
use crate::clock::TestClock;
use crate::error::{Error, TransportError, TransportErrorKind};
use crate::testing::captured::CapturedRequest;
use crate::testing::reply::{self, Reply};
use crate::testing::test_client;
use crate::transport::{Limits, Transport, TransportFuture};

/// A transport that replies by rules and opens no connection. See the [module](crate::testing) for complete tests.
///
/// - Rules are tried in the order in which they were added; the first one that is for the request, and has a reply left, replies.
/// - A request without a rule fails with an error of kind [`Config`](crate::ErrorKind::Config), whose text lists the rules and why each did not match.
/// - Pauses between attempts and delays of replies take no time: see [`waited`](MockTransport::waited).
///
/// Clones are the same mock.
///
/// ```
/// # use twilio_core::{Endpoint, Product, generated::{Handle, IntoPathSegment}};
/// # #[derive(Clone, Debug)] pub struct Chat(Endpoint);
/// # impl Product for Chat {
/// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
/// #     fn from_endpoint(endpoint: Endpoint) -> Self { Chat(endpoint) }
/// # }
/// # impl Chat { fn user(&self, sid: impl IntoPathSegment) -> User { User(self.0.root("/v2").child("Users").segment("Sid", sid.into_path_segment())) } }
/// # pub struct User(Handle);
/// # impl User { fn fetch(&self) -> FetchUser { FetchUser::at(&self.0) } }
/// # twilio_core::model! { pub struct UserModel { pub identity: Option<String> = "identity" private, } }
/// # twilio_core::request!(FetchUser: GET "FetchUser", "/v2/Users/{Sid}" => UserModel);
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), twilio_core::Error> {
/// use std::time::Duration;
/// use twilio_core::testing::{MockTransport, Reply};
///
/// let mock = MockTransport::new()
///     .on(FetchUser::OPERATION).path("Sid", "alice").once(Reply::status(429).header("Retry-After", "2"))
///     .on(FetchUser::OPERATION).path("Sid", "alice").reply(r#"{"identity": "alice"}"#)
///     .on(FetchUser::OPERATION).reply(Reply::status(404));
/// let chat: Chat = mock.client();
///
/// assert_eq!(chat.user("alice").fetch().send().await?.identity.as_deref(), Some("alice"));
/// assert!(chat.user("bob").fetch().send().await.unwrap_err().is_not_found());
/// assert_eq!(mock.waited(), Duration::from_secs(2));
/// assert_eq!(mock.operations(), ["FetchUser"; 3]);
/// assert_eq!(mock.requests()[2].path_parameter("Sid"), Some("bob"));
/// mock.assert_done();
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
    clock: TestClock,
    /// Time is tokio's, not the test's.
    real: Option<Instant>,
}

#[derive(Default)]
struct State {
    rules: Vec<Arc<Rule>>,
    requests: Vec<CapturedRequest>,
    unmatched: Vec<String>,
}

impl MockTransport {
    /// A mock without rules.
    #[must_use]
    pub fn new() -> Self {
        MockTransport { state: Arc::default(), clock: TestClock::new(), real: None }
    }

    /// Takes tokio's clock instead of one of the mock's own: pauses, delays and time limits then take the time that they say, or none in a test
    /// that pauses tokio's clock.
    ///
    /// For tests of cancellation, and of calls that run at the same time.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// use twilio_core::testing::MockTransport;
    ///
    /// let mock = MockTransport::new().with_tokio_time();
    /// assert!(twilio_core::transport::Transport::clock(&mock).is_none());
    /// # }
    /// ```
    #[must_use]
    pub fn with_tokio_time(mut self) -> Self {
        self.real = Some(Instant::now());
        self
    }

    /// A product's client over this mock, with credentials of a test and the default settings. The environment is not read.
    ///
    /// # Panics
    /// If one of the product's servers is not a valid base URL.
    #[must_use]
    pub fn client<P: Product>(&self) -> P {
        self.client_with(|settings| settings).expect("the settings of a mock's client are valid")
    }

    /// A product's client over this mock, with settings of its own, such as other credentials or another retry policy.
    ///
    /// ```
    /// # use twilio_core::{Endpoint, Product};
    /// # #[derive(Clone, Debug)] pub struct Chat(Endpoint);
    /// # impl Product for Chat {
    /// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
    /// #     fn from_endpoint(endpoint: Endpoint) -> Self { Chat(endpoint) }
    /// # }
    /// # fn main() -> Result<(), twilio_core::Error> {
    /// let mock = twilio_core::testing::MockTransport::new();
    /// let chat: Chat = mock.client_with(|settings| settings.without_retry())?;
    /// # let _ = chat;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`ClientBuilder::build`].
    pub fn client_with<P: Product>(&self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<P, Error> {
        ProductBuilder::new().core(&self.core_with(change)?).build()
    }

    /// A client over this mock that several products share, for an application that makes its product clients itself.
    ///
    /// ```
    /// # fn main() -> Result<(), twilio_core::Error> {
    /// let mock = twilio_core::testing::MockTransport::new();
    /// let core = mock.core_with(|settings| settings.without_retry())?;
    /// // let chat = twilio_chat_v2::Client::with_core(&core)?;
    /// # let _ = core;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`ClientBuilder::build`].
    pub fn core_with(&self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Client, Error> {
        test_client::core(self.clone(), change)
    }

    /// The requests that were sent, oldest first: every attempt that the mock replied to, but for those that failed before anything was sent.
    #[must_use]
    pub fn requests(&self) -> Vec<CapturedRequest> {
        self.state().requests.clone()
    }

    /// The ids of the operations of these requests; an empty string for a request that a generated client did not make.
    #[must_use]
    pub fn operations(&self) -> Vec<&'static str> {
        self.state().requests.iter().map(|request| request.operation().unwrap_or_default()).collect()
    }

    /// How long clients paused between attempts, in all. The random part of each pause is left out: `Retry-After` is waited exactly, and
    /// [`Backoff`](crate::Backoff) waits its ceiling, by default 0.5, 1 and 2 seconds.
    #[must_use]
    pub fn waited(&self) -> Duration {
        self.clock.waited()
    }

    /// The clock that clients of this mock wait by, to move it: for example until an access token expires.
    ///
    /// ```
    /// let mock = twilio_core::testing::MockTransport::new();
    /// mock.test_clock().advance(std::time::Duration::from_secs(3600));
    /// ```
    #[must_use]
    pub fn test_clock(&self) -> &TestClock {
        &self.clock
    }

    /// Checks that every request had a rule, and that every rule was used: each sequence of replies to its end, each other one at least once.
    ///
    /// # Panics
    /// Otherwise, with a list of what is left.
    #[track_caller]
    pub fn assert_done(&self) {
        let state = self.state();
        let rules = state.rules.iter().zip(1..);
        let mut problems = state.unmatched.clone();
        problems
            .extend(rules.filter_map(|(rule, number)| Some(format!("rule {number}, {rule}: {}", rule.unfinished()?))));
        drop(state);
        assert!(problems.is_empty(), "the mock is not done:\n{}", problems.join("\n"));
    }

    pub(super) fn add(&self, rule: Rule) {
        self.state().rules.push(Arc::new(rule));
    }

    /// The reply of the first rule that is for this request. The lock is not held while closures of the test run.
    fn reply(&self, request: &CapturedRequest) -> Result<Reply, String> {
        let rules = self.state().rules.clone();
        let mut reasons = Vec::new();
        for (rule, number) in rules.iter().zip(1..) {
            match rule.reply(request) {
                Ok(reply) => return Ok(reply),
                Err(reason) => reasons.push(format!("  {number}. {rule}: {reason}")),
            }
        }
        let mut text = format!("no rule of the mock is for this request\n{}\n", describe(request));
        match reasons.is_empty() {
            true => text.push_str("The mock has no rules."),
            false => text.push_str(&format!("The rules, and why each is not for it:\n{}", reasons.join("\n"))),
        }
        Err(text)
    }

    async fn respond(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let at = self.real.map_or_else(|| self.clock.elapsed(), |begun| begun.elapsed());
        let request = CapturedRequest::new(request, at);
        let reply = match self.reply(&request) {
            Ok(reply) => reply,
            Err(text) => {
                self.state().unmatched.push(text.clone());
                return Err(TransportError::new(TransportErrorKind::Unsupported, text));
            }
        };
        if reply.is_sent() {
            self.state().requests.push(request);
        }
        self.wait(reply.takes(), limits.timeout).await?;
        reply.into_result()
    }

    /// Lets the reply's time pass; a reply that takes longer than `limit` is a timeout.
    async fn wait(&self, takes: Option<Duration>, limit: Duration) -> Result<(), TransportError> {
        if self.real.is_some() {
            // The client itself ends what takes too long.
            match takes {
                Some(takes) => tokio::time::sleep(takes).await,
                None => std::future::pending().await,
            }
            return Ok(());
        }
        let in_time = takes.filter(|takes| *takes < limit || takes.is_zero());
        self.clock.advance(in_time.unwrap_or(limit));
        tokio::task::yield_now().await;
        in_time.map(drop).ok_or_else(reply::timeout)
    }

    /// Nothing that runs under the lock can leave it half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request with its inputs, one on each line.
fn describe(request: &CapturedRequest) -> String {
    let mut lines = vec![format!("  {request}")];
    let pair = |place: &str, name: &str, value: &str| format!("    {place} {name} = {value:?}");
    let query = request.query_pairs().iter().map(|(name, value)| pair("query parameter", name, value));
    lines.extend(query);
    if !request.is_token_request() {
        lines.extend(request.form_pairs().iter().map(|(name, value)| pair("form field", name, value)));
    }
    lines.extend(request.json().map(|json| format!("    JSON body {json}")));
    lines.join("\n")
}

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(self.respond(request, limits))
    }

    fn clock(&self) -> Option<TestClock> {
        self.real.is_none().then(|| self.clock.clone())
    }
}

impl Default for MockTransport {
    fn default() -> Self {
        MockTransport::new()
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("MockTransport")
            .field("rules", &state.rules.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}
