//! Requests that Twilio signs and delivers in other ways than the plain ones.

use super::*;

const HOOK: &str = "https://mycompany.com/hook";

/// A GET whose product hashes something else than the body, which is empty.
fn status_callback() -> String {
    let hash = sha256_hex(b"something else");
    format!(
        "/status?bodySHA256={hash}&bodySHA256={hash}&AccountSid=AC00000000000000000000000000000001&BundleSid=BU00000000000000000000000000000001&Status=pending-review&FailureReason="
    )
}

#[test]
fn a_get_with_the_hash_of_something_else_verifies_when_the_configuration_allows_it() {
    let target = status_callback();
    let url = format!("https://mycompany.com{target}");
    let signature = sign_sha1(KEY, &url);
    let lenient = builder().auth_token(KEY).accept_unrelated_body_hash(true).build().unwrap();
    for method in ["GET", "HEAD"] {
        for webhook in [RawWebhook::new(method, &target), RawWebhook::at_url(method, &url)] {
            let webhook = webhook.signature(signature.as_str());
            assert_eq!(error(&verifier(), &webhook), Some(VerifyError::BodyHashMismatch), "{method}");
            let parameters = lenient.verify(&webhook).unwrap().into_parameters().unwrap();
            assert_eq!(parameters.get("Status"), Some("pending-review"), "{method}");
        }
    }
}

#[test]
fn a_body_still_needs_its_own_hash_when_the_configuration_allows_unrelated_ones() {
    let target = status_callback();
    let signature = sign_sha1(KEY, &format!("https://mycompany.com{target}"));
    let lenient = builder().auth_token(KEY).accept_unrelated_body_hash(true).build().unwrap();
    let get = RawWebhook::new("GET", &target).signature(signature.as_str());
    assert_eq!(error(&lenient, &get.body(b"{}")), Some(VerifyError::UnexpectedBody));
    let post = RawWebhook::new("POST", &target).signature(signature.as_str());
    assert_eq!(error(&lenient, &post.content_type(JSON).body(b"{}")), Some(VerifyError::BodyHashMismatch));
    assert_eq!(error(&lenient, &post.content_type(FORM)), Some(VerifyError::BodyHashMismatch));
    let changed = target.replace("pending-review", "approved");
    assert_eq!(
        error(&lenient, &RawWebhook::new("GET", &changed).signature(signature.as_str())),
        Some(VerifyError::SignatureMismatch)
    );
}

#[test]
fn a_query_that_is_delivered_in_another_order_verifies_with_the_configured_url() {
    let configured = format!("{HOOK}?user=7&app=1");
    let reordering = builder().auth_token(KEY).webhook_url(format!("{configured}#rc=2&rp=all")).build().unwrap();
    // A form, with the received query sorted.
    let signature = sign_sha1(KEY, &format!("{configured}a1"));
    let sorted = form("/hook?app=1&user=7", b"a=1", &signature);
    assert_eq!(error(&verifier(), &sorted), Some(VerifyError::SignatureMismatch));
    assert_eq!(error(&reordering, &sorted), None);
    // JSON, with the hash somewhere in it.
    let hash = format!("bodySHA256={}", sha256_hex(b"{}"));
    let signature = sign_sha1(KEY, &format!("{configured}&{hash}"));
    let target = format!("/hook?app=1&{hash}&user=7");
    let json = RawWebhook::new("POST", &target).content_type(JSON).signature(signature.as_str());
    assert_eq!(error(&reordering, &json.body(b"{}")), None);
    assert_eq!(error(&reordering, &json.body(b"[]")), Some(VerifyError::BodyHashMismatch));
    // A GET returns its parameters in the signed order.
    let signature = sign_sha1(KEY, &format!("{configured}&From=1"));
    let get = RawWebhook::new("GET", "/hook?From=1&app=1&user=7").signature(signature.as_str());
    let parameters = reordering.verify(&get).unwrap().into_parameters().unwrap();
    assert_eq!(parameters.iter().collect::<Vec<_>>(), [("user", "7"), ("app", "1"), ("From", "1")]);
}

#[test]
fn a_configured_url_changes_neither_other_requests_nor_what_is_signed() {
    let reordering = builder().auth_token(KEY).webhook_url(format!("{HOOK}?user=7&app=1")).build().unwrap();
    let as_received = sign_sha1(KEY, &format!("{HOOK}?app=1&user=7"));
    assert_eq!(error(&reordering, &RawWebhook::new("GET", "/hook?app=1&user=7").signature(as_received.as_str())), None);
    let signature = sign_sha1(KEY, &format!("{HOOK}?user=7&app=1"));
    for target in ["/hook?app=1&user=8", "/hook?app=1", "/hook?app=1&user=7&more", "/other?app=1&user=7"] {
        let webhook = RawWebhook::new("GET", target).signature(signature.as_str());
        assert_eq!(error(&reordering, &webhook), Some(VerifyError::SignatureMismatch), "{target}");
    }
}

#[test]
fn a_configured_url_may_be_on_another_host() {
    let verifier = builder().auth_token(KEY).webhook_url("https://other.mycompany.com/hook").build().unwrap();
    let signature = sign_sha1(KEY, "https://other.mycompany.com/hook?a=1");
    assert_eq!(error(&verifier, &RawWebhook::new("GET", "/hook?a=1").signature(signature.as_str())), None);
}

#[test]
fn a_websocket_handshake_signed_over_wss_verifies() {
    let verifier = verifier();
    let signature = sign_sha1(KEY, "wss://mycompany.com/stream");
    for upgrade in ["websocket", "WebSocket", "h2c, websocket"] {
        let request = http::Request::get("/stream")
            .header("connection", "upgrade")
            .header("upgrade", upgrade)
            .header("x-twilio-signature", &signature)
            .body("")
            .unwrap();
        assert!(verifier.verify_request(&request).is_ok(), "{upgrade}");
    }
    let handshake = RawWebhook::new("GET", "/stream").signature(signature.as_str());
    assert_eq!(error(&verifier, &handshake.upgrade("websocket")), None);
    let over_https = sign_sha1(KEY, "https://mycompany.com:443/stream");
    assert_eq!(error(&verifier, &handshake.upgrade("websocket").signature(over_https.as_str())), None);
    let at_url = RawWebhook::at_url("GET", "https://mycompany.com/stream").signature(signature.as_str());
    assert_eq!(error(&verifier, &at_url.upgrade("websocket")), None);
}

#[test]
fn the_sibling_scheme_is_for_websocket_handshakes_on_the_same_host_only() {
    let verifier = verifier();
    let signature = sign_sha1(KEY, "wss://mycompany.com/stream");
    let get = RawWebhook::new("GET", "/stream").signature(signature.as_str());
    for refused in [get, get.upgrade("h2c"), get.upgrade("websockets")] {
        assert_eq!(error(&verifier, &refused), Some(VerifyError::SignatureMismatch));
    }
    let post = form("/stream", b"", &signature).upgrade("websocket");
    assert_eq!(error(&verifier, &post), Some(VerifyError::SignatureMismatch));
    for other in ["wss://evil.com/stream", "ws://mycompany.com/stream", "http://mycompany.com/stream"] {
        let signature = sign_sha1(KEY, other);
        let webhook = get.upgrade("websocket").signature(signature.as_str());
        assert_eq!(error(&verifier, &webhook), Some(VerifyError::SignatureMismatch), "{other}");
    }
}

#[test]
fn the_fragment_of_a_whole_url_is_not_signed() {
    let signature = sign_sha1(KEY, &format!("{HOOK}?a=1"));
    let url = format!("{HOOK}?a=1#rc=2&rp=all");
    let webhook = RawWebhook::at_url("GET", &url).signature(signature.as_str());
    let verifier = verifier();
    let parameters = verifier.verify(&webhook).unwrap().into_parameters().unwrap();
    assert_eq!(parameters.iter().collect::<Vec<_>>(), [("a", "1")]);
}

#[test]
fn an_invalid_configured_url_is_refused() {
    for url in ["", "/hook", "ftp://a.com/hook", "https://", "https://a.com/a b"] {
        let refused = builder().auth_token(KEY).webhook_url(url).build().err();
        assert!(matches!(refused, Some(crate::WebhookConfigError::WebhookUrl(_))), "{url}: {refused:?}");
    }
}
