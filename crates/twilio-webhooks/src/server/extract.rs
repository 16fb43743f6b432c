//! Extractors for axum. A handler that takes one is only called for verified webhooks.

use std::fmt;

use axum::extract::{FromRef, FromRequest, Request};
use axum::response::{IntoResponse, Response};

use crate::form::Form;
use crate::server::rejection::WebhookRejection;
use crate::verified::FromVerified;
use crate::verifier::Verifier;

/// A verified webhook, read as `T`: [`Form`], [`JsonBody`](crate::JsonBody), [`Bytes`](bytes::Bytes), or your own type with
/// [`FromVerified`].
///
/// - The router's state is a [`Verifier`], or a type from which `FromRef` gets one.
/// - The extractor reads the body, so it must be the handler's last argument.
/// - In a nested router, the path as the client sent it is verified.
/// - No layer before the handler may rewrite the path or change the body.
///
/// ```
/// use axum::{Router, routing::post};
/// use twilio_webhooks::{JsonBody, PublicUrl, VerifiedWebhook, Verifier};
///
/// async fn events(VerifiedWebhook(JsonBody(events)): VerifiedWebhook<JsonBody<Vec<serde_json::Value>>>) -> String {
///     format!("{} events", events.len())
/// }
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let router: Router = Router::new().route("/events", post(events)).with_state(verifier);
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
///
/// A handler that takes a `Result` receives the rejection:
///
/// ```
/// use twilio_webhooks::{Form, VerifiedWebhook, WebhookRejection};
///
/// async fn message(webhook: Result<VerifiedWebhook<Form>, WebhookRejection>) -> Result<&'static str, WebhookRejection> {
///     if let Err(rejection) = &webhook {
///         eprintln!("{rejection}");
///     }
///     webhook.map(|_| "<Response/>")
/// }
/// ```
#[derive(Clone, Copy)]
pub struct VerifiedWebhook<T>(pub T);

/// The parameters of a verified webhook: the form of a POST, the query of a GET.
///
/// ```
/// use axum::{Router, routing::post};
/// use twilio_webhooks::{PublicUrl, VerifiedForm, Verifier};
///
/// async fn message(VerifiedForm(form): VerifiedForm) -> &'static str {
///     if form.get("Body") == Some("STOP") { "<Response/>" } else { "<Response><Message>Hello</Message></Response>" }
/// }
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let router: Router = Router::new().route("/message", post(message)).with_state(verifier);
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[derive(Clone, Debug)]
pub struct VerifiedForm(pub Form);

impl<T> fmt::Debug for VerifiedWebhook<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifiedWebhook(<private>)")
    }
}

impl<S, T> FromRequest<S> for VerifiedWebhook<T>
where
    S: Send + Sync,
    T: FromVerified,
    Verifier: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebhookRejection> {
        let (_, _, verified) = super::verify(&Verifier::from_ref(state), request).await?;
        T::from_verified(verified).map(Self).map_err(WebhookRejection::unreadable)
    }
}

impl<S> FromRequest<S> for VerifiedForm
where
    S: Send + Sync,
    Verifier: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebhookRejection> {
        VerifiedWebhook::from_request(request, state).await.map(|VerifiedWebhook(form)| Self(form))
    }
}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        self.respond()
    }
}
