//! The choice of the secret, and that no secret is shown.

use super::*;
use crate::{VerifiedBy, WebhookConfigError};

const URL: &str = "https://mycompany.com/hook";

fn both() -> Verifier {
    builder().auth_token("new").auth_token("old").shared_key("K1", "one").shared_key("K2", "two").build().unwrap()
}

fn verify(signature: &str, settings: Option<&str>) -> Result<String, VerifyError> {
    let verifier = both();
    let verified = verifier.verify(&RawWebhook::new("GET", "/hook").signature(signature).settings(settings))?;
    Ok(format!("{:?}", verified.by()))
}

#[test]
fn each_key_of_a_rotation_verifies_and_is_named() {
    assert_eq!(verify(&sign_sha1("new", URL), None), Ok("AuthToken(0)".to_owned()));
    assert_eq!(verify(&sign_sha1("old", URL), None), Ok("AuthToken(1)".to_owned()));
    assert_eq!(
        verify(&sign_sha256("one", URL), Some("key=K1,algorithm=HMAC_SHA256")),
        Ok("SharedKey(\"K1\")".to_owned())
    );
    assert_eq!(
        verify(&sign_sha256("two", URL), Some("algorithm=HMAC_SHA256,key=K2")),
        Ok("SharedKey(\"K2\")".to_owned())
    );
}

#[test]
fn a_settings_header_cannot_select_another_secret_or_algorithm() {
    // removed: only auth tokens, only SHA-1
    assert_eq!(verify(&sign_sha256("one", URL), None), Err(VerifyError::MalformedSignature));
    assert_eq!(verify(&sign_sha1("one", URL), None), Err(VerifyError::SignatureMismatch));
    // added: only the named key, only its algorithm
    assert_eq!(
        verify(&sign_sha1("new", URL), Some("key=K1,algorithm=HMAC_SHA256")),
        Err(VerifyError::MalformedSignature)
    );
    assert_eq!(
        verify(&sign_sha256("new", URL), Some("key=K1,algorithm=HMAC_SHA256")),
        Err(VerifyError::SignatureMismatch)
    );
    assert_eq!(
        verify(&sign_sha256("two", URL), Some("key=K1,algorithm=HMAC_SHA256")),
        Err(VerifyError::SignatureMismatch)
    );
}

#[test]
fn the_headers_of_a_request_name_signature_key_and_algorithm() {
    let verifier = both();
    let request = |signature: String, settings: Option<&str>| {
        let request = http::Request::get("/hook").header("X-Twilio-Signature", signature);
        let settings = settings.map(|text| ("X-Twilio-Webhooks-Signature-Settings", text));
        settings.into_iter().fold(request, |request, (name, text)| request.header(name, text)).body("").unwrap()
    };
    let settings = Some("key=K1,algorithm=HMAC_SHA256");
    let shared = request(sign_sha256("one", URL), settings);
    assert_eq!(verifier.verify_request(&shared).unwrap().by(), VerifiedBy::SharedKey("K1"));
    let token = request(sign_sha1("new", URL), None);
    assert_eq!(verifier.verify_request(&token).unwrap().by(), VerifiedBy::AuthToken(0));
    assert!(verifier.verify_request(&request(sign_sha256("one", URL), None)).is_err());
    assert!(verifier.verify_request(&request(sign_sha1("new", URL), settings)).is_err());
}

#[test]
fn signatures_are_compared_in_constant_time_only() {
    // Timing is not measurable here. `Mac::verify_slice` compares in constant time; no other line may see both signatures.
    let keys = include_str!("../keys.rs");
    let code: Vec<&str> = keys.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    assert_eq!(code.iter().filter(|line| line.contains("verify_slice(signature)")).count(), 1);
    assert!(
        !code.iter().any(|line| line.contains("finalize") || line.contains("into_bytes")),
        "keys.rs computes a signature"
    );
    for file in [include_str!("../verifier.rs"), include_str!("../raw.rs"), include_str!("../server/mod.rs")] {
        assert!(!file.contains("signature ==") && !file.contains("== signature"));
    }
}

#[test]
fn an_unknown_key_or_algorithm_fails_closed() {
    let signature = sign_sha1("one", URL);
    for (settings, expected) in [
        ("key=K1,algorithm=HMAC_SHA1", VerifyError::UnknownAlgorithm),
        ("key=K1,algorithm=hmac_sha256", VerifyError::UnknownAlgorithm),
        ("key=K1,algorithm=none", VerifyError::UnknownAlgorithm),
        ("key=K1,algorithm=", VerifyError::UnknownAlgorithm),
        ("key=K3,algorithm=HMAC_SHA256", VerifyError::UnknownKey),
        ("key=k1,algorithm=HMAC_SHA256", VerifyError::UnknownKey),
        ("key=,algorithm=HMAC_SHA256", VerifyError::UnknownKey),
        ("key=K1", VerifyError::MalformedSettings),
        ("", VerifyError::MalformedSettings),
    ] {
        assert_eq!(verify(&signature, Some(settings)), Err(expected), "{settings}");
    }
}

#[test]
fn without_an_auth_token_a_request_without_a_key_id_is_refused() {
    let verifier = builder().shared_key("K1", "one").build().unwrap();
    let signature = sign_sha1("one", URL);
    assert_eq!(
        error(&verifier, &RawWebhook::new("GET", "/hook").signature(signature.as_str())),
        Some(VerifyError::NoAuthToken)
    );
}

#[test]
fn unusable_settings_are_refused() {
    for (builder, expected) in [
        (builder(), WebhookConfigError::NoKey),
        (builder().auth_token(""), WebhookConfigError::UnusableSecret),
        (builder().auth_token("12345\n"), WebhookConfigError::UnusableSecret),
        (builder().auth_token("12345").shared_key("K1", " "), WebhookConfigError::UnusableSecret),
        (builder().shared_key("", "x"), WebhookConfigError::UnusableKeyId),
        (builder().shared_key("K1,K2", "x"), WebhookConfigError::UnusableKeyId),
        (builder().shared_key("K1", "x").shared_key("K1", "y"), WebhookConfigError::RepeatedKeyId),
    ] {
        assert_eq!(builder.build().err(), Some(expected));
    }
}

#[test]
fn no_debug_output_shows_a_secret() {
    let builder = builder().auth_token("pa55word").shared_key("K1", "pa55word");
    let mut shown = format!("{builder:?}");
    let verifier = builder.build().unwrap();
    shown += &format!("{verifier:?} {:?}", VerifiedBy::SharedKey("K1"));
    assert!(!shown.contains("pa55"), "{shown}");
}
