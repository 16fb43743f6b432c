//! Requests signed by the module `testing` verify, and changed ones don't.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::testing::{SignedWebhook, Signer, SigningError, signed_form};

fn verifier_of_both() -> Verifier {
    builder().auth_token(KEY).shared_key("K1", KEY).build().unwrap()
}

fn url() -> PublicUrl {
    PublicUrl::parse("https://mycompany.com").unwrap()
}

/// A signed request of each kind.
fn signed(kind: u8, shared: bool, parameters: &[(String, String)]) -> SignedWebhook {
    let signer = if shared { Signer::shared_key("K1", KEY) } else { Signer::from(KEY) };
    let signed = match kind {
        0 => signer.form(&url(), "/hook?app=1", parameters.iter().cloned()),
        1 => signer.json(&url(), "/hook?app=1", format!("{parameters:?}")),
        2 => signer.get(&url(), "/hook?app=1", parameters.iter().cloned()),
        _ => signer.websocket(&url(), "/hook?app=1"),
    };
    signed.unwrap()
}

/// The string with one byte changed, if the result is a string.
fn changed(text: &str, at: Index, by: u8) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let at = at.index(bytes.len().max(1));
    *bytes.get_mut(at)? ^= by;
    String::from_utf8(bytes).ok()
}

proptest! {
    #[test]
    fn a_signed_request_verifies_and_one_with_a_changed_byte_does_not(
        kind in 0u8..4,
        shared: bool,
        parameters in vec(("[a-zA-Z ç]{1,4}", ".{0,8}"), 0..4),
        at: Index,
        by in 1u8..,
    ) {
        let verifier = verifier_of_both();
        let webhook = signed(kind, shared, &parameters);
        prop_assert!(verifier.verify(&webhook.as_raw()).is_ok());
        prop_assert!(verifier.verify_request(&webhook.clone().into_request().unwrap()).is_ok());

        let raw = webhook.as_raw();
        if let Some(body) = changed(webhook.body(), at, by) {
            // Another spelling of the same form verifies: a changed hexadecimal digit's case, for example.
            let decode = |body: &str| crate::form::Form::decode(body.as_bytes(), 1000, crate::form::Writing::Strict);
            if kind != 0 || decode(&body).ok() != decode(webhook.body()).ok() {
                prop_assert!(verifier.verify(&raw.body(body.as_bytes())).is_err());
            }
        }
        if let Some(signature) = changed(webhook.header("X-Twilio-Signature").unwrap(), at, by) {
            prop_assert!(verifier.verify(&raw.signature(signature.as_str())).is_err());
        }
        if let Some(target) = changed(webhook.target(), at, by) {
            let other = RawWebhook::new(webhook.method(), &target)
                .content_type(webhook.header("content-type"))
                .signature(webhook.header("x-twilio-signature"))
                .settings(webhook.header("x-twilio-webhooks-signature-settings"))
                .upgrade(webhook.header("upgrade"))
                .body(webhook.body().as_bytes());
            prop_assert!(verifier.verify(&other).is_err());
        }
    }
}

#[test]
fn signatures_are_those_of_twilios_documentation() {
    let parameters = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675309"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
    ];
    let target = "/myapp.php?foo=1&bar=2";
    let form = Signer::auth_token(KEY).form(&url(), target, parameters).unwrap();
    assert_eq!(form.header("x-twilio-signature"), Some("RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    let form = Signer::shared_key("K1", KEY).form(&url(), target, parameters).unwrap();
    assert_eq!(form.header("x-twilio-signature"), Some("033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s="));
    assert_eq!(form.header("x-twilio-webhooks-signature-settings"), Some("key=K1,algorithm=HMAC_SHA256"));
    let json = Signer::auth_token(KEY).json(&url(), "/hook", r#"{"a":1}"#).unwrap();
    assert_eq!(json.header("x-twilio-signature"), Some("5RzLWLtxROOEDxluB0CLCWjQg48="));
}

#[test]
fn the_address_and_the_prefix_are_those_of_the_verifier() {
    let url = PublicUrl::parse("https://mycompany.com:8443/api").unwrap().replacing("/internal").unwrap();
    let verifier = Verifier::builder(url.clone()).auth_token(KEY).build().unwrap();
    let webhook = Signer::auth_token(KEY).form(&url, "/internal/hook", [("a", "1")]).unwrap();
    assert!(verifier.verify(&webhook.as_raw()).is_ok());
    let base = "https://mycompany.com:8443/api/hooka1";
    assert_eq!(webhook.header("x-twilio-signature"), Some(sign_sha1(KEY, base).as_str()));
    let outside = Signer::auth_token(KEY).form(&url, "/hook", [("a", "1")]);
    assert_eq!(outside.unwrap_err(), SigningError::InvalidTarget);
}

#[test]
fn an_unusable_key_or_target_is_an_error() {
    let sign = |signer: Signer, target| signer.form(&url(), target, [("a", "1")]).and_then(SignedWebhook::into_request);
    assert!(matches!(sign(Signer::auth_token(" x"), "/hook"), Err(SigningError::Key(_))));
    assert!(matches!(sign(Signer::shared_key("a,b", "x"), "/hook"), Err(SigningError::Key(_))));
    assert!(matches!(sign(Signer::auth_token("x"), "hook"), Err(SigningError::InvalidTarget)));
    assert!(matches!(sign(Signer::auth_token("x"), "/a b"), Err(SigningError::InvalidTarget)));
    let unnamed = Signer::auth_token("x").form(&url(), "/hook", [("", "1")]);
    assert_eq!(unnamed.unwrap_err(), SigningError::EmptyName);
}

#[test]
#[should_panic(expected = "webhook not signed: the target must be a valid path")]
fn the_short_functions_panic_with_the_error() {
    let _ = signed_form(&url(), "hook", KEY, [("a", "1")]);
}

#[test]
fn a_target_keeps_its_query() {
    let get = |target| Signer::auth_token(KEY).get(&url(), target, [("a", "1")]).unwrap().target().to_owned();
    assert_eq!([get("/x"), get("/x?"), get("/x?b")], ["/x?a=1", "/x?a=1", "/x?b&a=1"]);
    let none: [(&str, &str); 0] = [];
    assert_eq!(Signer::auth_token(KEY).get(&url(), "/x?b", none).unwrap().target(), "/x?b");
}

#[test]
fn debug_hides_the_secret_of_a_signer() {
    let shown = format!("{:?} {:?}", Signer::auth_token("pa55word"), Signer::shared_key("K1", "pa55word"));
    assert_eq!(shown, "Signer(auth token, <hidden>) Signer(key=K1,algorithm=HMAC_SHA256, <hidden>)");
}
