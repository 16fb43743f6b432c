//! The call of the token endpoint.
//!
//! What enters: the OAuth client. What leaves: a token or a typed error. Invariants: no `Authorization` header; our copies of the body sent and
//! of the body received are wiped; no error holds the secret, the token, or any part of the body.

use http::header::{self, HeaderValue};
use zeroize::Zeroizing;

use super::client::OAuth;
use super::token::Token;
use crate::auth::TokenCall;
use crate::error::Error;
use crate::limits::TOKEN_BODY;
use crate::operation::Operation;
use crate::transport::{Limits, bounded};
use crate::value::WipedBytes;
use crate::value::percent;

/// How errors call it.
const OPERATION: &Operation = &Operation::post("CreateToken", "/v2/token");

pub(super) async fn token(call: TokenCall<'_>, client: &OAuth) -> Result<Token, Error> {
    let endpoint = client.endpoint()?;
    let mut request = http::Request::new(bytes::Bytes::from_owner(form(client)));
    *request.method_mut() = OPERATION.method();
    *request.uri_mut() = endpoint.uri.clone();
    let headers = request.headers_mut();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(header::USER_AGENT, call.user_agent.clone());
    // A mock and a recorder know the operation by it; nothing of it is sent.
    #[cfg(feature = "testing")]
    request.extensions_mut().insert(OPERATION);
    let limits = Limits::new(call.timeout).with_success_body(TOKEN_BODY);
    let (response, failure) = match bounded(call.transport, endpoint.base.host(), request, limits).await {
        Ok(response) => (response, None),
        Err(mut failure) => match failure.take_received() {
            Some(response) => (response, Some(failure)),
            None => return Err(Error::transport(OPERATION, endpoint.note(), failure)),
        },
    };
    let (head, body) = response.into_parts();
    let body = Zeroizing::new(body);
    if !head.status.is_success() {
        let error = Error::refused_by_api(OPERATION, "", head.status, head.headers, &body);
        let error = match reason(&body) {
            Some(reason) if error.api().is_none() => error.describe(reason),
            _ => error,
        };
        return Err(error.hide(&[client.client_secret.reveal(), client.client_id.reveal()]));
    }
    if let Some(failure) = failure {
        // The body that arrived may contain a token: the error keeps the head alone.
        let head = http::Response::from_parts(head, Vec::new());
        return Err(Error::transport(OPERATION, endpoint.note(), failure.with_received(head)));
    }
    Token::read(&body, call.clock.now(), call.clock.system_now()).map_err(|reason| {
        let reason = format!("the response has no access token: {reason}");
        Error::decode(OPERATION, head.status, head.headers, b"", reason)
    })
}

fn form(client: &OAuth) -> WipedBytes {
    let pairs = [
        ("grant_type", Some("client_credentials")),
        ("client_id", Some(client.client_id.reveal())),
        ("client_secret", Some(client.client_secret.reveal())),
        ("scope", client.scope.as_deref()),
        ("audience", client.audience.as_deref()),
    ];
    // Room for every byte as `%XX`, so that it never grows: growing would leave copies of the secret behind.
    let most = pairs.iter().map(|(name, value)| name.len() + 2 + value.map_or(0, |value| value.len() * 3)).sum();
    let mut form = String::with_capacity(most);
    for (name, value) in pairs {
        if let Some(value) = value {
            percent::append_pair(&mut form, name, value);
        }
    }
    WipedBytes::new(form.into_bytes())
}

/// `error` of RFC 6749, section 5.2, such as `invalid_client`: one of a few words, so that nothing else can stand in it.
fn reason(body: &[u8]) -> Option<&'static str> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    let found = body.get("error")?.as_str()?;
    const KNOWN: [&str; 6] = [
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    ];
    KNOWN.into_iter().find(|known| *known == found)
}
