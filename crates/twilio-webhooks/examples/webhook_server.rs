//! A server that answers messages and takes events, and that nobody but Twilio can reach.
//!
//! ```sh
//! PUBLIC_URL=https://mycompany.com TWILIO_AUTH_TOKEN=… cargo run -p twilio-webhooks --features axum --example webhook_server
//! ```
//!
//! Point a phone number's "a message comes in" at `$PUBLIC_URL/twilio/message`, an Event Streams webhook at `$PUBLIC_URL/twilio/events`.

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use http::header::CONTENT_TYPE;
use twilio_webhooks::{JsonBody, PublicUrl, VerifiedForm, VerifiedWebhook, Verifier};

/// The routes. Every handler below `/twilio` takes an extractor that verifies, and so is never reached by anybody else.
pub fn router(verifier: Verifier) -> Router {
    let twilio =
        Router::new().route("/message", post(message).get(message)).route("/events", post(events)).with_state(verifier);
    Router::new().nest("/twilio", twilio).route("/health", get(async || "fine"))
}

/// A message came in: its parameters are the body of a POST or the query of a GET, as the phone number is set up.
async fn message(VerifiedForm(form): VerifiedForm) -> impl IntoResponse {
    let answer = match form.get("Body") {
        Some(text) => format!("You wrote {} characters.", text.chars().count()),
        None => "You wrote nothing.".to_owned(),
    };
    ([(CONTENT_TYPE, "text/xml")], format!("<Response><Message>{answer}</Message></Response>"))
}

/// Events came in, as JSON.
async fn events(VerifiedWebhook(JsonBody(events)): VerifiedWebhook<JsonBody<Vec<serde_json::Value>>>) -> String {
    format!("{} events", events.len())
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "an example tells where it listens")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let variable = |name: &str| std::env::var(name).map_err(|_| format!("set {name}"));
    let mut builder = Verifier::builder(PublicUrl::parse(&variable("PUBLIC_URL")?)?)
        .auth_token(variable("TWILIO_AUTH_TOKEN")?)
        .max_body_bytes(256 * 1024);
    // While auth tokens are being rotated, both are good.
    if let Ok(secondary) = variable("TWILIO_SECONDARY_AUTH_TOKEN") {
        builder = builder.auth_token(secondary);
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, router(builder.build()?)).await?;
    Ok(())
}
