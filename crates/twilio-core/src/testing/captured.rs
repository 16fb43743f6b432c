//! A request that arrived at a mock, with its inputs decoded.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap};
use http::{Method, Uri};
use serde_json::Value;

use super::template;
use crate::operation::Operation;
use crate::value::percent;

/// A request that arrived at a [`MockTransport`](super::MockTransport), with its inputs decoded.
///
/// ```
/// # twilio_core::model! { pub struct User { pub identity: Option<String> = "identity" private, } }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use twilio_core::transport::{Limits, Transport};
/// # use bytes::Bytes;
/// use twilio_core::testing::{CapturedRequest, MockTransport};
///
/// fn is_update_of_alice(request: &CapturedRequest) -> bool {
///     request.operation() == Some("UpdateUser")
///         && request.path_parameter("Sid") == Some("alice")
///         && request.form("FriendlyName") == Some("Alice & Bob")
/// }
///
/// let mock = MockTransport::new().on_path("POST", "/v2/Users/{Sid}").when(|request| request.json().is_none()).reply("{}");
/// # let request = http::Request::post("https://chat.twilio.com/v2/Users/alice?a=1").header("content-type", "application/x-www-form-urlencoded");
/// # mock.send(request.body(Bytes::from_static(b"FriendlyName=A"))?, Limits::new(std::time::Duration::from_secs(1))).await?;
/// let request = &mock.requests()[0];
/// assert_eq!((request.method(), request.path()), ("POST", "/v2/Users/alice"));
/// assert_eq!(request.uri().host(), Some("chat.twilio.com"));
/// assert_eq!((request.query("a"), request.query_values("b").len(), request.form_values("FriendlyName").len()), (Some("1"), 0, 1));
/// assert_eq!((request.header("content-type").is_some(), request.headers().len()), (true, 1));
/// assert_eq!((request.body().len(), request.at().as_secs()), (14, 0));
/// # let _ = is_update_of_alice(request);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct CapturedRequest {
    operation: Option<&'static Operation>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    at: Duration,
    path_parameters: Vec<(String, String)>,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    json: Option<Value>,
}

impl CapturedRequest {
    pub(super) fn new(request: http::Request<Bytes>, at: Duration) -> Self {
        let (head, body) = request.into_parts();
        let operation = head.extensions.get::<&'static Operation>().copied();
        let content_type = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let string = std::str::from_utf8(&body).unwrap_or_default();
        let form = match content_type.starts_with("application/x-www-form-urlencoded") {
            true => pairs(string),
            false => Vec::new(),
        };
        let json = content_type.starts_with("application/json").then(|| serde_json::from_str(string).ok()).flatten();
        let path_parameters = operation.and_then(|operation| template::parameters(operation.path(), head.uri.path()));
        CapturedRequest {
            operation,
            path_parameters: path_parameters.unwrap_or_default(),
            query: pairs(head.uri.query().unwrap_or_default()),
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
            at,
            form,
            json,
        }
    }

    /// The id of the operation in the API's document; `None` for a request that a generated client did not make.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation.map(Operation::id)
    }

    /// The method, in capitals.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The whole URI.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The path, percent-encoded as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// A parameter of the path template, decoded, by its name in the API's document, such as `ServiceSid`.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        first(&self.path_parameters, name)
    }

    /// A query parameter, decoded; the first one of this name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// Every value of a query parameter, decoded.
    #[must_use]
    pub fn query_values(&self, name: &str) -> Vec<&str> {
        all(&self.query, name)
    }

    /// A field of the form, decoded; the first one of this name.
    #[must_use]
    pub fn form(&self, name: &str) -> Option<&str> {
        first(&self.form, name)
    }

    /// Every value of a field of the form, decoded.
    #[must_use]
    pub fn form_values(&self, name: &str) -> Vec<&str> {
        all(&self.form, name)
    }

    /// The JSON body.
    #[must_use]
    pub fn json(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    /// A header; `None` if it is absent or not visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The headers. `Authorization` is hidden in their `Debug`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it was sent.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How long after the mock was made it arrived, by the clock that the client waits by.
    #[must_use]
    pub fn at(&self) -> Duration {
        self.at
    }

    pub(super) fn known_operation(&self) -> Option<&'static Operation> {
        self.operation
    }

    /// The same request, its path read by the template of a rule.
    pub(super) fn with_path_parameters(mut self, parameters: Vec<(String, String)>) -> Self {
        self.path_parameters = parameters;
        self
    }

    pub(super) fn query_pairs(&self) -> &[(String, String)] {
        &self.query
    }

    pub(super) fn path_pairs(&self) -> &[(String, String)] {
        &self.path_parameters
    }

    pub(super) fn form_pairs(&self) -> &[(String, String)] {
        &self.form
    }

    /// Whether its inputs contain a client's secret.
    pub(super) fn is_token_request(&self) -> bool {
        self.form("client_secret").is_some()
    }
}

/// Splits a query or a form into decoded pairs.
fn pairs(encoded: &str) -> Vec<(String, String)> {
    let decode = |string: &str| percent::decode(&string.replace('+', " ")).into_owned();
    let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn first<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

fn all<'p>(pairs: &'p [(String, String)], name: &str) -> Vec<&'p str> {
    pairs.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
}

/// The method and the path, with the operation if it is known.
impl fmt::Display for CapturedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.operation() {
            write!(formatter, "{id}: ")?;
        }
        write!(formatter, "{} {}", self.method, self.path())
    }
}

/// The decoded inputs. Those of a request for an access token, which contain a secret, are left out.
impl fmt::Debug for CapturedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("CapturedRequest");
        shown.field("request", &format_args!("{self}")).field("headers", &self.headers);
        if !self.is_token_request() {
            shown.field("query", &self.query).field("form", &self.form).field("json", &self.json);
        }
        shown.finish_non_exhaustive()
    }
}
