//! `Debug` of no public type shows a secret or personal data.
//!
//! Models, requests and responses of the products are held to it by `contract.rs`, for every operation and every example.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::json;
use twilio_access_token::{AccessToken, ChatGrant};
use twilio_conversations_v1::user::User;
use twilio_conversations_v1::{Client, Credentials};
use twilio_core::model::{Unredacted, from_json};
use twilio_core::testing::{MockTransport, Recorder, Replay, Reply};
use twilio_core::transport::{Certificate, HyperTransport, Proxy, ReqwestTransport, TowerTransport, transport_fn};
use twilio_core::{Authorization, FailedAttempt, Input, IntoField, OAuth, PathSegment, RetryPolicy};
use twilio_webhooks::testing::Signer;
use twilio_webhooks::{PublicUrl, Verifier};
use xtask::surface::surface;

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const KEY: &str = "SK0123456789abcdef0123456789abcdef";
const SECRET: &str = "5ecret-t0ken";
const IDENTITY: &str = "alice@example.com";
const BODY: &str = "meet me at nine";

/// Types that hold nothing of a caller's or of a user's, each with what it holds.
const HARMLESS: [(&str, &str); 40] = [
    ("Decimal", "a number"),
    ("PhoneNumberCapabilities", "four booleans"),
    ("JsonBody", "writes no value, whatever it holds"),
    ("VerifiedForm", "a form: see `Form`"),
    ("VerifiedWebhook", "writes no value, whatever it holds"),
    ("VerifyWebhook", "a verifier: see `Verifier`"),
    ("Json", "a value by itself, as a `String` is; models hide it where their document marks it"),
    ("Links", "a value by itself, as a `String` is; models hide it where their document marks it"),
    ("Date", "a day"),
    ("Timestamp", "a time"),
    ("DecodeError", "a position, and words of ours"),
    ("ErrorKind", "no data"),
    ("ErrorCode", "a number"),
    ("Operation", "constants of a document"),
    ("Backoff", "durations and numbers"),
    ("Limits", "durations and numbers"),
    ("InvalidValue", "words about a value, not the value"),
    ("UnknownValue", "a value of an enum, which names a kind of thing"),
    ("Sid", "an identifier of a record"),
    ("JsonString", "a value by itself, as a `String` is; models hide it where their document marks it"),
    ("Spelling", "a value of an enum, which names a kind of thing"),
    ("PageMeta", "links of a page, marked as private: see `Page`"),
    ("VerifiedBy", "no data"),
    ("VerifyError", "no data"),
    ("WebhookConfigError", "words of ours"),
    ("SigningError", "words of ours"),
    ("UnreadableContent", "words of ours"),
    ("WebhookRejection", "a status and words of ours"),
    ("AccessTokenError", "words of ours"),
    ("CustomGrant", "the grant of a caller's own: see `AccessToken`"),
    ("DataSyncGrant", "the SID of a service"),
    ("TaskRouterGrant", "SIDs and a role"),
    ("VideoGrant", "the name of a room"),
    ("VoiceGrant", "SIDs of applications"),
    ("ChatGrant", "the SID of a service"),
    ("RuleBuilder", "the rules of a test"),
    ("Reply", "what a test wrote"),
    ("HyperTransportBuilder", "a proxy and certificates: see `Proxy`"),
    ("ReqwestTransportBuilder", "a proxy and certificates: see `Proxy`"),
    ("VerifyWebhookLayer", "a verifier: see `Verifier`"),
];

struct Shown(BTreeMap<&'static str, String>);

impl Shown {
    fn add(&mut self, name: &'static str, value: &impl Debug) {
        let text = self.0.entry(name).or_default();
        text.push_str(&format!("{value:?}\n{value:#?}\n"));
    }
}

/// Every public type of these crates, by its name alone.
fn public_types() -> Vec<String> {
    let crates = [
        ("crates/twilio-core", "twilio_core"),
        ("crates/twilio-webhooks", "twilio_webhooks"),
        ("crates/twilio-access-token", "twilio_access_token"),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let lines = crates.iter().flat_map(|(folder, name)| surface(&root.join(folder), name).expect("readable sources"));
    lines
        .filter_map(|line| {
            let path = line.strip_prefix("struct ").or_else(|| line.strip_prefix("enum "))?;
            let path = path.split('<').next()?;
            path.rsplit("::").next().map(str::to_owned)
        })
        .collect()
}

#[tokio::test]
async fn debug_of_every_public_type_hides_secrets_and_personal_data() {
    let mut shown = Shown(BTreeMap::new());
    settings(&mut shown);
    inputs(&mut shown);
    calls(&mut shown).await;
    webhooks_and_tokens(&mut shown);
    for (name, text) in &shown.0 {
        // These two show a test what it sent, or what it made itself; credentials are hidden there too.
        let personal = !["CapturedRequest", "SignedWebhook"].contains(name);
        assert!(!text.contains(SECRET), "{name} shows the secret: {text}");
        for private in [IDENTITY, BODY, "alice%40example.com", "NWVjcmV0", "YWxpY2U"].iter().filter(|_| personal) {
            assert!(!text.contains(*private), "{name} shows `{private}`: {text}");
        }
    }
    let missing: Vec<String> = public_types()
        .into_iter()
        .filter(|name| !shown.0.contains_key(name.as_str()) && !HARMLESS.iter().any(|(harmless, _)| harmless == name))
        .collect();
    assert!(missing.is_empty(), "neither shown here nor listed as harmless: {missing:?}");
}

fn settings(shown: &mut Shown) {
    let credentials = Credentials::account(ACCOUNT, SECRET);
    shown.add("Credentials", &[credentials.clone(), Credentials::api_key(KEY, SECRET)]);
    shown.add("OAuth", &OAuth::new(KEY, SECRET));
    shown.add("Authorization", &Authorization::basic(ACCOUNT, SECRET));
    shown.add("ClientBuilder", &twilio_core::Client::builder().credentials(credentials.clone()));
    let client = twilio_core::Client::builder().credentials(credentials.clone()).build().expect("a client");
    shown.add("Client", &client);
    let builder = Client::builder().credentials(credentials);
    shown.add("ProductBuilder", &builder);
    let client = builder.build().expect("a client");
    shown.add("Client", &client);
    shown.add("Endpoint", &client);
    shown.add("Proxy", &Proxy::new(format!("http://user:{SECRET}@proxy.test")));
    let through = || Proxy::new(format!("http://user:{SECRET}@proxy.test"));
    shown.add("ReqwestTransport", &ReqwestTransport::builder().proxy(through()));
    shown.add("ReqwestTransport", &ReqwestTransport::builder().proxy(through()).build().expect("a transport"));
    shown.add("HyperTransport", &HyperTransport::builder().proxy(through()));
    shown.add("HyperTransport", &HyperTransport::builder().proxy(through()).build().expect("a transport"));
    let secret = SECRET.to_owned();
    shown.add(
        "FnTransport",
        &transport_fn(move |_, _| {
            let secret = secret.clone();
            async move { Ok(http::Response::new(secret.into_bytes())) }
        }),
    );
    let service = tower::service_fn(|_: http::Request<http_body_util::Full<bytes::Bytes>>| async {
        Ok::<_, std::io::Error>(http::Response::new(http_body_util::Full::new(bytes::Bytes::new())))
    });
    shown.add("TowerTransport", &TowerTransport::new(service));
    shown.add("Certificate", &Certificate::from_der(BODY.as_bytes()));
}

fn inputs(shown: &mut Shown) {
    shown.add("Input", &Input::from_value(IDENTITY.to_owned()));
    shown.add("Field", &IntoField::<String>::into_field(IDENTITY));
    shown.add("PathSegment", &PathSegment::from(IDENTITY));
    let object = json!({ "identity": IDENTITY, "body": BODY }).to_string();
    shown.add("Response", &twilio_core::Response::from_model(from_json::<User>(&object).expect("a user")));
    // Whoever writes `Unredacted` wants to see it: what it shows of others is in `personal_data.rs`.
    shown.add("Unredacted", &std::any::type_name::<Unredacted<'_, User>>());
}

/// Keeps what `Debug` shows of each failed attempt.
#[derive(Debug, Default)]
struct Watching(Arc<Mutex<String>>);

impl RetryPolicy for Watching {
    fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.0.lock().expect("unpoisoned").push_str(&format!("{failed:?} {failed:#?}"));
        None
    }
}

async fn calls(shown: &mut Shown) {
    let user = json!({ "identity": IDENTITY, "friendly_name": BODY });
    let error =
        json!({ "code": 20404, "message": format!("/Users/{IDENTITY} was not found"), "details": { "body": BODY } });
    let mock = MockTransport::new()
        .on(twilio_conversations_v1::user::ListUser::OPERATION)
        .records([user.clone(), user.clone(), user])
        .on(twilio_conversations_v1::user::FetchUser::OPERATION)
        .reply(Reply::json(404, error));
    let recorder = Recorder::new(mock.clone());
    let attempts = Arc::<Mutex<String>>::default();
    let credentials = Credentials::account(ACCOUNT, SECRET);
    let settings = Client::builder().credentials(credentials).retry(Watching(attempts.clone()));
    let client = settings.transport(recorder.clone()).build().expect("a client");

    let list = client.users().list().page_size(2);
    let page = list.clone().first_page().await.expect("a page");
    shown.add("Page", &page);
    shown.add("Continuation", &page.continuation().expect("more than one page"));
    let mut pager = list.clone().stream();
    pager.try_next().await.expect("a page");
    shown.add("Pager", &pager);
    shown.add("Pages", &list.pages());
    let error = client.user(IDENTITY).fetch().with_authorization(SECRET).send().await.expect_err("404");
    shown.add("Error", &error);
    shown.add("ApiError", &error.api().expect("an error of the API"));
    shown.add("ApiErrorItem", &error.api().expect("an error of the API").errors);
    shown.0.entry("FailedAttempt").or_default().push_str(&attempts.lock().expect("unpoisoned"));
    shown.add("MockTransport", &mock);
    let url = format!("https://sync.twilio.com/v1/{IDENTITY}?a={BODY}");
    let custom = client.core().request(http::Method::POST, &url).query("i", IDENTITY).form("b", BODY);
    shown.add("CustomRequest", &custom.with_header("x-own", BODY).with_authorization(SECRET));
    shown.add("CapturedRequest", &mock.requests());
    shown.add("Recorder", &recorder);
    shown.add("Replay", &Replay::from_lines(&recorder.lines()).expect("a recording"));
}

fn webhooks_and_tokens(shown: &mut Shown) {
    let url = PublicUrl::parse("https://example.com").expect("a URL");
    shown.add("PublicUrl", &url);
    let signer = Signer::auth_token(SECRET);
    shown.add("Signer", &signer);
    let form = [("EventType", "onMessageAdded"), ("Author", IDENTITY), ("Body", BODY)];
    let signed = signer.form(&url, "/hook", form).expect("a signature");
    shown.add("SignedWebhook", &signed);
    let builder = Verifier::builder(url.clone()).auth_token(SECRET);
    shown.add("VerifierBuilder", &builder);
    let verifier = builder.build().expect("a verifier");
    shown.add("Verifier", &verifier);
    shown.add("RawWebhook", &signed.as_raw());
    let verified = verifier.verify(&signed.as_raw()).expect("a valid signature");
    shown.add("Verified", &verified);
    shown.add("Form", &verified.form().expect("a form"));
    let builder = AccessToken::builder(ACCOUNT, KEY, SECRET).identity(IDENTITY).grant(ChatGrant::new());
    shown.add("AccessTokenBuilder", &builder);
    shown.add("AccessToken", &builder.build_at(SystemTime::now()).expect("a token"));
}
