//! The webhook verifier: no input panics, and none verifies, because no input contains the keys.
//!
//! The input is split at line breaks into method, target, content type, signature and settings; the rest is the body.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};

static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| {
    let url = PublicUrl::parse("https://mycompany.com:8443/api").and_then(|url| url.replacing("/in"));
    Verifier::builder(url.expect("a public URL"))
        .auth_token("an auth token that no input holds")
        .shared_key("K1", "a secret that no input holds")
        .webhook_url("https://mycompany.com/api/in?b=2&a=1#rc=2")
        .accept_unrelated_body_hash(true)
        .max_parameters(50)
        .build()
        .expect("usable settings")
});

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(6, |byte| *byte == b'\n');
    let mut text = || parts.next().map(|part| std::str::from_utf8(part).unwrap_or_default());
    let (Some(method), Some(target)) = (text(), text()) else { return };
    let (content_type, signature, settings) = (text(), text(), text());
    let body = parts.next().unwrap_or_default();
    // Addresses come from the configuration, but an invalid one must not panic either.
    let _ = PublicUrl::parse(target).and_then(|url| url.replacing(method));
    if let Ok(url) = PublicUrl::parse("https://mycompany.com") {
        let configured =
            Verifier::builder(url).auth_token("an auth token that no input holds").webhook_url(target).build();
        let webhook = RawWebhook::at_url(method, target).signature(signature);
        assert!(configured.is_err() || configured.is_ok_and(|verifier| verifier.verify(&webhook).is_err()));
    }

    for webhook in [RawWebhook::new(method, target), RawWebhook::at_url(method, target)] {
        let webhook = webhook.content_type(content_type).signature(signature).settings(settings).body(body);
        assert!(VERIFIER.verify(&webhook).is_err(), "verified without a key");
        assert!(VERIFIER.verify(&webhook.upgrade("websocket")).is_err(), "verified without a key");
    }
    let request =
        http::Request::builder().method(method).uri(target).header("x-twilio-signature", signature.unwrap_or_default());
    if let Ok(request) = request.header("content-type", content_type.unwrap_or_default()).body(body) {
        assert!(VERIFIER.verify_request(&request).is_err(), "verified without a key");
    }
});
