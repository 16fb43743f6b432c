//! One delivery: a request, repeated as the receiver's settings say, and what its response means.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use twilio_webhooks::PublicUrl;
use twilio_webhooks::testing::Signer;

use super::local::{Handler, Receivers};
use super::receiver::receiver;
use crate::engine::{Delivery, DeliveryMethod};

const TIMEOUT: Duration = Duration::from_secs(5);
/// The largest response that is read.
const MAX_RESPONSE: usize = 64 * 1024;

/// What the response of a pre-event webhook means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The change is made; these inputs are set to these values.
    Allowed(Vec<(String, String)>),
    /// The change is refused.
    Refused,
}

/// What came of a delivery.
#[derive(Debug)]
pub(super) struct Delivered {
    pub(super) verdict: Verdict,
    pub(super) note: String,
}

/// Sends a webhook until the receiver takes it or its retries are used up.
pub(super) async fn deliver(delivery: &Delivery, auth_token: &str, receivers: &Receivers) -> Delivered {
    let mut attempt = 0;
    loop {
        let result = tokio::time::timeout(TIMEOUT, send(delivery, auth_token, attempt, receivers)).await;
        let status = match &result {
            Ok(Ok((status, _))) => Some(*status),
            Ok(Err(_)) | Err(_) => None,
        };
        let again = match status {
            None => result.is_err(),
            Some(status) => matches!(status.as_u16(), 429 | 503 | 504),
        };
        if again && attempt < delivery.retries {
            attempt += 1;
            continue;
        }
        let outcome = match (&result, status) {
            (_, Some(status)) => format!("status {}", status.as_u16()),
            (Err(_), _) => "no response within 5 s".to_owned(),
            (Ok(Err(error)), _) => error.to_string(),
            (Ok(Ok(_)), None) => String::new(),
        };
        let note = format!("{} to {}: {outcome}", delivery.event.name, delivery.url);
        let verdict = match result {
            Ok(Ok((status, body))) => verdict(delivery, status, &body),
            // Without a response the change is published as it is.
            Ok(Err(_)) | Err(_) => Verdict::Allowed(Vec::new()),
        };
        return Delivered { verdict, note };
    }
}

type SendError = Box<dyn std::error::Error + Send + Sync>;

async fn send(
    delivery: &Delivery,
    auth_token: &str,
    attempt: u8,
    receivers: &Receivers,
) -> Result<(StatusCode, Bytes), SendError> {
    let request = request(delivery, auth_token, attempt)?;
    match receivers.of(&delivery.url) {
        Some(handler) => call(handler, request).await,
        None => send_over_socket(delivery, request).await,
    }
}

/// Calls a receiver in this process. Its panic is a failed delivery.
async fn call(handler: Handler, request: Request<Bytes>) -> Result<(StatusCode, Bytes), SendError> {
    let response = tokio::spawn(async move { handler(request).await }).await;
    let (parts, body) = response.map_err(|_| "the receiver panicked")?.into_parts();
    Ok((parts.status, body))
}

async fn send_over_socket(delivery: &Delivery, request: Request<Bytes>) -> Result<(StatusCode, Bytes), SendError> {
    let (host, port) = receiver(&delivery.url).map_err(|refused| refused.to_string())?;
    let stream = connect(&host, port).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // Its end is the end of the exchange, which reports the problem.
        let _ = connection.await;
    });
    let response = sender.send_request(request.map(Full::new)).await?;
    let status = response.status();
    let body = Limited::new(response.into_body(), MAX_RESPONSE).collect().await?.to_bytes();
    Ok((status, body))
}

/// Connects to an address of this machine, whatever the name resolves to besides.
async fn connect(host: &str, port: u16) -> Result<TcpStream, SendError> {
    let mut last: SendError = "the name leads to no loopback address".into();
    for address in tokio::net::lookup_host((host, port)).await?.filter(|address| address.ip().is_loopback()) {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error.into(),
        }
    }
    Err(last)
}

fn request(delivery: &Delivery, auth_token: &str, attempt: u8) -> Result<Request<Bytes>, SendError> {
    let mut parameters = delivery.parameters.clone();
    parameters.push(("RetryCount".to_owned(), attempt.to_string()));
    let url = url::Url::parse(&delivery.url)?;
    let origin = PublicUrl::parse(&url[..url::Position::BeforePath])?;
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let signer = Signer::auth_token(auth_token);
    let signed = match delivery.method {
        DeliveryMethod::Post => signer.form(&origin, target, parameters)?,
        DeliveryMethod::Get => signer.get(&origin, target, parameters)?,
    };
    let mut request = Request::builder()
        .method(signed.method())
        .uri(signed.target())
        .body(Bytes::copy_from_slice(signed.body().as_bytes()))?;
    let headers = request.headers_mut();
    for (name, value) in signed.headers() {
        headers.insert(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_str(value)?);
    }
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    headers.insert(header::HOST, HeaderValue::from_str(host)?);
    headers.insert(header::USER_AGENT, HeaderValue::from_static("TwilioProxy/1.1 (twilio-emulator)"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    Ok(request)
}

fn verdict(delivery: &Delivery, status: StatusCode, body: &[u8]) -> Verdict {
    if status != StatusCode::OK {
        let passes = !delivery.failure_refuses && status.is_server_error();
        return if passes { Verdict::Allowed(Vec::new()) } else { Verdict::Refused };
    }
    let json: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let changes = delivery
        .event
        .modifiable
        .iter()
        .filter_map(|(member, input)| {
            let value = match json.get(member)? {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            Some(((*input).to_owned(), value))
        })
        .collect();
    Verdict::Allowed(changes)
}
