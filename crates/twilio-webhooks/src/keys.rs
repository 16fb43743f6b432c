//! Secrets as keyed HMAC states.
//!
//! - The string of a secret is not kept. The keyed state and its copies are wiped on drop (feature `zeroize` of the hash crates).
//! - Signatures are compared in constant time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::address::SignedUrl;
use crate::error::{VerifyError, WebhookConfigError};

/// The length of the longest signature, 32 bytes, in base64.
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

    /// The algorithm's name in `X-Twilio-Webhooks-Signature-Settings`.
    pub(crate) fn algorithm(&self) -> &'static str {
        match self {
            Self::Sha1(_) => "HMAC_SHA1",
            Self::Sha256(_) => "HMAC_SHA256",
        }
    }

    /// The length of a signature, in bytes.
    fn length(&self) -> usize {
        match self {
            Self::Sha1(_) => 20,
            Self::Sha256(_) => 32,
        }
    }

    /// Whether `signature` is that of this URL, in any spelling, followed by these parameters.
    pub(crate) fn verify(
        &self,
        signature: &str,
        url: &SignedUrl<'_>,
        is_websocket: bool,
        parameters: &[&str],
    ) -> Result<bool, VerifyError> {
        // Room for three bytes per four characters. The engine refuses wrong padding and trailing bits.
        let mut buffer = [0; LONGEST / 4 * 3];
        if signature.len() > LONGEST {
            return Err(VerifyError::MalformedSignature);
        }
        let length = STANDARD.decode_slice(signature, &mut buffer).map_err(|_| VerifyError::MalformedSignature)?;
        let bytes = buffer.get(..length).filter(|_| length == self.length()).ok_or(VerifyError::MalformedSignature)?;
        Ok(match self {
            Self::Sha1(keyed) => matches(keyed, bytes, url.spellings(is_websocket), parameters),
            Self::Sha256(keyed) => matches(keyed, bytes, url.spellings(is_websocket), parameters),
        })
    }
}

fn matches<'a, M: Mac + Clone>(
    keyed: &M,
    signature: &[u8],
    mut spellings: impl Iterator<Item = [&'a str; 6]>,
    parameters: &[&str],
) -> bool {
    spellings.any(|pieces| {
        let mut mac = keyed.clone();
        for piece in pieces.iter().chain(parameters) {
            mac.update(piece.as_bytes());
        }
        mac.verify_slice(signature).is_ok()
    })
}

/// Whether the id can be named in `X-Twilio-Webhooks-Signature-Settings`.
pub(crate) fn is_usable_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',' && byte != b'=')
}

/// Refuses white space around a secret: it usually comes from reading a file, and every webhook would fail.
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
        // `Hmac` consists of hash states and a buffer. It does not implement the marker itself, its parts do.
        fn wiped<T: zeroize::ZeroizeOnDrop>() {}
        wiped::<Sha1>();
        wiped::<Sha256>();
    }
}
