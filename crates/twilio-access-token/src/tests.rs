//! A known token, and the content of every token.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};

use super::*;
use twilio_core::sid::{AccountSid, ApiKeySid, ServiceSid};

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const API_KEY: &str = "SK0123456789abcdef0123456789abcdef";
const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

/// A SID from a response, which may be malformed.
fn received<S: serde::de::DeserializeOwned>(text: &str) -> S {
    serde_json::from_value(text.into()).unwrap()
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

fn builder() -> AccessTokenBuilder {
    AccessToken::builder(ACCOUNT, API_KEY, "secret")
}

/// Header and claims, as JSON strings.
fn decoded(token: &AccessToken) -> (String, String) {
    let parts: Vec<&str> = token.as_str().split('.').collect();
    let json = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    (json(parts[0]), json(parts[1]))
}

fn grants(builder: AccessTokenBuilder) -> String {
    let (_, claims) = decoded(&builder.build_at(now()).unwrap());
    let (_, grants) = claims.split_once(r#""grants":"#).unwrap();
    grants.strip_suffix('}').unwrap().to_owned()
}

fn parameter(builder: AccessTokenBuilder) -> String {
    builder.build_at(now()).unwrap_err().parameter().to_owned()
}

#[test]
fn a_known_token_is_reproduced() {
    // Its SIDs are malformed, so they are not checked.
    let mut builder =
        AccessToken::builder(received::<AccountSid>("AC1"), received::<ApiKeySid>("SK1"), "secret").identity("alice");
    let chat = CustomGrant::new("chat", json!({"service_sid": "IS1"}));
    builder = builder.grant(chat);
    let token = builder.sign_at(now()).unwrap();
    assert_eq!(
        token.as_str(),
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImN0eSI6InR3aWxpby1mcGE7dj0xIn0.eyJqdGkiOiJTSzEtMTcwMDAwMDAwMCIsImlzcyI6IlNLMSIsInN1YiI6IkFDMSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwLCJncmFudHMiOnsiaWRlbnRpdHkiOiJhbGljZSIsImNoYXQiOnsic2VydmljZV9zaWQiOiJJUzEifX19.BPbIaesaJXMJB-wSptLSB_ivL6L2gxk739zqKvhees8"
    );
}

#[test]
fn header_and_claims_have_the_documented_order() {
    let (header, claims) = decoded(&builder().identity("alice").build_at(now()).unwrap());
    assert_eq!(header, r#"{"alg":"HS256","typ":"JWT","cty":"twilio-fpa;v=1"}"#);
    assert_eq!(
        claims,
        format!(
            r#"{{"jti":"{API_KEY}-1700000000","iss":"{API_KEY}","sub":"{ACCOUNT}","iat":1700000000,"exp":1700003600,"grants":{{"identity":"alice"}}}}"#
        )
    );
}

#[test]
fn region_and_not_before_are_members_only_when_set() {
    let token = builder().region("ie1").not_before(now() - Duration::from_secs(60)).build_at(now()).unwrap();
    let (header, claims) = decoded(&token);
    assert_eq!(header, r#"{"alg":"HS256","typ":"JWT","cty":"twilio-fpa;v=1","twr":"ie1"}"#);
    assert!(claims.contains(r#""iat":1700000000,"nbf":1699999940,"exp":1700003600"#), "{claims}");
}

#[test]
fn every_grant_has_its_members_in_order() {
    let all = builder()
        .identity("alice")
        .grant(
            ChatGrant::new()
                .push_credential_sid("CR0123456789abcdef0123456789abcdef")
                .deployment_role_sid("RL0123456789abcdef0123456789abcdef")
                .endpoint_id("e")
                .service_sid(SERVICE),
        )
        .grant(DataSyncGrant::new().endpoint_id("e").service_sid(SERVICE))
        .grant(
            TaskRouterGrant::new()
                .role("worker")
                .worker_sid("WK0123456789abcdef0123456789abcdef")
                .workspace_sid("WS0123456789abcdef0123456789abcdef"),
        )
        .grant(VideoGrant::new().room("daily"))
        .grant(
            VoiceGrant::new()
                .endpoint_id("e")
                .push_credential_sid("CR0123456789abcdef0123456789abcdef")
                .outgoing_param("z", 1)
                .outgoing_param("a", json!([true]))
                .outgoing("AP0123456789abcdef0123456789abcdef")
                .incoming(true),
        )
        .grant(CustomGrant::new("player", json!({"x": null})));
    let digits = "0123456789abcdef0123456789abcdef";
    let expected = [
        r#"{"identity":"alice","#,
        r#""chat":{"service_sid":"IS_","endpoint_id":"e","deployment_role_sid":"RL_","push_credential_sid":"CR_"},"#,
        r#""data_sync":{"service_sid":"IS_","endpoint_id":"e"},"#,
        r#""task_router":{"workspace_sid":"WS_","worker_sid":"WK_","role":"worker"},"#,
        r#""video":{"room":"daily"},"#,
        r#""voice":{"incoming":{"allow":true},"outgoing":{"application_sid":"AP_","params":{"a":[true],"z":1}},"#,
        r#""push_credential_sid":"CR_","endpoint_id":"e"},"#,
        r#""player":{"x":null}}"#,
    ];
    assert_eq!(grants(all), expected.concat().replace("_\"", &format!("{digits}\"")));
}

#[test]
fn empty_members_are_left_out() {
    let empty = builder()
        .grant(ChatGrant::new().endpoint_id(""))
        .grant(DataSyncGrant::new())
        .grant(TaskRouterGrant::new().role(""))
        .grant(VideoGrant::new().room(""))
        .grant(VoiceGrant::new().incoming(false));
    assert_eq!(grants(empty), r#"{"chat":{},"data_sync":{},"task_router":{},"video":{},"voice":{}}"#);
}

#[test]
fn a_second_grant_of_a_kind_replaces_the_first() {
    let twice = builder().grant(VideoGrant::new().room("a")).grant(ChatGrant::new()).grant(VideoGrant::new().room("b"));
    assert_eq!(grants(twice), r#"{"video":{"room":"b"},"chat":{}}"#);
}

#[test]
fn the_lifetime_of_a_token_is_1_second_to_24_hours() {
    let ttl = |seconds| builder().ttl(Duration::from_secs(seconds)).build_at(now());
    assert!(ttl(1).is_ok());
    assert_eq!(ttl(86_400).unwrap().expires_at(), now() + Duration::from_secs(86_400));
    for refused in [
        builder().ttl(Duration::from_secs(86_401)),
        builder().ttl(Duration::MAX),
        builder().ttl(Duration::from_millis(999)),
    ] {
        assert_eq!(parameter(refused), "ttl");
    }
}

#[test]
fn an_invalid_parameter_is_named() {
    assert_eq!(parameter(AccessToken::builder(API_KEY, API_KEY, "secret")), "account_sid");
    assert_eq!(parameter(AccessToken::builder(ACCOUNT, ACCOUNT, "secret")), "api_key_sid");
    assert_eq!(parameter(AccessToken::builder(received::<AccountSid>("malformed"), API_KEY, "secret")), "account_sid");
    assert_eq!(parameter(AccessToken::builder(ACCOUNT, API_KEY, "")), "api_key_secret");
    assert_eq!(parameter(AccessToken::builder(ACCOUNT, API_KEY, "secret\n")), "api_key_secret");
    assert_eq!(parameter(builder().identity("")), "identity");
    assert_eq!(parameter(builder().region("IE 1")), "region");
    assert_eq!(parameter(builder().not_before(now() + Duration::from_secs(3600))), "not_before");
    assert_eq!(parameter(builder().not_before(UNIX_EPOCH - Duration::from_secs(1))), "not_before");
    assert_eq!(parameter(builder().grant(ChatGrant::new().service_sid("alice"))), "chat.service_sid");
    assert_eq!(
        parameter(builder().grant(DataSyncGrant::new().service_sid(received::<ServiceSid>("x")))),
        "data_sync.service_sid"
    );
    assert_eq!(parameter(builder().grant(VoiceGrant::new().outgoing_param("a", 1))), "voice.outgoing.application_sid");
    assert_eq!(parameter(builder().grant(CustomGrant::new("identity", "bob"))), "custom grant");
}

#[test]
fn no_debug_output_shows_secret_or_token() {
    let builder = AccessToken::builder(ACCOUNT, API_KEY, "pa55word").identity("private").grant(ChatGrant::new());
    let shown = format!("{builder:?}");
    assert!(!shown.contains("pa55") && !shown.contains("private"), "{shown}");
    let token = builder.build_at(now()).unwrap();
    assert_eq!(format!("{token:?}"), "AccessToken(<hidden>)");
}

proptest::proptest! {
    #[test]
    fn any_identity_is_kept_and_the_signature_is_valid(identity in ".{1,40}", secret in "[!-~]{1,80}") {
        let token = AccessToken::builder(ACCOUNT, API_KEY, secret.as_str()).identity(identity.as_str()).build_at(now()).unwrap();
        let (_, claims) = decoded(&token);
        let claims: Value = serde_json::from_str(&claims).unwrap();
        proptest::prop_assert_eq!(claims["grants"]["identity"].as_str(), Some(identity.as_str()));
        let (signed, signature) = token.as_str().rsplit_once('.').unwrap();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(signed.as_bytes());
        proptest::prop_assert!(mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).is_ok());
    }
}
