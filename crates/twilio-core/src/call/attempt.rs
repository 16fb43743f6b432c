//! One attempt of a call: credentials, the exchange, and whether its response is a success.
//!
//! - A request has one `Authorization` header, the call's own or the client's, and without one it isn't sent.
//! - A body is decoded as UTF-8 once.

use std::time::Duration;

use http::header::{self, HeaderValue};
use http::{Response, Uri};

use super::raw_response::RawResponse;
use super::telemetry::CallSpan;
use crate::error::{Earlier, Error, TransportError};
use crate::operation::Operation;
use crate::request::PreparedCall;
use crate::transport::{Limits, bounded};

/// How one attempt ended.
pub(super) struct Attempt {
    pub(super) outcome: Result<RawResponse, Error>,
    /// The response was 401 to credentials that may bring another header.
    pub(super) refused_token: bool,
}

/// One attempt, its credentials included, each within `budget`.
pub(super) async fn attempt(call: &PreparedCall, uri: &Uri, budget: Duration) -> Attempt {
    let client = call.endpoint.core();
    let mut headers = call.headers.clone();
    headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, client.user_agent());
    let mut from_client = None;
    if !headers.contains_key(header::AUTHORIZATION) {
        match client.authorization(call.operation, budget).await {
            Ok(authorization) => {
                headers.insert(header::AUTHORIZATION, authorization.clone());
                from_client = Some(authorization);
            }
            Err(error) => return Attempt { outcome: Err(error), refused_token: false },
        }
    }
    let mut request = http::Request::new(call.body.clone());
    *request.method_mut() = call.operation.method();
    *request.uri_mut() = uri.clone();
    *request.headers_mut() = headers;
    // A mock and a recorder know the operation by it; nothing of it is sent.
    #[cfg(feature = "testing")]
    request.extensions_mut().insert(call.operation);
    let limits = Limits::new(budget).with_success_body(client.body_limit());
    let response = bounded(client.network(), call.endpoint.base().host(), request, limits).await;
    let path = call.target.split('?').next().unwrap_or_default();
    let outcome =
        check(call.operation, path, call.endpoint.base().note(), response).and_then(|response| {
            match response.text.is_empty() {
                true if call.expects_body => {
                    Err(Error::empty_body(response.operation, response.status, response.headers))
                }
                _ => Ok(response),
            }
        });
    let unauthorized = outcome.as_ref().is_err_and(Error::is_unauthorized);
    match from_client.filter(|_| unauthorized) {
        Some(header) => Attempt {
            outcome: outcome.map_err(|error| error.signed_with(client.describe_credentials())),
            refused_token: client.refused(&header),
        },
        None => Attempt { outcome, refused_token: false },
    }
}

/// Whether it is a success, and text.
pub(crate) fn check(
    operation: &'static Operation,
    path: &str,
    note: &str,
    response: Result<Response<Vec<u8>>, TransportError>,
) -> Result<RawResponse, Error> {
    let response = match response {
        Ok(response) => response,
        Err(mut failure) => match failure.take_received() {
            // However its body ended: the status says more than a body that broke off.
            Some(received) if !received.status().is_success() => received,
            Some(received) => return Err(Error::transport(operation, note, failure.with_received(received))),
            None => return Err(Error::transport(operation, note, failure)),
        },
    };
    let (head, body) = response.into_parts();
    let (status, headers) = (head.status, head.headers);
    let is_result = status.is_success() || operation.redirects() && status.is_redirection();
    if !is_result {
        return Err(Error::refused_by_api(operation, path, status, headers, &body));
    }
    let encoding = headers.get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(Error::compressed(operation, status, headers, &body));
    }
    match String::from_utf8(body) {
        Ok(text) => {
            let (earlier, span) = (Earlier::default(), CallSpan::none());
            Ok(RawResponse { operation, status, headers, text, attempts: 1, earlier, span })
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let summary = format!("the body is not UTF-8 at byte {at}");
            Err(Error::decode(operation, status, headers, error.as_bytes(), summary))
        }
    }
}
