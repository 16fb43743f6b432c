//! What a mock does with one request: a response, or a failure.

use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use crate::error::{ErrorCode, TransportError, TransportErrorKind};
use crate::model::Model;

/// What a [`MockTransport`](super::MockTransport) does with a request: a response, or a failure of the connection.
///
/// A JSON string, a `serde_json::Value` and a model turn into a reply with the status 200.
///
/// ```
/// use std::time::Duration;
/// use serde_json::json;
/// use twilio_core::{ErrorCode, PageMeta, testing::Reply, transport::TransportErrorKind};
///
/// // Responses.
/// let string = Reply::from(r#"{"sid": "US0123456789abcdef0123456789abcdef"}"#);
/// let value = Reply::from(json!({ "identity": "alice" }));
/// let model = Reply::from(PageMeta::default());
/// let created = Reply::json(201, json!({ "identity": "alice" }));
/// let deleted = Reply::status(204);
/// let malformed = Reply::text(200, "<html>a proxy's page</html>");
///
/// // Failed statuses, with a body such as Twilio's.
/// let missing = Reply::status(404);
/// let taken = Reply::api_error(409, 50438).message("The binding is in use");
/// let busy = Reply::status(429).header("Retry-After", "2");
/// assert!(ErrorCode::NOT_FOUND == 20404); // the code of `missing`
///
/// // Time, and failures of the connection.
/// let slow = Reply::from("{}").delay(Duration::from_secs(3));
/// let silent = Reply::silence();                                          // the time limit passes
/// let unreachable = Reply::failure(TransportErrorKind::Connect);          // nothing is sent
/// let reset = Reply::failure(TransportErrorKind::Interrupted);            // sent, then the connection breaks
/// let cut = Reply::from(r#"{"identity": "al"#).broken();                  // the body breaks off
/// # let _ = (string, value, model, created, deleted, malformed, missing, taken, busy, slow, silent, unreachable, reset, cut);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a reply does nothing until a rule has it"]
pub struct Reply {
    outcome: Outcome,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Outcome {
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        is_broken: bool,
    },
    Failure(TransportErrorKind),
    Silence,
    /// What the test passed can't be a response.
    Unusable(String),
}

impl Reply {
    /// A response with this body, as it is: a JSON string, or anything else.
    pub fn text(status: u16, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref().to_vec();
        Reply::new(Outcome::Response { status, headers: Vec::new(), body, is_broken: false })
    }

    /// A response with this value as its JSON body: a `serde_json::Value`, a model, or any other type that serde serialises.
    ///
    /// A string becomes a JSON string in quotes; for JSON that is written already, use [`Reply::text`].
    pub fn json(status: u16, value: impl Serialize) -> Self {
        match serde_json::to_vec(&value) {
            Ok(body) => Reply::text(status, body).header("Content-Type", "application/json"),
            Err(error) => Reply::unusable(format!("its value can't be serialised: {error}")),
        }
    }

    /// A response without a body, or from 400 on with the body that Twilio's errors have, with Twilio's general code for the status.
    pub fn status(status: u16) -> Self {
        if status < 400 {
            return Reply::text(status, "");
        }
        Reply::api_error(status, general_code(status))
    }

    /// A response with the body that Twilio's errors have: this code, and a message of the status.
    pub fn api_error(status: u16, code: impl Into<ErrorCode>) -> Self {
        let code = code.into().get();
        let message = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        let more_info = code.map(|code| format!("https://www.twilio.com/docs/errors/{code}"));
        Reply::json(
            status,
            serde_json::json!({ "code": code, "message": message.unwrap_or("Error"), "more_info": more_info, "status": status }),
        )
    }

    /// A failure of the connection. [`Connect`](TransportErrorKind::Connect) and [`Unsupported`](TransportErrorKind::Unsupported) are failures
    /// before the request is sent: it is not in [`MockTransport::requests`](super::MockTransport::requests).
    pub fn failure(kind: TransportErrorKind) -> Self {
        Reply::new(Outcome::Failure(kind))
    }

    /// No response: the attempt's time limit passes.
    pub fn silence() -> Self {
        Reply::new(Outcome::Silence)
    }

    /// Sets the message of a body such as Twilio's.
    pub fn message(mut self, message: &str) -> Self {
        if let Outcome::Response { body, .. } = &mut self.outcome {
            if let Ok(serde_json::Value::Object(mut object)) = serde_json::from_slice(body) {
                object.insert("message".to_owned(), message.into());
                *body = serde_json::Value::Object(object).to_string().into_bytes();
            } else {
                return Reply::unusable("it has a message, but its body is not a JSON object".to_owned());
            }
        }
        self
    }

    /// Adds a header to the response.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Outcome::Response { headers, .. } = &mut self.outcome {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The response takes so long. One that takes longer than the attempt's time limit is a timeout.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The body breaks off after what it has: the connection fails before the response is complete.
    pub fn broken(mut self) -> Self {
        if let Outcome::Response { is_broken, .. } = &mut self.outcome {
            *is_broken = true;
        }
        self
    }

    /// A reply that the test passed wrongly; sending it says why.
    pub(super) fn unusable(reason: String) -> Self {
        Reply::new(Outcome::Unusable(reason))
    }

    fn new(outcome: Outcome) -> Self {
        Reply { outcome, delay: Duration::ZERO }
    }

    /// How long it takes; `None`: longer than any limit.
    pub(super) fn takes(&self) -> Option<Duration> {
        match self.outcome {
            Outcome::Silence => None,
            _ => Some(self.delay),
        }
    }

    /// Whether the request is sent before this happens.
    pub(super) fn is_sent(&self) -> bool {
        let unsent =
            |kind: &TransportErrorKind| matches!(kind, TransportErrorKind::Connect | TransportErrorKind::Unsupported);
        !matches!(&self.outcome, Outcome::Failure(kind) if unsent(kind))
    }

    /// The response, or the failure that a transport reports.
    pub(super) fn into_result(self) -> Result<http::Response<Vec<u8>>, TransportError> {
        let unusable = |reason: String| {
            TransportError::new(TransportErrorKind::Unsupported, format!("the mock's reply can't be sent: {reason}"))
        };
        let (status, headers, body, is_broken) = match self.outcome {
            Outcome::Response { status, headers, body, is_broken } => (status, headers, body, is_broken),
            Outcome::Failure(kind) => return Err(TransportError::new(kind, format!("the mock's failure ({kind:?})"))),
            Outcome::Silence => return Err(timeout()),
            Outcome::Unusable(reason) => return Err(unusable(reason)),
        };
        let mut response = http::Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(status).map_err(|_| unusable(format!("{status} is not a status")))?;
        for (name, value) in headers {
            match (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
                (Ok(name), Ok(value)) => _ = response.headers_mut().append(name, value),
                _ => return Err(unusable(format!("`{name}: {value}` is not a header"))),
            }
        }
        match is_broken {
            true => Err(TransportError::new(TransportErrorKind::Interrupted, "the mock's body breaks off")
                .with_received(response)),
            false => Ok(response),
        }
    }
}

/// The failure of a reply that takes too long.
pub(super) fn timeout() -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, "the mock's response takes longer than the time limit")
}

/// Twilio's code for errors that no other code fits: 20000 and the status, but for the oldest ones.
pub(super) fn general_code(status: u16) -> ErrorCode {
    match status {
        400 => ErrorCode::UNKNOWN_PARAMETERS,
        401 => ErrorCode::AUTHENTICATION,
        405 => ErrorCode::METHOD_NOT_ALLOWED,
        _ => ErrorCode::new(20_000 + i64::from(status)),
    }
}

/// A JSON string, with the status 200.
impl From<&str> for Reply {
    fn from(json: &str) -> Self {
        Reply::text(200, json).header("Content-Type", "application/json")
    }
}

/// A JSON string, with the status 200.
impl From<String> for Reply {
    fn from(json: String) -> Self {
        Reply::from(json.as_str())
    }
}

/// A JSON body, with the status 200.
impl From<serde_json::Value> for Reply {
    fn from(value: serde_json::Value) -> Self {
        Reply::json(200, value)
    }
}

/// A model as the body, with the status 200.
impl<M: Model + Serialize> From<M> for Reply {
    fn from(model: M) -> Self {
        Reply::json(200, model)
    }
}
