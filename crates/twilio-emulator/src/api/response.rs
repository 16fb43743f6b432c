//! HTTP responses: status, the headers that every response has, and what faults make of them.

use http::{HeaderValue, Response, StatusCode, header};

use crate::engine::Failure;
use crate::schema::OperationSchema;
use crate::watch::faults::FaultKind;
use twilio_catalogue::{Kind, Model};

/// What a client gets.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A response.
    Response(Response<Vec<u8>>),
    /// No response: the connection breaks.
    Reset,
    /// The first half of a response, then the connection breaks.
    Truncated(Response<Vec<u8>>),
}

/// A response of the API with its usual headers.
pub(crate) fn response(status: u16, body: Vec<u8>, request_id: &str, domain: &'static str) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.reserve(12);
    if status != 204 {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert("twilio-request-id", id);
    }
    let fixed: [(&'static str, &'static str); 9] = [
        ("twilio-request-duration", "0.001"),
        ("twilio-concurrent-requests", "1"),
        ("x-home-region", "us1"),
        ("x-api-domain", domain),
        ("access-control-allow-origin", "*"),
        (
            "access-control-allow-headers",
            "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since",
        ),
        ("access-control-allow-methods", "GET, POST, DELETE, OPTIONS"),
        ("access-control-expose-headers", "ETag"),
        ("access-control-allow-credentials", "true"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// An error of the API.
pub(crate) fn failure(failure: &Failure, request_id: &str, domain: &'static str) -> Response<Vec<u8>> {
    let mut response = response(failure.error.status, failure.body(), request_id, domain);
    if failure.error.status == 401 {
        let challenge = HeaderValue::from_static("Basic realm=\"Twilio API\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// The response of a fault that keeps a request from being processed.
pub(crate) fn refusal(fault: FaultKind, request_id: &str, domain: &'static str) -> Option<Response<Vec<u8>>> {
    let error = |name: &str| failure(&Failure::new(name), request_id, domain);
    match fault {
        FaultKind::TooManyRequests { retry_after } => {
            let mut response = error("too_many_requests");
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            Some(response)
        }
        FaultKind::Unavailable => Some(error("unavailable")),
        FaultKind::InternalError => Some(error("internal_error")),
        FaultKind::Html => {
            let page = "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";
            let mut response = response(502, page.into(), request_id, domain);
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
            Some(response)
        }
        _ => None,
    }
}

/// Changes the body of a success as a fault demands.
pub(crate) fn damage(fault: FaultKind, operation: &OperationSchema, model: Option<&Model>, body: &mut Vec<u8>) {
    let Ok(mut json) = serde_json::from_slice::<serde_json::Value>(body) else { return };
    let field = |wanted: &dyn Fn(Kind) -> bool| {
        model
            .and_then(|model| model.fields.iter().find(|field| wanted(field.kind) && !field.list))
            .map(|field| field.name)
    };
    let (name, value) = match fault {
        FaultKind::UnknownEnumValue => (field(&|kind| matches!(kind, Kind::Enum(_))), "value_of_tomorrow"),
        FaultKind::MalformedSid => (field(&|kind| matches!(kind, Kind::Sid(_))), "not-a-sid"),
        FaultKind::ForeignNextLink => {
            if let Some(link) = json.pointer_mut("/meta/next_page_url") {
                *link = "https://elsewhere.example/v1/Page?PageToken=PA".into();
            }
            (None, "")
        }
        _ => return,
    };
    if let Some(name) = name {
        let records = match operation.definition.response {
            twilio_catalogue::Response::List { key, .. } => json.get_mut(key).and_then(serde_json::Value::as_array_mut),
            _ => None,
        };
        match records {
            Some(records) => {
                for record in records {
                    record[name] = value.into();
                }
            }
            None => json[name] = value.into(),
        }
    }
    *body = json.to_string().into_bytes();
}
