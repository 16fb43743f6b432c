//! Properties that hold for every webhook.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::form::{Form, Writing};

type Parameters = Vec<(String, String)>;

fn parameters() -> impl Strategy<Value = Parameters> {
    some_parameters(0)
}

fn some_parameters(least: usize) -> impl Strategy<Value = Parameters> {
    // Few letters, so that names repeat, are prefixes of each other and equal values; sometimes any other character.
    vec((prop_oneof!["[abAB]{1,2}", "[^\\x00]{1,5}"], prop_oneof!["[ab=&+%]{0,3}", ".{0,12}"]), least..6)
}

fn target() -> impl Strategy<Value = String> {
    "/[a-z0-9/._%+-]{0,12}(\\?[a-z0-9=&%+-]{0,12})?"
}

fn key() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,40}"
}

fn encode(parameters: &Parameters) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

fn verifier_of(key: &str) -> Verifier {
    builder().auth_token(key).shared_key("K1", key).build().unwrap()
}

fn sign(key: &str, target: &str, parameters: &Parameters) -> String {
    sign_sha1(key, &base_string(&format!("https://mycompany.com{target}"), parameters))
}

/// The signed part of a form: its distinct pairs.
fn signed_pairs(body: &[u8]) -> Option<std::collections::BTreeSet<(String, String)>> {
    let form = Form::decode(body, 1000, Writing::Strict).ok()?;
    Some(form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// The bytes with one of them changed.
fn changed(bytes: &[u8], at: Index, by: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if !bytes.is_empty() {
        let at = at.index(bytes.len());
        bytes[at] ^= by;
    }
    bytes
}

proptest! {
    #[test]
    fn a_signed_form_verifies(key in key(), target in target(), parameters in parameters()) {
        let body = encode(&parameters);
        let signature = sign(&key, &target, &parameters);
        let verifier = verifier_of(&key);
        let verified = verifier.verify(&form(&target, body.as_bytes(), &signature));
        let read: Parameters =
            verified.unwrap().form().unwrap().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        prop_assert_eq!(read, parameters);
    }

    #[test]
    fn the_order_of_parameters_does_not_matter(
        (parameters, shuffled) in parameters().prop_flat_map(|parameters| (Just(parameters.clone()), Just(parameters).prop_shuffle())),
    ) {
        let signature = sign(KEY, "/", &parameters);
        prop_assert!(verifier().verify(&form("/", encode(&shuffled).as_bytes(), &signature)).is_ok());
    }

    #[test]
    fn a_changed_byte_in_the_url_fails(target in target(), parameters in parameters(), at: Index, by in 1u8..) {
        let body = encode(&parameters);
        let signature = sign(KEY, &target, &parameters);
        if let Ok(other) = String::from_utf8(changed(target.as_bytes(), at, by)) {
            prop_assert!(verifier().verify(&form(&other, body.as_bytes(), &signature)).is_err());
        }
    }

    #[test]
    fn a_changed_byte_in_the_public_url_fails(parameters in parameters(), at in 0usize..21, by in 1u8..) {
        let mut base = b"https://mycompany.com".to_vec();
        base[at] ^= by;
        let Ok(base) = String::from_utf8(base) else { return Ok(()) };
        let Ok(base) = PublicUrl::parse(&base) else { return Ok(()) };
        let verifier = Verifier::builder(base).auth_token(KEY).build().unwrap();
        let signature = sign(KEY, "/", &parameters);
        prop_assert!(verifier.verify(&form("/", encode(&parameters).as_bytes(), &signature)).is_err());
    }

    #[test]
    fn a_changed_byte_in_a_form_fails_unless_it_decodes_alike(parameters in parameters(), at: Index, by in 1u8..) {
        let body = encode(&parameters);
        let signature = sign(KEY, "/", &parameters);
        let other = changed(body.as_bytes(), at, by);
        // `%2b` and `%2B` decode alike, and a repeated pair is signed once.
        let same = signed_pairs(&other) == signed_pairs(body.as_bytes());
        prop_assert_eq!(verifier().verify(&form("/", &other, &signature)).is_ok(), same);
    }

    #[test]
    fn a_changed_parameter_fails(parameters in some_parameters(1), at: Index, appended in "[a-z]{1,3}", which: bool) {
        let signature = sign(KEY, "/", &parameters);
        let mut other = parameters.clone();
        let pair = &mut other[at.index(parameters.len())];
        if which { pair.0.push_str(&appended) } else { pair.1.push_str(&appended) }
        let verified = verifier().verify(&form("/", encode(&other).as_bytes(), &signature)).is_ok();
        prop_assert_eq!(verified, base_string("", &other) == base_string("", &parameters));
    }

    #[test]
    fn a_changed_byte_in_another_body_fails(body in vec(any::<u8>(), 1..64), at: Index, by in 1u8..) {
        let target = format!("/hook?bodySHA256={}", sha256_hex(&body));
        let signature = sign(KEY, &target, &Vec::new());
        let webhook = RawWebhook::new("POST", &target).content_type(JSON).signature(signature.as_str());
        let verifier = verifier();
        prop_assert!(verifier.verify(&webhook.body(&body)).is_ok());
        prop_assert!(verifier.verify(&webhook.body(&changed(&body, at, by))).is_err());
    }

    #[test]
    fn a_changed_byte_in_the_signature_fails(parameters in parameters(), at: Index, by in 1u8.., shared: bool) {
        let base = base_string("https://mycompany.com/", &parameters);
        let signature = if shared { sign_sha256(KEY, &base) } else { sign_sha1(KEY, &base) };
        let settings = shared.then_some("key=K1,algorithm=HMAC_SHA256");
        let (verifier, body) = (verifier_of(KEY), encode(&parameters));
        prop_assert!(verifier.verify(&form("/", body.as_bytes(), &signature).settings(settings)).is_ok());
        if let Ok(other) = String::from_utf8(changed(signature.as_bytes(), at, by)) {
            prop_assert!(verifier.verify(&form("/", body.as_bytes(), &other).settings(settings)).is_err());
        }
    }

    #[test]
    fn a_signature_never_verifies_under_another_key(one in key(), two in key(), parameters in parameters(), shared: bool) {
        prop_assume!(one != two);
        let base = base_string("https://mycompany.com/", &parameters);
        let signature = if shared { sign_sha256(&one, &base) } else { sign_sha1(&one, &base) };
        let settings = shared.then_some("key=K1,algorithm=HMAC_SHA256");
        let body = encode(&parameters);
        let webhook = form("/", body.as_bytes(), &signature).settings(settings);
        prop_assert!(verifier_of(&one).verify(&webhook).is_ok());
        prop_assert_eq!(error(&verifier_of(&two), &webhook), Some(VerifyError::SignatureMismatch));
    }

    #[test]
    fn no_input_panics(
        method in "GET|HEAD|POST|.{0,4}",
        target in ".{0,40}",
        whole: bool,
        content_type in prop_oneof![Just(Some(FORM.to_owned())), Just(None), ".{0,20}".prop_map(Some)],
        signature in proptest::option::of("[A-Za-z0-9+/=]{0,60}|.{0,20}"),
        settings in proptest::option::of("(key=K1,)?(algorithm=HMAC_SHA256)?|.{0,30}"),
        body in vec(any::<u8>(), 0..80),
    ) {
        let webhook = if whole { RawWebhook::at_url(&method, &target) } else { RawWebhook::new(&method, &target) }
            .content_type(content_type.as_deref())
            .signature(signature.as_deref())
            .settings(settings.as_deref())
            .body(&body);
        prop_assert!(verifier_of(KEY).verify(&webhook).is_err());
    }
}
