//! A server that replies to messages and receives events. Its webhook routes accept requests from Twilio only.
//!
//! ```sh
//! PUBLIC_URL=https://mycompany.com TWILIO_AUTH_TOKEN=… cargo run -p twilio-webhooks --features axum --example webhook_server
//! ```
//!
//! In Twilio's console, set `$PUBLIC_URL/twilio/message` for a phone number's incoming messages, and `$PUBLIC_URL/twilio/events` as the
//! address of an Event Streams sink.

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use http::header::CONTENT_TYPE;
use twilio_webhooks::{JsonBody, PublicUrl, VerifiedForm, VerifiedWebhook, Verifier};

/// The routes. Every handler below `/twilio` takes an extractor that verifies the request first.
pub fn router(verifier: Verifier) -> Router {
    let twilio =
        Router::new().route("/message", post(message).get(message)).route("/events", post(events)).with_state(verifier);
    Router::new().nest("/twilio", twilio).route("/health", get(async || "fine"))
}

/// Replies to a message. Its parameters are the form of a POST or the query of a GET, depending on the phone number's configuration.
async fn message(VerifiedForm(form): VerifiedForm) -> impl IntoResponse {
    let reply = match form.get("Body") {
        Some(text) => format!("You wrote {} characters.", text.chars().count()),
        None => "You wrote nothing.".to_owned(),
    };
    ([(CONTENT_TYPE, "text/xml")], format!("<Response><Message>{reply}</Message></Response>"))
}

/// Receives events as JSON.
async fn events(VerifiedWebhook(JsonBody(events)): VerifiedWebhook<JsonBody<Vec<serde_json::Value>>>) -> String {
    format!("{} events", events.len())
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "an example prints its address")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let variable = |name: &str| std::env::var(name).map_err(|_| format!("set {name}"));
    let mut builder = Verifier::builder(PublicUrl::parse(&variable("PUBLIC_URL")?)?)
        .auth_token(variable("TWILIO_AUTH_TOKEN")?)
        .max_body_bytes(256 * 1024);
    // During a rotation, both auth tokens are valid.
    if let Ok(secondary) = variable("TWILIO_SECONDARY_AUTH_TOKEN") {
        builder = builder.auth_token(secondary);
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, router(builder.build()?)).await?;
    Ok(())
}
