//! The settings of a verifier.
//!
//! In: the public URL, secrets, bounds. Out: a [`Verifier`], or the first thing that was wrong. Invariant: our copy of a secret's text is
//! wiped as soon as it has become a key.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::error::WebhookConfigError;
use crate::keys::MacKey;
use crate::public_url::PublicUrl;
use crate::verifier::{Inner, SharedKey, Verifier};

/// Makes a [`Verifier`].
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier};
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?)
///     .auth_token("the primary auth token")
///     .auth_token("the secondary one, while the two are being rotated")
///     .shared_key("SK1", "the secret that belongs to this key id")
///     .max_body_bytes(64 * 1024)
///     .max_parameters(200)
///     .build()?;
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[must_use = "a builder does nothing until it builds"]
pub struct VerifierBuilder {
    inner: Inner,
    problem: Option<WebhookConfigError>,
}

impl VerifierBuilder {
    pub(crate) fn new(public_url: PublicUrl) -> Self {
        Self { inner: Inner::new(public_url), problem: None }
    }

    /// Adds an auth token: HMAC-SHA1, for webhooks that name no key. Each call adds one.
    pub fn auth_token(mut self, token: impl Into<String>) -> Self {
        match MacKey::sha1(Zeroizing::new(token.into())) {
            Ok(key) => self.inner.auth_tokens.push(key),
            Err(problem) => self.keep(problem),
        }
        self
    }

    /// Adds a shared key: HMAC-SHA256, for webhooks that name this id. Each call adds one. The secret's text is used as it is.
    pub fn shared_key(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        let (id, secret) = (id.into(), Zeroizing::new(secret.into()));
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',' && byte != b'=') {
            self.keep(WebhookConfigError::UnusableKeyId);
        } else if self.inner.shared_keys.iter().any(|known| known.id == id) {
            self.keep(WebhookConfigError::RepeatedKeyId);
        } else {
            match MacKey::sha256(secret) {
                Ok(key) => self.inner.shared_keys.push(SharedKey { id, key }),
                Err(problem) => self.keep(problem),
            }
        }
        self
    }

    /// The longest body that is looked at, in bytes; 1 MiB if you don't say.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.inner.max_body_bytes = bytes;
        self
    }

    /// The most parameters that a form may have; 1000 if you don't say.
    pub fn max_parameters(mut self, count: usize) -> Self {
        self.inner.max_parameters = count;
        self
    }

    /// The verifier.
    ///
    /// # Errors
    /// There is no key, or one of the settings was unusable.
    pub fn build(self) -> Result<Verifier, WebhookConfigError> {
        match self.problem {
            Some(problem) => Err(problem),
            None if self.inner.auth_tokens.is_empty() && self.inner.shared_keys.is_empty() => {
                Err(WebhookConfigError::NoKey)
            }
            None => Ok(Verifier(Arc::new(self.inner))),
        }
    }

    fn keep(&mut self, problem: WebhookConfigError) {
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for VerifierBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifierBuilder").field(&self.inner).finish()
    }
}
