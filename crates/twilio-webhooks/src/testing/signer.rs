//! Signs a request with a key.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac;
use zeroize::Zeroizing;

use crate::address::{PublicUrl, SignedUrl};
use crate::body_hash;
use crate::error::WebhookConfigError;
use crate::form::{Form, Writing};
use crate::keys::{MacKey, is_usable_id};
use crate::raw::{SETTINGS, SIGNATURE};
use crate::testing::error::SigningError;
use crate::testing::request::SignedWebhook;

/// Signs requests with an auth token (HMAC-SHA1) or a shared key (HMAC-SHA256). `Debug` hides the secret.
///
/// In each method, `url` is the one of your [`Verifier`](crate::Verifier) and `target` is path and query as your server receives them.
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier, VerifiedBy, testing::Signer};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// let verifier = Verifier::builder(url.clone()).auth_token("12345").shared_key("K1", "secret").build()?;
///
/// let signer = Signer::shared_key("K1", "secret");
/// let webhook = signer.json(&url, "/events", r#"{"id":1}"#)?;
/// assert_eq!(verifier.verify(&webhook.as_raw())?.by(), VerifiedBy::SharedKey("K1"));
///
/// let signer = Signer::auth_token("12345");                    // or Signer::from("12345")
/// for webhook in [
///     signer.form(&url, "/hook", [("From", "+14158675309")])?,
///     signer.get(&url, "/hook", [("From", "+14158675309")])?,
///     signer.websocket(&url, "/stream")?,
/// ] {
///     assert_eq!(verifier.verify(&webhook.as_raw())?.by(), VerifiedBy::AuthToken(0));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    key: Result<MacKey, WebhookConfigError>,
    settings: Option<String>,
}

impl Signer {
    /// Creates a signer with an auth token.
    #[must_use]
    pub fn auth_token(token: impl Into<String>) -> Self {
        Self { key: MacKey::sha1(Zeroizing::new(token.into())), settings: None }
    }

    /// Creates a signer with a shared key.
    #[must_use]
    pub fn shared_key(id: &str, secret: impl Into<String>) -> Self {
        let key = MacKey::sha256(Zeroizing::new(secret.into()));
        let key = if is_usable_id(id) { key } else { Err(WebhookConfigError::UnusableKeyId) };
        Self { key, settings: Some(format!("key={id},algorithm=HMAC_SHA256")) }
    }

    /// Signs a POST with a form.
    ///
    /// # Errors
    /// The key is unusable, or the target is not a path below the URL's prefix.
    pub fn form<K: AsRef<str>, V: AsRef<str>>(
        &self,
        url: &PublicUrl,
        target: &str,
        parameters: impl IntoIterator<Item = (K, V)>,
    ) -> Result<SignedWebhook, SigningError> {
        let body = encode(parameters);
        let headers = vec![("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8".to_owned())];
        let signed = Form::decode(body.as_bytes(), usize::MAX, Writing::Strict).map_err(|_| SigningError::EmptyName)?;
        let webhook = SignedWebhook { method: "POST", target: target.to_owned(), headers, body };
        self.sign(&join(url, target)?, &signed, webhook)
    }

    /// Signs a POST with a JSON body. `bodySHA256` is appended to the query.
    ///
    /// # Errors
    /// As [`form`](Self::form).
    pub fn json(&self, url: &PublicUrl, target: &str, json: impl Into<String>) -> Result<SignedWebhook, SigningError> {
        let body = json.into();
        let target = append(target, &body_hash::parameter(body.as_bytes()));
        let headers = vec![("Content-Type", "application/json".to_owned())];
        let webhook = SignedWebhook { method: "POST", target: target.clone(), headers, body };
        self.sign(&join(url, &target)?, &Form::default(), webhook)
    }

    /// Signs a GET. The parameters are appended to the query.
    ///
    /// # Errors
    /// As [`form`](Self::form).
    pub fn get<K: AsRef<str>, V: AsRef<str>>(
        &self,
        url: &PublicUrl,
        target: &str,
        parameters: impl IntoIterator<Item = (K, V)>,
    ) -> Result<SignedWebhook, SigningError> {
        let target = append(target, &encode(parameters));
        let webhook = SignedWebhook { method: "GET", target: target.clone(), headers: Vec::new(), body: String::new() };
        self.sign(&join(url, &target)?, &Form::default(), webhook)
    }

    /// Signs a WebSocket handshake: a GET whose URL is signed with `wss`, or `ws` if the address is not encrypted.
    ///
    /// # Errors
    /// As [`form`](Self::form).
    pub fn websocket(&self, url: &PublicUrl, target: &str) -> Result<SignedWebhook, SigningError> {
        let headers = vec![("Connection", "Upgrade".to_owned()), ("Upgrade", "websocket".to_owned())];
        let webhook = SignedWebhook { method: "GET", target: target.to_owned(), headers, body: String::new() };
        self.sign(&join(url, target)?.into_websocket(), &Form::default(), webhook)
    }

    fn sign(
        &self,
        url: &SignedUrl<'_>,
        form: &Form,
        mut webhook: SignedWebhook,
    ) -> Result<SignedWebhook, SigningError> {
        let key = self.key.as_ref().map_err(|error| SigningError::Key(*error))?;
        let pieces = url.spellings(false).take(1).flatten().chain(form.signed());
        webhook.headers.push((SIGNATURE, key.sign(pieces)));
        webhook.headers.extend(self.settings.clone().map(|settings| (SETTINGS, settings)));
        Ok(webhook)
    }
}

impl MacKey {
    fn sign<'a>(&self, pieces: impl Iterator<Item = &'a str>) -> String {
        match self {
            Self::Sha1(keyed) => signature(keyed.clone(), pieces),
            Self::Sha256(keyed) => signature(keyed.clone(), pieces),
        }
    }
}

fn signature<'a>(mut mac: impl Mac, pieces: impl Iterator<Item = &'a str>) -> String {
    pieces.for_each(|piece| mac.update(piece.as_bytes()));
    STANDARD.encode(mac.finalize().into_bytes())
}

fn join<'a>(url: &'a PublicUrl, target: &'a str) -> Result<SignedUrl<'a>, SigningError> {
    url.join(target).map_err(|_| SigningError::InvalidTarget)
}

fn encode<K: AsRef<str>, V: AsRef<str>>(parameters: impl IntoIterator<Item = (K, V)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

/// The target with more parameters in its query.
fn append(target: &str, parameters: &str) -> String {
    let separator = match target.split_once('?') {
        _ if parameters.is_empty() => "",
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    [target, separator, parameters].concat()
}

impl From<&str> for Signer {
    fn from(token: &str) -> Self {
        Self::auth_token(token)
    }
}

impl From<&String> for Signer {
    fn from(token: &String) -> Self {
        Self::auth_token(token)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({}, <hidden>)", self.settings.as_deref().unwrap_or("auth token"))
    }
}
