//! The check itself.
//!
//! In: a request. Out: [`Verified`], or the first check that failed. Invariants: which secrets are tried depends on configuration and on
//! whether a settings header names one of them, and on nothing else; no body is parsed or hashed beyond the bounds.

use std::fmt;
use std::sync::Arc;

use http::Request;
use http::request::Parts;

use crate::body_hash;
use crate::builder::VerifierBuilder;
use crate::error::VerifyError;
use crate::form::{Form, Writing};
use crate::keys::MacKey;
use crate::public_url::PublicUrl;
use crate::raw::RawWebhook;
use crate::settings::Settings;
use crate::verified::{Verified, VerifiedBy};

/// Verifies that webhooks come from Twilio. Cheap to clone; `Debug` shows no secret.
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier};
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let request = http::Request::post("http://internal:8080/hook?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862")
///     .header("content-type", "application/json")
///     .header("x-twilio-signature", "5RzLWLtxROOEDxluB0CLCWjQg48=")
///     .body(r#"{"a":1}"#)?;
/// assert_eq!(verifier.verify_request(&request)?.body(), br#"{"a":1}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Verifier(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) public_url: PublicUrl,
    pub(crate) auth_tokens: Vec<MacKey>,
    pub(crate) shared_keys: Vec<SharedKey>,
    pub(crate) max_body_bytes: usize,
    pub(crate) max_parameters: usize,
}

pub(crate) struct SharedKey {
    pub(crate) id: String,
    pub(crate) key: MacKey,
}

impl Inner {
    pub(crate) fn new(public_url: PublicUrl) -> Self {
        Self {
            public_url,
            auth_tokens: Vec::new(),
            shared_keys: Vec::new(),
            max_body_bytes: 1 << 20,
            max_parameters: 1000,
        }
    }
}

impl Verifier {
    /// Starts the settings of a verifier for a server that Twilio reaches at this URL.
    pub fn builder(public_url: PublicUrl) -> VerifierBuilder {
        VerifierBuilder::new(public_url)
    }

    /// Verifies a request with its body. Only path and query of its URI are used, never its host.
    ///
    /// # Errors
    /// The check that failed. Answer 403, whichever it is.
    pub fn verify_request<'a, B: AsRef<[u8]>>(&'a self, request: &'a Request<B>) -> Result<Verified<'a>, VerifyError> {
        self.verify(&RawWebhook::from_http(
            request.method(),
            request.uri(),
            request.headers(),
            request.body().as_ref(),
        )?)
    }

    /// Verifies a request whose body was read already.
    ///
    /// ```
    /// # use twilio_webhooks::{PublicUrl, Verifier, VerifyError};
    /// # let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
    /// let (parts, body) = http::Request::post("/hook").body("a=b").unwrap().into_parts();
    /// assert_eq!(verifier.verify_parts(&parts, body.as_bytes()).unwrap_err(), VerifyError::MissingSignature);
    /// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
    /// ```
    ///
    /// # Errors
    /// The check that failed. Answer 403, whichever it is.
    pub fn verify_parts<'a>(&'a self, parts: &'a Parts, body: &'a [u8]) -> Result<Verified<'a>, VerifyError> {
        self.verify(&RawWebhook::from_http(&parts.method, &parts.uri, &parts.headers, body)?)
    }

    /// Verifies a request given by its parts.
    ///
    /// ```
    /// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier, VerifyError};
    ///
    /// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
    /// let webhook = RawWebhook::new("POST", "/hook?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862")
    ///     .signature("5RzLWLtxROOEDxluB0CLCWjQg48=");
    /// assert!(verifier.verify(&webhook.body(br#"{"a":1}"#)).is_ok());
    /// assert_eq!(verifier.verify(&webhook.body(br#"{"a":2}"#)).unwrap_err(), VerifyError::BodyHashMismatch);
    /// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
    /// ```
    ///
    /// # Errors
    /// The check that failed. Answer 403, whichever it is.
    pub fn verify<'a>(&'a self, webhook: &RawWebhook<'a>) -> Result<Verified<'a>, VerifyError> {
        let body = webhook.body;
        if body.len() > self.0.max_body_bytes {
            return Err(VerifyError::BodyTooLarge);
        }
        let signature = webhook.signature.ok_or(VerifyError::MissingSignature)?;
        let keys = self.keys(webhook.settings)?;
        let url = webhook.url(&self.0.public_url)?;
        let query = url.query();
        let is_hashed = body_hash::is_present(query);

        let form = if webhook.is_bodyless() {
            if !body.is_empty() {
                return Err(VerifyError::UnexpectedBody);
            }
            None
        } else if webhook.is_form() {
            Some(Form::decode(body, self.0.max_parameters, Writing::Strict)?)
        } else if is_hashed {
            None
        } else {
            return Err(VerifyError::MissingBodyHash);
        };

        let parameters = form.as_ref().map(Form::signed).unwrap_or_default();
        let mut by = None;
        for (key, candidate) in keys {
            if key.verify(signature, &url, &parameters)? {
                by = Some(candidate);
                break;
            }
        }
        let by = by.ok_or(VerifyError::SignatureMismatch)?;
        drop(parameters);
        // Also for forms and GETs: a signed JSON request must not pass as one of them with another body or none.
        if is_hashed && !body_hash::matches(query, body) {
            return Err(VerifyError::BodyHashMismatch);
        }
        Ok(Verified::new(body, form, query, webhook.is_bodyless(), self.0.max_parameters, by))
    }

    /// The longest body that is looked at.
    #[cfg(feature = "axum")]
    pub(crate) fn max_body_bytes(&self) -> usize {
        self.0.max_body_bytes
    }

    /// The keys that may have signed a request with this settings header.
    fn keys<'a>(
        &'a self,
        settings: Option<&str>,
    ) -> Result<impl Iterator<Item = (&'a MacKey, VerifiedBy<'a>)>, VerifyError> {
        let (tokens, shared) = match settings.map(Settings::parse).transpose()? {
            None if self.0.auth_tokens.is_empty() => return Err(VerifyError::NoAuthToken),
            None => (self.0.auth_tokens.as_slice(), None),
            Some(Settings { key, algorithm }) => {
                let known = self.0.shared_keys.iter().find(|known| known.id == key).ok_or(VerifyError::UnknownKey)?;
                if known.key.algorithm() != algorithm {
                    return Err(VerifyError::UnknownAlgorithm);
                }
                (&[][..], Some(known))
            }
        };
        let tokens = tokens.iter().enumerate().map(|(position, key)| (key, VerifiedBy::AuthToken(position)));
        Ok(tokens.chain(shared.map(|shared| (&shared.key, VerifiedBy::SharedKey(&shared.id)))))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Verifier").field(&self.0).finish()
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("public_url", &self.public_url)
            .field("auth_tokens", &format_args!("{} <hidden>", self.auth_tokens.len()))
            .field("shared_keys", &format_args!("{} <hidden>", self.shared_keys.len()))
            .field("max_body_bytes", &self.max_body_bytes)
            .field("max_parameters", &self.max_parameters)
            .finish()
    }
}
