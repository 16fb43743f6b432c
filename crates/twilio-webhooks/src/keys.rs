//! Secrets as keyed HMAC states.
//!
//! In: a secret, once. Out: whether a signature is the one of a URL and parameters. Invariants: the secret's text isn't kept; the keyed
//! state is wiped on drop (feature `zeroize` of the hashes), copies of it included; the comparison takes the same time wherever it fails.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{VerifyError, WebhookConfigError};
use crate::public_url::SignedUrl;

/// The longest base64 text of a signature: 32 bytes.
const LONGEST: usize = 44;

#[derive(Clone)]
pub(crate) enum MacKey {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

impl MacKey {
    pub(crate) fn sha1(secret: Zeroizing<String>) -> Result<Self, WebhookConfigError> {
        let keyed = Hmac::new_from_slice(usable(&secret)?);
        keyed.map(Self::Sha1).map_err(|_| WebhookConfigError::UnusableSecret)
    }

    pub(crate) fn sha256(secret: Zeroizing<String>) -> Result<Self, WebhookConfigError> {
        let keyed = Hmac::new_from_slice(usable(&secret)?);
        keyed.map(Self::Sha256).map_err(|_| WebhookConfigError::UnusableSecret)
    }

    /// What `X-Twilio-Webhooks-Signature-Settings` calls the algorithm.
    pub(crate) fn algorithm(&self) -> &'static str {
        match self {
            Self::Sha1(_) => "HMAC_SHA1",
            Self::Sha256(_) => "HMAC_SHA256",
        }
    }

    /// The length of a signature in bytes.
    fn length(&self) -> usize {
        match self {
            Self::Sha1(_) => 20,
            Self::Sha256(_) => 32,
        }
    }

    /// Whether `signature` is the one of this URL, in any spelling, followed by these parameters.
    pub(crate) fn verify(
        &self,
        signature: &str,
        url: &SignedUrl<'_>,
        parameters: &[&str],
    ) -> Result<bool, VerifyError> {
        // The engine wants room for three bytes per four characters, and refuses wrong padding and stray bits at the end.
        let mut buffer = [0; LONGEST / 4 * 3];
        if signature.len() > LONGEST {
            return Err(VerifyError::MalformedSignature);
        }
        let length = STANDARD.decode_slice(signature, &mut buffer).map_err(|_| VerifyError::MalformedSignature)?;
        let bytes = buffer.get(..length).filter(|_| length == self.length()).ok_or(VerifyError::MalformedSignature)?;
        Ok(match self {
            Self::Sha1(keyed) => matches(keyed, bytes, url, parameters),
            Self::Sha256(keyed) => matches(keyed, bytes, url, parameters),
        })
    }
}

fn matches<M: Mac + Clone>(keyed: &M, signature: &[u8], url: &SignedUrl<'_>, parameters: &[&str]) -> bool {
    url.spellings().any(|pieces| {
        let mut mac = keyed.clone();
        for piece in pieces.iter().chain(parameters) {
            mac.update(piece.as_bytes());
        }
        mac.verify_slice(signature).is_ok()
    })
}

/// White space around a secret is a mistake of whoever read it from a file, and would make every webhook fail.
fn usable(secret: &str) -> Result<&[u8], WebhookConfigError> {
    if secret.is_empty() || secret.trim() != secret {
        Err(WebhookConfigError::UnusableSecret)
    } else {
        Ok(secret.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keyed_states_are_wiped_on_drop() {
        // An `Hmac` is two hash states and a buffer of blocks. It doesn't carry the marker itself, its parts do.
        fn wiped<T: zeroize::ZeroizeOnDrop>() {}
        wiped::<Sha1>();
        wiped::<Sha256>();
    }
}
