//! Known signatures. Their base strings are those of Twilio's documentation.

use super::*;
use crate::VerifiedBy;

const TARGET: &str = "/myapp.php?foo=1&bar=2";
const BODY: &[u8] =
    b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
const MULTI: &[u8] =
    b"Multi=b&CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Multi=a&Digits=1234&From=%2B14158675309&To=%2B18005551212&Multi=b";
const SHA1: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
const SHA1_WITH_PORT: &str = "kvajT1Ptam85bY51eRf/AJRuM3w=";
const SHA256: &str = "033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s=";
const JSON_TARGET: &str = "/hook?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
const JSON_SHA1: &str = "5RzLWLtxROOEDxluB0CLCWjQg48=";

#[test]
fn a_form_signed_with_the_auth_token_verifies() {
    let verifier = verifier();
    let verified = verifier.verify(&form(TARGET, BODY, SHA1)).unwrap();
    assert_eq!(verified.by(), VerifiedBy::AuthToken(0));
    assert_eq!(verified.form().unwrap().get("To"), Some("+18005551212"));
}

#[test]
fn a_url_signed_with_its_default_port_verifies() {
    assert!(verifier().verify(&form(TARGET, BODY, SHA1_WITH_PORT)).is_ok());
    let with_port =
        Verifier::builder(PublicUrl::parse("https://mycompany.com:443").unwrap()).auth_token(KEY).build().unwrap();
    assert!(with_port.verify(&form(TARGET, BODY, SHA1_WITH_PORT)).is_ok());
    assert!(with_port.verify(&form(TARGET, BODY, SHA1)).is_ok());
}

#[test]
fn repeated_names_are_signed_as_their_distinct_sorted_values() {
    assert!(verifier().verify(&form(TARGET, MULTI, "YxLzJCSj13p3Im5w+LmUX0hkybI=")).is_ok());
}

#[test]
fn a_form_signed_with_a_shared_key_verifies() {
    let verifier = builder().shared_key("K1", KEY).build().unwrap();
    let webhook = form(TARGET, BODY, SHA256).settings("key=K1,algorithm=HMAC_SHA256");
    assert_eq!(verifier.verify(&webhook).unwrap().by(), VerifiedBy::SharedKey("K1"));
}

#[test]
fn json_with_its_hash_verifies() {
    let webhook = RawWebhook::new("POST", JSON_TARGET).content_type(JSON).signature(JSON_SHA1).body(br#"{"a":1}"#);
    let verifier = verifier();
    let verified = verifier.verify(&webhook).unwrap();
    assert_eq!(verified.json::<serde_json::Value>().unwrap(), serde_json::json!({"a": 1}));
}

#[test]
fn a_whole_url_from_the_caller_verifies() {
    let url = format!("https://mycompany.com{TARGET}");
    let webhook = RawWebhook::at_url("POST", &url).content_type(FORM).signature(SHA1).body(BODY);
    let elsewhere =
        Verifier::builder(PublicUrl::parse("https://elsewhere.com").unwrap()).auth_token(KEY).build().unwrap();
    assert!(elsewhere.verify(&webhook).is_ok());
}

#[test]
fn http_requests_and_parts_verify_whatever_host_they_name() {
    let request = http::Request::post(format!("http://10.0.0.1:8080{TARGET}"))
        .header("host", "evil.com")
        .header("x-forwarded-host", "evil.com")
        .header("content-type", "Application/X-WWW-Form-URLEncoded; charset=UTF-8")
        .header("x-twilio-signature", SHA1)
        .body(BODY)
        .unwrap();
    let verifier = verifier();
    assert!(verifier.verify_request(&request).is_ok());
    let (parts, body) = request.into_parts();
    assert!(verifier.verify_parts(&parts, body).is_ok());
}

#[test]
fn a_get_is_signed_by_its_url_and_returns_its_query() {
    let target = "/hook?From=%2B14158675309&flag";
    let signature = sign_sha1(KEY, &format!("https://mycompany.com{target}"));
    let webhook = RawWebhook::new("GET", target).signature(signature.as_str());
    let verifier = verifier();
    let verified = verifier.verify(&webhook).unwrap();
    assert!(verified.form().is_none());
    let parameters = verified.into_parameters().unwrap();
    assert_eq!(parameters.iter().collect::<Vec<_>>(), [("From", "+14158675309"), ("flag", "")]);
}
