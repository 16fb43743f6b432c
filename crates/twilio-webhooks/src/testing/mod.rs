//! Signs requests for your tests, as Twilio does.
//!
//! [`signed_form`], [`signed_json`] and [`signed_get`] return an [`http::Request`] that goes into axum's `oneshot` or any other service:
//!
//! ```
//! # #[cfg(not(feature = "axum"))] fn main() {}
//! # #[cfg(feature = "axum")] fn main() -> Result<(), Box<dyn std::error::Error>> { with_axum::run() }
//! # #[cfg(feature = "axum")] mod with_axum {
//! use axum::{Router, routing::post};
//! use tower::ServiceExt;
//! use twilio_webhooks::{PublicUrl, VerifiedForm, Verifier, testing::signed_form};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # pub async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let url = PublicUrl::parse("https://mycompany.com")?;
//! let verifier = Verifier::builder(url.clone()).auth_token("12345").build()?;
//! let app: Router = Router::new().route("/hook", post(async |VerifiedForm(_): VerifiedForm| "fine")).with_state(verifier);
//!
//! let request = signed_form(&url, "/hook", "12345", [("From", "+14158675309"), ("Body", "Hi")]);
//! assert_eq!(app.oneshot(request).await?.status(), 200);
//! # Ok(())
//! # }
//! # }
//! ```
//!
//! A [`Signer`] returns the same as plain strings, for servers without `http` types. A `&str` in place of a [`Signer`] is an auth token;
//! for a shared key, pass [`Signer::shared_key`].
//!
//! Keep this feature in `dev-dependencies`: an application has no reason to sign webhooks.

mod error;
mod request;
mod signer;

pub use error::SigningError;
pub use request::SignedWebhook;
pub use signer::Signer;

use http::Request;

use crate::address::PublicUrl;

/// Signs a POST with a form.
///
/// `target` is path and query as your server receives them. For an axum example see [the module](self).
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier, testing::{Signer, signed_form}};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// let verifier = Verifier::builder(url.clone()).shared_key("K1", "secret").build()?;
/// let mut request = signed_form(&url, "/hook", Signer::shared_key("K1", "secret"), [("Digits", "1234")]);
/// assert!(verifier.verify_request(&request).is_ok());
/// *request.body_mut() = "Digits=1235".to_owned();
/// assert!(verifier.verify_request(&request).is_err());
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
///
/// # Panics
/// If the key is unusable (empty, or with white space around it), or the target is not a path below the URL's prefix. To get an error
/// instead, use [`Signer::form`].
#[track_caller]
pub fn signed_form<K: AsRef<str>, V: AsRef<str>>(
    url: &PublicUrl,
    target: &str,
    signer: impl Into<Signer>,
    parameters: impl IntoIterator<Item = (K, V)>,
) -> Request<String> {
    request(signer.into().form(url, target, parameters))
}

/// Signs a POST with a JSON body: the target gets a `bodySHA256`, which is part of the signed URL.
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier, testing::signed_json};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// let verifier = Verifier::builder(url.clone()).auth_token("12345").build()?;
/// let request = signed_json(&url, "/events", "12345", r#"[{"id":1}]"#);
/// assert!(verifier.verify_request(&request).is_ok());
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
///
/// # Panics
/// As [`signed_form`]. To get an error instead, use [`Signer::json`].
#[track_caller]
pub fn signed_json(
    url: &PublicUrl,
    target: &str,
    signer: impl Into<Signer>,
    json: impl Into<String>,
) -> Request<String> {
    request(signer.into().json(url, target, json))
}

/// Signs a GET whose parameters are appended to the target's query.
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier, testing::signed_get};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// let verifier = Verifier::builder(url.clone()).auth_token("12345").build()?;
/// let request = signed_get(&url, "/hook?tenant=7", "12345", [("Body", "Hi there")]);
/// assert_eq!(request.uri(), "/hook?tenant=7&Body=Hi+there");
/// assert!(verifier.verify_request(&request).is_ok());
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
///
/// # Panics
/// As [`signed_form`]. To get an error instead, use [`Signer::get`].
#[track_caller]
pub fn signed_get<K: AsRef<str>, V: AsRef<str>>(
    url: &PublicUrl,
    target: &str,
    signer: impl Into<Signer>,
    parameters: impl IntoIterator<Item = (K, V)>,
) -> Request<String> {
    request(signer.into().get(url, target, parameters))
}

#[track_caller]
fn request(signed: Result<SignedWebhook, SigningError>) -> Request<String> {
    match signed.and_then(SignedWebhook::into_request) {
        Ok(request) => request,
        Err(error) => panic!("{error}"),
    }
}
