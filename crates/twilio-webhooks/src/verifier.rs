//! The verification of one request.
//!
//! - The secret depends on the configuration and on the key id of the settings header only.
//! - No body is parsed or hashed beyond the limits.

use std::fmt;
use std::sync::Arc;

use http::Request;
use http::request::Parts;

use crate::address::{ConfiguredUrl, PublicUrl, SignedUrl};
use crate::body_hash;
use crate::builder::VerifierBuilder;
use crate::error::VerifyError;
use crate::form::{Form, Writing};
use crate::keys::MacKey;
use crate::raw::RawWebhook;
use crate::settings::Settings;
use crate::verified::{KeyName, Verified};

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
pub struct Verifier(pub(crate) Arc<Config>);

pub(crate) struct Config {
    pub(crate) public_url: PublicUrl,
    pub(crate) auth_tokens: Vec<MacKey>,
    pub(crate) shared_keys: Vec<SharedKey>,
    pub(crate) webhook_urls: Vec<ConfiguredUrl>,
    pub(crate) accepts_unrelated_body_hash: bool,
    pub(crate) max_body_bytes: usize,
    pub(crate) max_parameters: usize,
}

pub(crate) struct SharedKey {
    pub(crate) id: Arc<str>,
    pub(crate) key: MacKey,
}

impl Config {
    pub(crate) fn new(public_url: PublicUrl) -> Self {
        Self {
            public_url,
            auth_tokens: Vec::new(),
            shared_keys: Vec::new(),
            webhook_urls: Vec::new(),
            accepts_unrelated_body_hash: false,
            max_body_bytes: 1 << 20,
            max_parameters: 1000,
        }
    }
}

impl Verifier {
    /// Starts the configuration of a verifier for a server that Twilio reaches at this address.
    pub fn builder(public_url: PublicUrl) -> VerifierBuilder {
        VerifierBuilder::new(public_url)
    }

    /// Verifies a request with its body. Uses path and query of its URI, never its host.
    ///
    /// # Errors
    /// The check that failed. Respond with status 403, whichever it is.
    pub fn verify_request<'a, B: AsRef<[u8]>>(&'a self, request: &'a Request<B>) -> Result<Verified<'a>, VerifyError> {
        self.verify(&RawWebhook::from_http(
            request.method(),
            request.uri(),
            request.headers(),
            request.body().as_ref(),
        )?)
    }

    /// Verifies a request whose body has been read separately.
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
    /// The check that failed. Respond with status 403, whichever it is.
    pub fn verify_parts<'a>(&'a self, parts: &'a Parts, body: &'a [u8]) -> Result<Verified<'a>, VerifyError> {
        self.verify(&RawWebhook::from_http(&parts.method, &parts.uri, &parts.headers, body)?)
    }

    /// Verifies a request in parts.
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
    /// The check that failed. Respond with status 403, whichever it is.
    pub fn verify<'a>(&'a self, webhook: &RawWebhook<'a>) -> Result<Verified<'a>, VerifyError> {
        let body = webhook.body;
        if body.len() > self.0.max_body_bytes {
            return Err(VerifyError::BodyTooLarge);
        }
        let signature = webhook.signature.ok_or(VerifyError::MissingSignature)?;
        let keys = self.keys(webhook.settings)?;
        let received = webhook.url(&self.0.public_url)?;
        let is_hashed = body_hash::is_present(received.query());

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
        let is_websocket = webhook.is_websocket();
        let signer = |url: &SignedUrl<'_>| -> Result<Option<KeyName>, VerifyError> {
            for (key, name) in keys.clone() {
                if key.verify(signature, url, is_websocket, &parameters)? {
                    return Ok(Some(name));
                }
            }
            Ok(None)
        };
        let (url, by) = match signer(&received)? {
            Some(by) => (received, by),
            None => {
                let mut configured = self.0.webhook_urls.iter().filter_map(|url| url.with_pairs_of(&received));
                let found = configured.find_map(|url| signer(&url).map(|by| by.map(|by| (url, by))).transpose());
                found.transpose()?.ok_or(VerifyError::SignatureMismatch)?
            }
        };
        drop(parameters);
        // Forms and GETs are compared as well: without that, a recorded JSON request could be replayed as one of them with another body or
        // none. A GET of a product that hashes something else passes only if the configuration accepts that risk.
        let is_compared = is_hashed && !(webhook.is_bodyless() && self.0.accepts_unrelated_body_hash);
        if is_compared && !body_hash::matches(url.query(), body) {
            return Err(VerifyError::BodyHashMismatch);
        }
        let query = webhook.is_bodyless().then(|| url.into_query());
        Ok(Verified::new(body, form, query, self.0.max_parameters, by))
    }

    /// The longest accepted body, in bytes.
    #[cfg(any(feature = "axum", feature = "tower"))]
    pub(crate) fn max_body_bytes(&self) -> usize {
        self.0.max_body_bytes
    }

    /// The keys that may have signed a request with this settings header, and their names.
    fn keys(&self, settings: Option<&str>) -> Result<impl Iterator<Item = (&MacKey, KeyName)> + Clone, VerifyError> {
        let (tokens, shared) = match settings.map(Settings::parse).transpose()? {
            None if self.0.auth_tokens.is_empty() => return Err(VerifyError::NoAuthToken),
            None => (self.0.auth_tokens.as_slice(), None),
            Some(Settings { key, algorithm }) => {
                let known = self.0.shared_keys.iter().find(|known| *known.id == *key).ok_or(VerifyError::UnknownKey)?;
                if known.key.algorithm() != algorithm {
                    return Err(VerifyError::UnknownAlgorithm);
                }
                (&[][..], Some(known))
            }
        };
        let tokens = tokens.iter().enumerate().map(|(position, key)| (key, KeyName::AuthToken(position)));
        Ok(tokens.chain(shared.map(|shared| (&shared.key, KeyName::SharedKey(Arc::clone(&shared.id))))))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Verifier").field(&self.0).finish()
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("public_url", &self.public_url)
            .field("auth_tokens", &format_args!("{} <hidden>", self.auth_tokens.len()))
            .field("shared_keys", &format_args!("{} <hidden>", self.shared_keys.len()))
            .field("webhook_urls", &self.webhook_urls.len())
            .field("accepts_unrelated_body_hash", &self.accepts_unrelated_body_hash)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("max_parameters", &self.max_parameters)
            .finish()
    }
}
