//! The call of the token endpoint.
//!
//! What enters: the OAuth client. What leaves: a token or a typed error. Invariants: no `Authorization` header; our copies of the body sent and
//! of the body received are wiped; no error holds the secret, the token, or any part of the body.

use std::time::SystemTime;

use http::header::{self, HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use super::OAuth;
use super::token::Token;
use crate::client::Client;
use crate::error::Error;
use crate::operation::Operation;
use crate::transport::{BodyEnd, Incoming, Outgoing};
use crate::value::WipedBytes;
use crate::value::percent;

/// How errors call it.
const OPERATION: &Operation = &Operation::post("CreateToken", "/v2/token");
/// A token has a few kilobytes.
const BODY_LIMIT: usize = 64 * 1024;

pub(super) async fn token(core: &Client, client: &OAuth) -> Result<Token, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(header::USER_AGENT, core.user_agent());
    let outgoing = Outgoing {
        method: OPERATION.method(),
        url: client.url()?,
        headers,
        body: Some(bytes::Bytes::from_owner(form(client))),
        timeout: core.timeout(),
        body_limit: BODY_LIMIT,
    };
    let incoming = core.exchange(outgoing).await.map_err(|failure| Error::transport(OPERATION, failure, None))?;
    let Incoming { status, headers, body, end } = incoming;
    let body = Zeroizing::new(body);
    if !status.is_success() {
        let error = Error::refused_by_api(OPERATION, "", status, headers, &body);
        let error = match reason(&body) {
            Some(reason) if error.api().is_none() => error.describe(reason),
            _ => error,
        };
        return Err(error.hide(&[client.client_secret.reveal(), client.client_id.reveal()]));
    }
    match end {
        BodyEnd::Complete => {}
        BodyEnd::Failed(failure) => return Err(Error::transport(OPERATION, failure, Some((status, headers)))),
        BodyEnd::OverLimit(limit) => {
            return Err(Error::decode(
                OPERATION,
                status,
                headers,
                b"",
                format!("the body is longer than {limit} bytes"),
            ));
        }
    }
    Token::read(&body, SystemTime::now()).map_err(|reason| {
        Error::decode(OPERATION, status, headers, b"", format!("the answer holds no access token: {reason}"))
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
