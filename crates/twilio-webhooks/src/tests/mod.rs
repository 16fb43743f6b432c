//! The verifier: known signatures, refused requests, keys, unusual deliveries and properties.

mod deliveries;
mod keys;
mod properties;
mod refusals;
#[cfg(feature = "testing")]
mod signing;
mod vectors;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Digest as _;

use crate::{PublicUrl, RawWebhook, Verifier, VerifierBuilder, VerifyError};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const KEY: &str = "12345";

fn builder() -> VerifierBuilder {
    Verifier::builder(PublicUrl::parse("https://mycompany.com").unwrap())
}

fn verifier() -> Verifier {
    builder().auth_token(KEY).build().unwrap()
}

fn form<'a>(target: &'a str, body: &'a [u8], signature: &'a str) -> RawWebhook<'a> {
    RawWebhook::new("POST", target).content_type(FORM).signature(signature).body(body)
}

/// A signature of a base string, without the code of the verifier.
fn sign_sha1(key: &str, base: &str) -> String {
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn sign_sha256(key: &str, base: &str) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The base string of a form: the URL, then each distinct pair in sorted order.
fn base_string(url: &str, parameters: &[(String, String)]) -> String {
    let distinct: std::collections::BTreeSet<_> = parameters.iter().collect();
    distinct.into_iter().fold(url.to_owned(), |base, (name, value)| base + name + value)
}

fn sha256_hex(body: &[u8]) -> String {
    sha2::Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn error(verifier: &Verifier, webhook: &RawWebhook<'_>) -> Option<VerifyError> {
    verifier.verify(webhook).err()
}
