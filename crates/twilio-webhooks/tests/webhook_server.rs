//! The example server: verified webhooks reach their handlers, all other requests are rejected without a reason.
#![allow(clippy::unwrap_used, reason = "a failed test panics")]

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/webhook_server.rs"]
mod webhook_server;

use axum::body::{Body, to_bytes};
use http::{Request, StatusCode, header};
use tower::ServiceExt as _;
use twilio_webhooks::{PublicUrl, Verifier};

// Computed with Python's hmac and hashlib for the key `12345` and URLs below https://mycompany.com/twilio.
const FORM_SIGNATURE: &str = "WUIwAjpyu6j9z4e2hALxnMSyx24="; // POST /message, Body=Hi there, From=+14158675309
const GET_SIGNATURE: &str = "N6/rKnIJcc5p/ufHY4YWappgV2w="; // GET /message?Body=Hello
const EVENTS_TARGET: &str =
    "/twilio/events?bodySHA256=7dcee6a0c50483d0fb68d53b37822d55409a37928ffa228c6b9a482e3373e770";
const EVENTS_SIGNATURE: &str = "1LEQNJiiuz2WU//NmY0FfpTFY5s=";
const EVENTS: &str = r#"[{"id":1},{"id":2}]"#;
const OBJECT_TARGET: &str =
    "/twilio/events?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
const OBJECT_SIGNATURE: &str = "jNh5e5v1TTjBM+oBFk8qVZXb/D8=";
const FORM: &str = "From=%2B14158675309&Body=Hi+there";

async fn response(request: Request<Body>) -> (StatusCode, String) {
    let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com").unwrap())
        .auth_token("12345")
        .max_body_bytes(64)
        .build()
        .unwrap();
    let response = webhook_server::router(verifier).oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn post(target: &str, content_type: &str, signature: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(target)
        .header(header::HOST, "10.0.0.1:8080")
        .header(header::CONTENT_TYPE, content_type)
        .header("X-Twilio-Signature", signature)
        .body(body.into())
        .unwrap()
}

fn form(body: impl Into<Body>) -> Request<Body> {
    post("/twilio/message", "application/x-www-form-urlencoded", FORM_SIGNATURE, body)
}

#[tokio::test]
async fn a_verified_form_reaches_its_handler_in_a_nested_router() {
    let (status, body) = response(form(FORM)).await;
    assert_eq!((status, body.contains("You wrote 8 characters.")), (StatusCode::OK, true), "{body}");
}

#[tokio::test]
async fn a_verified_get_passes_its_query() {
    let request =
        Request::get("/twilio/message?Body=Hello").header("X-Twilio-Signature", GET_SIGNATURE).body(Body::empty());
    let (status, body) = response(request.unwrap()).await;
    assert_eq!((status, body.contains("You wrote 5 characters.")), (StatusCode::OK, true), "{body}");
}

#[tokio::test]
async fn verified_json_reaches_its_handler() {
    let (status, body) = response(post(EVENTS_TARGET, "application/json", EVENTS_SIGNATURE, EVENTS)).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "2 events"));
}

#[tokio::test]
async fn an_unverified_request_is_forbidden_without_a_reason() {
    let unsigned = Request::post("/twilio/message").body(Body::from(FORM)).unwrap();
    let other_json = post(EVENTS_TARGET, "application/json", EVENTS_SIGNATURE, "[]");
    for request in [unsigned, form(FORM.replace("there", "Bob")), other_json] {
        assert_eq!(response(request).await, (StatusCode::FORBIDDEN, String::new()));
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_and_without_a_known_length() {
    assert_eq!(response(form("a=1".repeat(100))).await, (StatusCode::PAYLOAD_TOO_LARGE, String::new()));
    let unknown_length = Body::from_stream(Endless);
    assert_eq!(response(form(unknown_length)).await, (StatusCode::PAYLOAD_TOO_LARGE, String::new()));
}

#[tokio::test]
async fn verified_json_of_another_type_is_unprocessable_without_a_reason() {
    let (status, body) = response(post(OBJECT_TARGET, "application/json", OBJECT_SIGNATURE, r#"{"a":1}"#)).await;
    assert_eq!((status, body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, ""));
}

#[tokio::test]
async fn routes_without_an_extractor_stay_open() {
    let (status, _) = response(Request::get("/health").body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK);
}

/// A body without an end.
struct Endless;

impl futures_core::Stream for Endless {
    type Item = Result<&'static str, std::convert::Infallible>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok("a=1&")))
    }
}
