//! Who may call: the account by its auth token, or an API key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};

use crate::options::Options;

/// Whether a request has the account's credentials.
pub(crate) fn is_authorised(options: &Options, headers: &HeaderMap) -> bool {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some((scheme, encoded)) = sent.and_then(|value| value.split_once(' ')) else { return false };
    if !scheme.eq_ignore_ascii_case("basic") {
        return false;
    }
    let Ok(decoded) = STANDARD.decode(encoded.trim()) else { return false };
    let Some(colon) = decoded.iter().position(|byte| *byte == b':') else { return false };
    let (user, password) = (&decoded[..colon], &decoded[colon + 1..]);
    let known = std::iter::once((&options.account, &options.auth_token))
        .chain(options.keys.iter().map(|(sid, secret)| (sid, secret)));
    // All are compared, so that the time doesn't tell which of them matched.
    known.fold(false, |found, (sid, secret)| {
        found | (is_same(sid.as_bytes(), user) & is_same(secret.as_bytes(), password))
    })
}

/// Compares without telling by the time where two strings differ.
fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    left.iter().zip(right).fold(0, |difference, (left, right)| difference | (left ^ right)) == 0
}
