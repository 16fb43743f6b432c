//! A transport that replays a recording.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use serde_json::Value;

use super::nearest::{Bindings, differences};
use super::recorded::{self, Body, Exchange, Outcome, RecordedRequest, RecordedResponse};
use super::redaction::BASE;
use crate::client::{Client, ClientBuilder, Product, ProductBuilder};
use crate::clock::TestClock;
use crate::error::{Error, TransportError, TransportErrorKind};
use crate::testing::captured::CapturedRequest;
use crate::testing::test_client;
use crate::transport::{Limits, Transport, TransportFuture};

/// Replays a recording of a [`Recorder`](super::Recorder), without a network. Pauses take no time.
///
/// - A request is replied by the first recorded one that is the same call and was not replayed yet: retries, pages and equal requests come in
///   the order of the recording.
/// - Where the recording has a replacement, the first request that fits says what it stands for, and the responses have that value again. A value that
///   no request of the test contains keeps its replacement.
/// - A request that is not in the recording fails with an error of kind [`Config`](crate::ErrorKind::Config) that names the nearest one and each
///   difference.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::testing::Replay;
///
/// let line = r#"{"operation": "FetchUser", "request": {"method": "GET", "path": "/v2/Users/redacted-000001"}, "response": {"status": 200, "json": {}}}"#;
/// let replay = Replay::from_lines(line)?;
/// let core = replay.core_with(|settings| settings.without_retry())?; // for several products
///
/// /// Runs code of an application over a recording of one product.
/// fn check<P: twilio_core::Product>(replay: &Replay, application: fn(P)) {
///     application(replay.client());
///     replay.assert_done();
/// }
/// assert!(Replay::load("no/such/recording.jsonl").is_err());
/// assert!(Replay::from_lines("{}").unwrap_err().to_string().contains("line 1"));
/// # struct Chat;
/// # impl twilio_core::Product for Chat {
/// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
/// #     fn from_endpoint(_: twilio_core::Endpoint) -> Self { Chat }
/// # }
/// # let _ = (core, check::<Chat>);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Replay(Arc<Inner>);

struct Inner {
    exchanges: Vec<Exchange>,
    clock: TestClock,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Which exchanges were replayed.
    replayed: Vec<bool>,
    bindings: Bindings,
    unmatched: Vec<String>,
}

impl Replay {
    /// Reads a recording from a file.
    ///
    /// # Errors
    /// The file can't be read, or one of its lines is not an exchange; the error names the line.
    pub fn load(path: impl AsRef<Path>) -> std::io::Result<Self> {
        Replay::from_lines(&std::fs::read_to_string(path)?)
    }

    /// Reads a recording. Empty lines are skipped.
    ///
    /// # Errors
    /// One of the lines is not an exchange; the error names it.
    pub fn from_lines(lines: &str) -> std::io::Result<Self> {
        let lines = lines.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let exchanges: Vec<Exchange> = lines
            .map(|(line, number)| {
                Exchange::from_line(line).map_err(|reason| {
                    let text = format!("line {number} of the recording is not an exchange: {reason}");
                    std::io::Error::new(std::io::ErrorKind::InvalidData, text)
                })
            })
            .collect::<Result<_, _>>()?;
        let state = State { replayed: vec![false; exchanges.len()], ..State::default() };
        Ok(Replay(Arc::new(Inner { exchanges, clock: TestClock::new(), state: Mutex::new(state) })))
    }

    /// A product's client over this recording, with credentials of a test and the default settings. The environment is not read.
    ///
    /// # Panics
    /// If one of the product's servers is not a valid base URL.
    #[must_use]
    pub fn client<P: Product>(&self) -> P {
        let core = self.core_with(|settings| settings);
        core.and_then(|core| ProductBuilder::new().core(&core).build())
            .expect("the settings of a replay's client are valid")
    }

    /// A client over this recording that several products share.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`].
    pub fn core_with(&self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Client, Error> {
        test_client::core(self.clone(), change)
    }

    /// Checks that the whole recording was replayed, and that every request was in it.
    ///
    /// # Panics
    /// Otherwise, with a list of what is left.
    #[track_caller]
    pub fn assert_done(&self) {
        let state = self.state();
        let mut problems = state.unmatched.clone();
        let left = self.0.exchanges.iter().zip(&state.replayed).zip(1..).filter(|((_, replayed), _)| !**replayed);
        problems.extend(
            left.map(|((exchange, _), number)| format!("line {number} was not replayed: {}", call(&exchange.request))),
        );
        drop(state);
        assert!(problems.is_empty(), "the replay is not done:\n{}", problems.join("\n"));
    }

    fn replay(&self, captured: &CapturedRequest) -> Result<Outcome, String> {
        let found = RecordedRequest::new(captured);
        let mut state = self.state();
        let State { replayed, bindings, unmatched } = &mut *state;
        let mut nearest: Option<(usize, Vec<String>)> = None;
        let mut equal = 0;
        for (index, exchange) in self.0.exchanges.iter().enumerate() {
            if replayed[index] {
                equal += usize::from(differences(&exchange.request, &found, &mut bindings.clone()).is_empty());
                continue;
            }
            let differences = differences(&exchange.request, &found, bindings);
            if differences.is_empty() {
                replayed[index] = true;
                let (base, _) = recorded::split(captured);
                let outcome = restore(exchange.outcome.clone(), bindings, &base);
                return Ok(outcome);
            }
            let distance = |differences: &[String]| {
                let other_operation = differences.iter().any(|difference| difference.starts_with("the operation"));
                (other_operation, differences.len())
            };
            if nearest.as_ref().is_none_or(|(_, known)| distance(&differences) < distance(known)) {
                nearest = Some((index, differences));
            }
        }
        let mut text = format!("the recording has no such call\n  {}", call(&found));
        if equal > 0 {
            text.push_str(&format!("\nIt was recorded {equal} times, and all of them were replayed."));
        }
        match nearest {
            Some((index, differences)) => {
                let recorded = &self.0.exchanges[index].request;
                text.push_str(&format!(
                    "\nThe nearest recorded call that is left is line {}, {}:",
                    index + 1,
                    call(recorded)
                ));
                differences.iter().for_each(|difference| text.push_str(&format!("\n  {difference}")));
            }
            None if equal == 0 => text.push_str("\nNone of its calls is left."),
            None => {}
        }
        unmatched.push(text.clone());
        Err(text)
    }

    /// Nothing that runs under the lock can leave it half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn call(request: &RecordedRequest) -> String {
    let path = request.path.join("/");
    match request.operation.as_str() {
        "" => format!("{} /{path}", request.method),
        operation => format!("{operation}: {} /{path}", request.method),
    }
}

/// The response with the real values, and links to the base that is called now.
fn restore(outcome: Outcome, bindings: &Bindings, base: &str) -> Outcome {
    let substitution = bindings.substitution();
    let string = |string: &str| substitution.string(string).replace(BASE, base);
    let restore = |mut response: RecordedResponse| {
        for value in response.headers.values_mut().flatten() {
            *value = string(value);
        }
        response.body = match response.body {
            Body::Json(json) => Body::Json(restore_json(json, &string)),
            Body::Text(text) => Body::Text(string(&text)),
            Body::Bytes(bytes) => Body::Bytes(bytes),
        };
        response
    };
    match outcome {
        Outcome::Response(response) => Outcome::Response(restore(response)),
        Outcome::Failure { kind, received } => Outcome::Failure { kind, received: received.map(restore) },
    }
}

fn restore_json(value: Value, string: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(string(&text)),
        Value::Array(items) => items.into_iter().map(|item| restore_json(item, string)).collect(),
        Value::Object(object) => {
            Value::Object(object.into_iter().map(|(key, value)| (string(&key), restore_json(value, string))).collect())
        }
        other => other,
    }
}

impl Transport for Replay {
    fn send(&self, request: http::Request<Bytes>, _: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let captured = CapturedRequest::new(request, self.0.clock.elapsed());
            match self.replay(&captured) {
                Ok(outcome) => outcome.into_result(),
                Err(text) => Err(TransportError::new(TransportErrorKind::Unsupported, text)),
            }
        })
    }

    fn clock(&self) -> Option<TestClock> {
        Some(self.0.clock.clone())
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Replay").field("exchanges", &self.0.exchanges.len()).finish_non_exhaustive()
    }
}
