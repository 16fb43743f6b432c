//! One recorded exchange, and its line in the file.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::error::{TransportError, TransportErrorKind};
use crate::testing::captured::CapturedRequest;
use crate::testing::template;

/// Request headers that are inputs of operations. No other is written: one may contain a secret, and most are the client's own.
const REQUEST_HEADERS: [&str; 3] = ["content-type", "if-match", "x-twilio-webhook-enabled"];
/// Response headers that the client or an application reads.
const RESPONSE_HEADERS: [&str; 7] = [
    "content-type",
    "date",
    "etag",
    "retry-after",
    "twilio-concurrent-requests",
    "twilio-request-duration",
    "twilio-request-id",
];

/// Names with their values, in order of the names.
pub(super) type Inputs = BTreeMap<String, Vec<String>>;

/// A request as it is compared: decoded, without what the client adds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RecordedRequest {
    /// Empty for a request that a generated client did not make.
    pub(super) operation: String,
    pub(super) method: String,
    /// The decoded segments, after the prefix of the base URL.
    pub(super) path: Vec<String>,
    pub(super) query: Inputs,
    pub(super) form: Inputs,
    pub(super) json: Option<Value>,
    pub(super) headers: Inputs,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Response(RecordedResponse),
    /// No response; with what had arrived of one, if anything.
    Failure {
        kind: String,
        received: Option<RecordedResponse>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    pub(super) headers: Inputs,
    pub(super) body: Body,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Json(Value),
    Text(String),
    Bytes(Vec<u8>),
}

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    pub(super) request: RecordedRequest,
    pub(super) outcome: Outcome,
}

impl RecordedRequest {
    pub(super) fn new(request: &CapturedRequest) -> Self {
        let (_, path) = split(request);
        RecordedRequest {
            operation: request.operation().unwrap_or_default().to_owned(),
            method: request.method().to_owned(),
            path: path.split('/').skip(1).map(|segment| crate::value::percent::decode(segment).into_owned()).collect(),
            query: inputs(request.query_pairs()),
            form: inputs(request.form_pairs()),
            json: request.json().cloned(),
            headers: headers(request.headers(), &REQUEST_HEADERS),
        }
    }
}

/// Origin and prefix of the base URL, and the path after them.
pub(super) fn split(request: &CapturedRequest) -> (String, &str) {
    let uri = request.uri();
    let origin = match (uri.scheme_str(), uri.authority()) {
        (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
        _ => String::new(),
    };
    let prefix = request
        .known_operation()
        .filter(|operation| template::parameters(operation.path(), uri.path()).is_some())
        .and_then(|operation| {
            let segments = operation.path().trim_start_matches('/').split('/').count();
            uri.path().rmatch_indices('/').nth(segments - 1).map(|(at, _)| at)
        });
    let (prefix, path) = uri.path().split_at(prefix.unwrap_or(0));
    (format!("{origin}{prefix}"), path)
}

fn inputs(pairs: &[(String, String)]) -> Inputs {
    let mut inputs = Inputs::new();
    for (name, value) in pairs {
        inputs.entry(name.clone()).or_default().push(value.clone());
    }
    inputs
}

fn headers(headers: &HeaderMap, wanted: &[&str]) -> Inputs {
    let mut inputs = Inputs::new();
    for name in wanted {
        let values = headers.get_all(*name).iter().filter_map(|value| Some(value.to_str().ok()?.to_owned()));
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            inputs.insert((*name).to_owned(), values);
        }
    }
    inputs
}

impl Outcome {
    pub(super) fn new(result: &Result<http::Response<Vec<u8>>, TransportError>) -> Self {
        match result {
            Ok(response) => Outcome::Response(RecordedResponse::new(response)),
            Err(failure) => Outcome::Failure {
                kind: format!("{:?}", failure.kind()),
                received: failure.received().map(RecordedResponse::new),
            },
        }
    }

    /// What a transport returns for it.
    pub(super) fn into_result(self) -> Result<http::Response<Vec<u8>>, TransportError> {
        let (kind, received) = match self {
            Outcome::Response(response) => return Ok(response.into_response()),
            Outcome::Failure { kind, received } => (kind, received),
        };
        let kind = match kind.as_str() {
            "Connect" => TransportErrorKind::Connect,
            "Refused" => TransportErrorKind::Refused,
            "Timeout" => TransportErrorKind::Timeout,
            "BodyTooLarge" => TransportErrorKind::BodyTooLarge,
            "Unsupported" => TransportErrorKind::Unsupported,
            _ => TransportErrorKind::Interrupted,
        };
        let failure = TransportError::new(kind, "the recorded failure");
        Err(match received {
            Some(received) => failure.with_received(received.into_response()),
            None => failure,
        })
    }
}

impl RecordedResponse {
    fn new(response: &http::Response<Vec<u8>>) -> Self {
        let body = response.body();
        RecordedResponse {
            status: response.status().as_u16(),
            headers: headers(response.headers(), &RESPONSE_HEADERS),
            body: match (serde_json::from_slice::<Value>(body), std::str::from_utf8(body)) {
                (Ok(json @ (Value::Object(_) | Value::Array(_))), _) => Body::Json(json),
                (_, Ok(text)) => Body::Text(text.to_owned()),
                (_, Err(_)) => Body::Bytes(body.clone()),
            },
        }
    }

    fn into_response(self) -> http::Response<Vec<u8>> {
        let mut response = http::Response::new(match self.body {
            Body::Json(json) => json.to_string().into_bytes(),
            Body::Text(text) => text.into_bytes(),
            Body::Bytes(bytes) => bytes,
        });
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        for (name, values) in self.headers {
            for value in values {
                // What was a header once is one; a line that somebody edited may hold none.
                if let (Ok(name), Ok(value)) = (name.parse::<http::HeaderName>(), http::HeaderValue::from_str(&value)) {
                    response.headers_mut().append(name, value);
                }
            }
        }
        response
    }
}

impl Exchange {
    /// The line of the file, without its end: JSON with sorted keys.
    pub(super) fn to_line(&self) -> String {
        let request = &self.request;
        let path = request.path.iter().map(|segment| {
            let mut encoded = String::from("/");
            crate::value::percent::append(&mut encoded, segment);
            encoded
        });
        let mut written = Map::new();
        written.insert("method".to_owned(), json!(request.method));
        written.insert("path".to_owned(), json!(path.collect::<String>()));
        for (name, inputs) in [("query", &request.query), ("form", &request.form), ("headers", &request.headers)] {
            if !inputs.is_empty() {
                written.insert(name.to_owned(), json!(inputs));
            }
        }
        if let Some(json) = &request.json {
            written.insert("json".to_owned(), json.clone());
        }
        let mut line = json!({ "operation": request.operation, "request": written });
        match &self.outcome {
            Outcome::Response(response) => line["response"] = response.to_value(),
            Outcome::Failure { kind, received } => {
                line["failure"] = json!({ "kind": kind });
                if let Some(received) = received {
                    line["failure"]["received"] = received.to_value();
                }
            }
        }
        sorted(line).to_string()
    }

    /// Reads a line, or says what is wrong with it.
    pub(super) fn from_line(line: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(line).map_err(|error| format!("it is not JSON: {error}"))?;
        let text = |value: &Value, name: &str| {
            value
                .get(name)
                .and_then(Value::as_str)
                .map(str::to_owned)
                .ok_or_else(|| format!("it has no string `{name}`"))
        };
        let request = value.get("request").ok_or("it has no `request`")?;
        let path = text(request, "path")?;
        let outcome = match (value.get("response"), value.get("failure")) {
            (Some(response), _) => Outcome::Response(RecordedResponse::from_value(response)?),
            (None, Some(failure)) => Outcome::Failure {
                kind: text(failure, "kind")?,
                received: failure.get("received").map(RecordedResponse::from_value).transpose()?,
            },
            (None, None) => return Err("it has neither `response` nor `failure`".to_owned()),
        };
        Ok(Exchange {
            request: RecordedRequest {
                operation: text(&value, "operation")?,
                method: text(request, "method")?,
                path: path
                    .split('/')
                    .skip(1)
                    .map(|segment| crate::value::percent::decode(segment).into_owned())
                    .collect(),
                query: read_inputs(request, "query")?,
                form: read_inputs(request, "form")?,
                json: request.get("json").cloned(),
                headers: read_inputs(request, "headers")?,
            },
            outcome,
        })
    }
}

impl RecordedResponse {
    fn to_value(&self) -> Value {
        let mut value = json!({ "status": self.status });
        if !self.headers.is_empty() {
            value["headers"] = json!(self.headers);
        }
        match &self.body {
            Body::Json(json) => value["json"] = json.clone(),
            Body::Text(text) if text.is_empty() => {}
            Body::Text(text) => value["text"] = json!(text),
            Body::Bytes(bytes) => value["base64"] = json!(STANDARD.encode(bytes)),
        }
        value
    }

    fn from_value(value: &Value) -> Result<Self, String> {
        let status = value.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        let body = match (value.get("json"), value.get("text"), value.get("base64").and_then(Value::as_str)) {
            (Some(json), ..) => Body::Json(json.clone()),
            (None, Some(text), _) => Body::Text(text.as_str().unwrap_or_default().to_owned()),
            (None, None, Some(encoded)) => {
                Body::Bytes(STANDARD.decode(encoded).map_err(|error| format!("its `base64` is invalid: {error}"))?)
            }
            (None, None, None) => Body::Text(String::new()),
        };
        let status = status.ok_or("its response has no `status`")?;
        Ok(RecordedResponse { status, headers: read_inputs(value, "headers")?, body })
    }
}

fn read_inputs(value: &Value, name: &str) -> Result<Inputs, String> {
    let Some(inputs) = value.get(name) else { return Ok(Inputs::new()) };
    serde_json::from_value(inputs.clone()).map_err(|error| format!("its `{name}` is not an object of arrays: {error}"))
}

/// The same value, the keys of its objects in order, whatever the features of `serde_json` in this build.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let members: BTreeMap<String, Value> =
                object.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
