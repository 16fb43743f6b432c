//! The verifier's promises: the published vectors, what fails closed, and properties.

mod fail_closed;
mod keys;
mod properties;
mod vectors;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};

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

/// A signature made the plain way: the base string is written out.
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

/// The base string of a form, written as the specification words it.
fn base_string(url: &str, parameters: &[(String, String)]) -> String {
    let distinct: std::collections::BTreeSet<_> = parameters.iter().collect();
    distinct.into_iter().fold(url.to_owned(), |base, (name, value)| base + name + value)
}

fn error(verifier: &Verifier, webhook: &RawWebhook<'_>) -> Option<VerifyError> {
    verifier.verify(webhook).err()
}
