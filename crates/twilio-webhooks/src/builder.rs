//! The configuration of a verifier.
//!
//! The string of a secret is wiped as soon as it has become a key. The first problem is kept and returned by
//! [`VerifierBuilder::build`].

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::address::{ConfiguredUrl, PublicUrl};
use crate::error::WebhookConfigError;
use crate::keys::{MacKey, is_usable_id};
use crate::verifier::{Config, SharedKey, Verifier};

/// Builds a [`Verifier`].
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier};
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?)
///     .auth_token("the primary auth token")
///     .auth_token("the secondary auth token, during a rotation")
///     .shared_key("SK1", "the secret of this key")
///     .webhook_url("https://mycompany.com/status?team=7&app=1")
///     .max_body_bytes(64 * 1024)
///     .max_parameters(200)
///     .build()?;
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[must_use = "a builder does nothing until it builds"]
pub struct VerifierBuilder {
    config: Config,
    problem: Option<WebhookConfigError>,
}

impl VerifierBuilder {
    pub(crate) fn new(public_url: PublicUrl) -> Self {
        Self { config: Config::new(public_url), problem: None }
    }

    /// Adds an auth token, which signs webhooks without `X-Twilio-Webhooks-Signature-Settings` (HMAC-SHA1). Each call adds one.
    pub fn auth_token(mut self, token: impl Into<String>) -> Self {
        match MacKey::sha1(Zeroizing::new(token.into())) {
            Ok(key) => self.config.auth_tokens.push(key),
            Err(problem) => self.keep(problem),
        }
        self
    }

    /// Adds a shared key, which signs webhooks whose `X-Twilio-Webhooks-Signature-Settings` names this id (HMAC-SHA256). Each call adds
    /// one. The secret is used as a string, not decoded.
    pub fn shared_key(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        let (id, secret) = (id.into(), Zeroizing::new(secret.into()));
        if !is_usable_id(&id) {
            self.keep(WebhookConfigError::UnusableKeyId);
        } else if self.config.shared_keys.iter().any(|known| *known.id == *id) {
            self.keep(WebhookConfigError::RepeatedKeyId);
        } else {
            match MacKey::sha256(secret) {
                Ok(key) => self.config.shared_keys.push(SharedKey { id: id.into(), key }),
                Err(problem) => self.keep(problem),
            }
        }
        self
    }

    /// Adds the URL of one webhook exactly as configured at Twilio.
    ///
    /// Needed if the URL has a query: Twilio signs the query in the configured order and may deliver it sorted. A request with the path
    /// of this URL and all of its query pairs is verified as received first, and then with the pairs in the configured order and with
    /// scheme and host of this URL. Each call adds one URL. A fragment (`#rc=2`) is ignored.
    ///
    /// If a name occurs more than once in the query, read its values from the [`Verified`](crate::Verified) webhook, which has the signed
    /// order.
    ///
    /// ```
    /// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};
    ///
    /// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?)
    ///     .auth_token("12345")
    ///     .webhook_url("https://mycompany.com/hook?user=7&app=1")
    ///     .build()?;
    /// // Signed for ?user=7&app=1, delivered with a sorted query.
    /// let webhook = RawWebhook::new("GET", "/hook?app=1&user=7").signature("SzmDqMVRUrXVgFqoRetyDJo6+YA=");
    /// assert!(verifier.verify(&webhook).is_ok());
    /// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
    /// ```
    pub fn webhook_url(mut self, url: impl AsRef<str>) -> Self {
        match ConfiguredUrl::parse(url.as_ref()) {
            Ok(url) => self.config.webhook_urls.push(url),
            Err(problem) => self.keep(problem),
        }
        self
    }

    /// Accepts a GET or HEAD whose `bodySHA256` is not the hash of its empty body. Default: such a request is refused with
    /// [`BodyHashMismatch`](crate::VerifyError::BodyHashMismatch).
    ///
    /// Some products add a `bodySHA256` of something else to webhooks by GET, such as status callbacks of regulatory bundles.
    ///
    /// The signature covers neither method nor body. The comparison is what keeps a recorded JSON POST from being replayed as a GET to the
    /// same URL. Use a verifier with this option only for routes that receive webhooks by GET.
    ///
    /// ```
    /// use twilio_webhooks::{PublicUrl, Verifier};
    ///
    /// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?)
    ///     .auth_token("12345")
    ///     .accept_unrelated_body_hash(true)
    ///     .build()?;
    /// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
    /// ```
    pub fn accept_unrelated_body_hash(mut self, accept: bool) -> Self {
        self.config.accepts_unrelated_body_hash = accept;
        self
    }

    /// Sets the longest accepted body, in bytes. Default: 1 MiB.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.config.max_body_bytes = bytes;
        self
    }

    /// Sets the largest accepted number of parameters of a form or query. Default: 1000.
    pub fn max_parameters(mut self, count: usize) -> Self {
        self.config.max_parameters = count;
        self
    }

    /// Builds the verifier.
    ///
    /// # Errors
    /// The first invalid setting, or [`WebhookConfigError::NoKey`] if there is neither an auth token nor a shared key.
    pub fn build(self) -> Result<Verifier, WebhookConfigError> {
        match self.problem {
            Some(problem) => Err(problem),
            None if self.config.auth_tokens.is_empty() && self.config.shared_keys.is_empty() => {
                Err(WebhookConfigError::NoKey)
            }
            None => Ok(Verifier(Arc::new(self.config))),
        }
    }

    fn keep(&mut self, problem: WebhookConfigError) {
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for VerifierBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifierBuilder").field(&self.config).finish()
    }
}
