//! Requests that must be refused.

use super::*;

fn signed(target: &str) -> String {
    sign_sha1(KEY, &format!("https://mycompany.com{target}"))
}

#[test]
fn a_missing_or_malformed_signature_is_refused() {
    let verifier = verifier();
    let webhook = RawWebhook::new("GET", "/hook");
    assert_eq!(error(&verifier, &webhook), Some(VerifyError::MissingSignature));
    let right = signed("/hook");
    let unpadded = right.trim_end_matches('=');
    let spaced = format!(" {right}");
    let long = "A".repeat(1000);
    for malformed in ["", "x", unpadded, &spaced, &sign_sha256(KEY, "x"), &long, "ü"] {
        assert_eq!(
            error(&verifier, &webhook.signature(malformed)),
            Some(VerifyError::MalformedSignature),
            "{malformed}"
        );
    }
    assert_eq!(error(&verifier, &webhook.signature(right.as_str())), None);
}

#[test]
fn a_body_that_is_not_a_form_needs_its_hash() {
    let verifier = verifier();
    let signature = signed("/hook");
    for content_type in
        [Some(JSON), None, Some("text/plain"), Some("multipart/form-data"), Some("application/x-www-form-urlencoded-x")]
    {
        let webhook = RawWebhook::new("POST", "/hook").content_type(content_type).signature(signature.as_str());
        assert_eq!(error(&verifier, &webhook.body(b"{}")), Some(VerifyError::MissingBodyHash), "{content_type:?}");
        assert_eq!(error(&verifier, &webhook), Some(VerifyError::MissingBodyHash), "{content_type:?}");
    }
}

#[test]
fn a_body_that_differs_from_its_hash_is_refused() {
    let verifier = verifier();
    let target = format!("/hook?bodySHA256={}", sha256_hex(b"{}"));
    let signature = signed(&target);
    let webhook = RawWebhook::new("POST", &target).content_type(JSON).signature(signature.as_str());
    assert_eq!(error(&verifier, &webhook.body(b"{}")), None);
    assert_eq!(error(&verifier, &webhook.body(b"{ }")), Some(VerifyError::BodyHashMismatch));
    assert_eq!(error(&verifier, &webhook), Some(VerifyError::BodyHashMismatch));
}

#[test]
fn a_signed_json_request_does_not_pass_as_a_form_or_a_get() {
    let verifier = verifier();
    let target = format!("/hook?bodySHA256={}", sha256_hex(b"{}"));
    let signature = signed(&target);
    let as_form = RawWebhook::new("POST", &target).content_type(FORM).signature(signature.as_str());
    assert_eq!(error(&verifier, &as_form), Some(VerifyError::BodyHashMismatch));
    let as_get = RawWebhook::new("GET", &target).signature(signature.as_str());
    assert_eq!(error(&verifier, &as_get), Some(VerifyError::BodyHashMismatch));
}

#[test]
fn a_signed_form_does_not_pass_as_json_or_a_get() {
    let verifier = verifier();
    let signature = sign_sha1(KEY, "https://mycompany.com/hooka1");
    assert_eq!(error(&verifier, &form("/hook", b"a=1", &signature)), None);
    assert_eq!(
        error(&verifier, &form("/hook", b"a=1", &signature).content_type(JSON)),
        Some(VerifyError::MissingBodyHash)
    );
    assert_eq!(
        error(&verifier, &RawWebhook::new("GET", "/hook").signature(signature.as_str())),
        Some(VerifyError::SignatureMismatch)
    );
}

#[test]
fn a_get_with_a_body_is_refused() {
    let verifier = verifier();
    let signature = signed("/hook");
    for method in ["GET", "HEAD"] {
        let webhook = RawWebhook::new(method, "/hook").content_type(FORM).signature(signature.as_str()).body(b"a=1");
        assert_eq!(error(&verifier, &webhook), Some(VerifyError::UnexpectedBody));
    }
}

#[test]
fn bodies_and_parameters_are_bounded() {
    let verifier = builder().auth_token(KEY).max_body_bytes(10).max_parameters(2).build().unwrap();
    let signature = sign_sha1(KEY, "https://mycompany.com/hooka1b2");
    assert_eq!(error(&verifier, &form("/hook", b"a=1&b=2", &signature)), None);
    assert_eq!(error(&verifier, &form("/hook", b"a=1&b=2&c=", &signature)), Some(VerifyError::TooManyParameters));
    assert_eq!(error(&verifier, &form("/hook", b"a=1&b=23456", &signature)), Some(VerifyError::BodyTooLarge));
}

#[test]
fn a_name_without_an_equals_sign_is_refused() {
    // It would be signed like `Digits=1234`.
    let signature = sign_sha1(KEY, "https://mycompany.com/hookDigits1234");
    assert_eq!(error(&verifier(), &form("/hook", b"Digits=1234", &signature)), None);
    assert_eq!(error(&verifier(), &form("/hook", b"Digits&1234", &signature)), Some(VerifyError::MalformedForm));
}

#[test]
fn a_repeated_header_is_refused() {
    let verifier = verifier();
    for name in ["x-twilio-signature", "x-twilio-webhooks-signature-settings", "content-type"] {
        let request = http::Request::post("/hook").header(name, "a").header(name, "b").body("").unwrap();
        assert!(
            matches!(verifier.verify_request(&request), Err(VerifyError::RepeatedHeader(which)) if which.eq_ignore_ascii_case(name))
        );
    }
}

#[test]
fn a_target_that_is_not_a_path_is_refused() {
    let verifier = verifier();
    let request = http::Request::builder()
        .method("CONNECT")
        .uri("mycompany.com:443")
        .header("x-twilio-signature", "x")
        .body("")
        .unwrap();
    assert_eq!(verifier.verify_request(&request).err(), Some(VerifyError::UnexpectedTarget));
}

#[test]
fn no_error_shows_the_expected_signature_or_the_request() {
    let verifier = verifier();
    let expected = signed("/hook?private=1");
    let wrong = sign_sha1("other", "x");
    let webhook = RawWebhook::new("GET", "/hook?private=1").signature(wrong.as_str());
    let refused = error(&verifier, &webhook).unwrap();
    let shown = format!("{refused} {refused:?} {webhook:?} {verifier:?}");
    assert!(!shown.contains(&expected) && !shown.contains(&wrong) && !shown.contains("private"), "{shown}");
}
