//! The extractors accept each kind of request that Twilio sends.
#![allow(clippy::unwrap_used, reason = "a failed test panics")]

use axum::Router;
use axum::routing::get;
use http::{Request, StatusCode};
use tower::ServiceExt as _;
use twilio_webhooks::testing::{Signer, signed_form, signed_get, signed_json};
use twilio_webhooks::{JsonBody, PublicUrl, VerifiedForm, VerifiedWebhook, Verifier, VerifierBuilder};

const TOKEN: &str = "12345";

fn url() -> PublicUrl {
    PublicUrl::parse("https://mycompany.com").unwrap()
}

fn builder() -> VerifierBuilder {
    Verifier::builder(url()).auth_token(TOKEN).shared_key("K1", "secret")
}

async fn names(VerifiedForm(form): VerifiedForm) -> String {
    form.iter().map(|(name, _)| name).collect::<Vec<_>>().join(",")
}

async fn json(VerifiedWebhook(JsonBody(value)): VerifiedWebhook<JsonBody<serde_json::Value>>) -> String {
    value.to_string()
}

async fn response(builder: VerifierBuilder, request: Request<String>) -> (StatusCode, String) {
    let router = Router::new()
        .route("/hook", get(names).post(names))
        .route("/events", axum::routing::post(json))
        .with_state(builder.build().unwrap());
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// The request with another query, and so with a signature of the query before.
fn delivered_as(target: &str, mut request: Request<String>) -> Request<String> {
    *request.uri_mut() = target.parse().unwrap();
    request
}

#[tokio::test]
async fn forms_json_and_gets_reach_their_handlers_with_either_kind_of_key() {
    for signer in [Signer::auth_token(TOKEN), Signer::shared_key("K1", "secret")] {
        let parameters = [("From", "+14158675309"), ("Body", "ç & ü")];
        let form = signed_form(&url(), "/hook", signer.clone(), parameters);
        assert_eq!(response(builder(), form).await, (StatusCode::OK, "From,Body".to_owned()));
        let get = signed_get(&url(), "/hook?app=1", signer.clone(), parameters);
        assert_eq!(response(builder(), get).await, (StatusCode::OK, "app,From,Body".to_owned()));
        let json = signed_json(&url(), "/events", signer, r#"{"id":1}"#);
        assert_eq!(response(builder(), json).await, (StatusCode::OK, r#"{"id":1}"#.to_owned()));
    }
}

#[tokio::test]
async fn a_get_with_the_hash_of_something_else_reaches_its_handler_when_the_configuration_allows_it() {
    let hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    let request = || signed_get(&url(), &format!("/hook?bodySHA256={hash}"), TOKEN, [("Status", "pending-review")]);
    assert_eq!(response(builder(), request()).await.0, StatusCode::FORBIDDEN);
    let lenient = builder().accept_unrelated_body_hash(true);
    assert_eq!(response(lenient, request()).await, (StatusCode::OK, "bodySHA256,Status".to_owned()));
}

#[tokio::test]
async fn a_query_that_is_delivered_in_another_order_reaches_its_handler_with_the_configured_url() {
    let signed = || signed_form(&url(), "/hook?user=7&app=1", TOKEN, [("From", "1")]);
    let sorted = || delivered_as("/hook?app=1&user=7", signed());
    assert_eq!(response(builder(), sorted()).await.0, StatusCode::FORBIDDEN);
    let configured = builder().webhook_url("https://mycompany.com/hook?user=7&app=1");
    assert_eq!(response(configured, sorted()).await, (StatusCode::OK, "From".to_owned()));
}

#[tokio::test]
async fn a_websocket_handshake_reaches_its_handler() {
    let handshake = Signer::auth_token(TOKEN).websocket(&url(), "/hook?user=7").unwrap().into_request().unwrap();
    assert_eq!(response(builder(), handshake).await, (StatusCode::OK, "user".to_owned()));
}
