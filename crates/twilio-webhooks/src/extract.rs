//! Extractors for axum: a handler that takes one is reached by verified webhooks only.
//!
//! In: a request and a state that holds a [`Verifier`]. Out: what the handler asked for, or an answer without a reason in it. Invariant:
//! no more than the verifier's bound of the body is read, and none of it when there is no signature.

use std::fmt;

use axum::body::Body;
use axum::extract::{FromRef, FromRequest, OriginalUri, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::error::{UnreadableContent, VerifyError};
use crate::form::Form;
use crate::raw::{RawWebhook, SIGNATURE};
use crate::verified::FromVerified;
use crate::verifier::Verifier;

/// A verified webhook, read as `T`: [`Form`], [`JsonBody`](crate::JsonBody), [`Bytes`], or a type of yours with [`FromVerified`].
///
/// The router's state is a [`Verifier`], or something that `FromRef` finds one in. It must be the handler's last argument, because it
/// takes the body. In a nested router, the path as the client sent it is what counts. A layer that rewrites the path, or decompresses or
/// changes the body, must not stand before it.
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
        let verifier = Verifier::from_ref(state);
        let (mut parts, body) = request.into_parts();
        if let Some(OriginalUri(uri)) = parts.extensions.get::<OriginalUri>() {
            parts.uri = uri.clone(); // a nested router has cut its own prefix off the path
        }
        if !parts.headers.contains_key(SIGNATURE) {
            return Err(VerifyError::MissingSignature.into());
        }
        let body = read(body, verifier.max_body_bytes()).await?;
        let webhook = RawWebhook::from_http(&parts.method, &parts.uri, &parts.headers, &body)?;
        let verified = verifier.verify(&webhook)?;
        T::from_verified(verified).map(Self).map_err(|unreadable| WebhookRejection(Reason::Unreadable(unreadable)))
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

async fn read(body: Body, most: usize) -> Result<Bytes, WebhookRejection> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(VerifyError::BodyTooLarge.into()),
        Err(_) => Err(WebhookRejection(Reason::Interrupted)),
    }
}

/// Why a request didn't reach the handler. As an answer it says no more than its status:
/// 403 (not verified), 413 (the body is over the bound), 400 (the body broke off), 422 (verified, and not what the handler reads).
///
/// ```
/// use axum::{Router, http::StatusCode, response::IntoResponse, routing::post};
/// use twilio_webhooks::{Form, PublicUrl, VerifiedWebhook, Verifier, VerifyError, WebhookRejection};
///
/// // A handler that takes a `Result` sees the rejection itself.
/// async fn message(webhook: Result<VerifiedWebhook<Form>, WebhookRejection>) -> Result<&'static str, WebhookRejection> {
///     if let Err(rejection) = &webhook {
///         eprintln!("{rejection}");
///     }
///     webhook.map(|_| "<Response/>")
/// }
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let router: Router = Router::new().route("/message", post(message)).with_state(verifier);
///
/// let rejection = WebhookRejection::from(VerifyError::SignatureMismatch);
/// assert_eq!(rejection.verify_error(), Some(VerifyError::SignatureMismatch));
/// assert_eq!(rejection.into_response().status(), StatusCode::FORBIDDEN);
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRejection(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Refused(VerifyError),
    Interrupted,
    Unreadable(UnreadableContent),
}

impl WebhookRejection {
    /// The check that failed, if one did.
    #[must_use]
    pub fn verify_error(&self) -> Option<VerifyError> {
        match self.0 {
            Reason::Refused(error) => Some(error),
            Reason::Interrupted | Reason::Unreadable(_) => None,
        }
    }

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.0 {
            Reason::Refused(VerifyError::BodyTooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Reason::Refused(_) => StatusCode::FORBIDDEN,
            Reason::Interrupted => StatusCode::BAD_REQUEST,
            Reason::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

impl From<VerifyError> for WebhookRejection {
    fn from(error: VerifyError) -> Self {
        Self(Reason::Refused(error))
    }
}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        let status = self.status();
        tracing::debug!(status = status.as_u16(), reason = %self, "webhook rejected");
        status.into_response()
    }
}

impl fmt::Display for WebhookRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Refused(error) => error.fmt(f),
            Reason::Interrupted => f.write_str("webhook refused: the body broke off"),
            Reason::Unreadable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WebhookRejection {}
