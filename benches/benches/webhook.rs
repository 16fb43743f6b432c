//! Verifying a webhook: the form of an incoming message, signed with the auth token.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use twilio_benches::{documents::TOKEN, harness};
use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};

type Failure = Box<dyn std::error::Error>;

const HOST: &str = "https://mycompany.com";
const TARGET: &str = "/hooks/messages?tenant=7";
const BODY: &str = "MessageSid=IM0123456789abcdef0123456789abcdef&AccountSid=AC00000000000000000000000000000001&ChatServiceSid=IS00000000000000000000000000000003&ConversationSid=CH00000000000000000000000000000003&EventType=onMessageAdded&Author=%2B14158675309&Body=Good+morning%2C+is+my+table+%E2%80%93+the+one+by+the+window+%E2%80%93+still+free+tonight%3F&Attributes=%7B%22topic%22%3A%22bar%22%7D&Index=41&DateCreated=2015-12-16T22%3A18%3A37.000Z&Source=SMS&ParticipantSid=MB00000000000000000000000000000004&RetryCount=0&ClientIdentity=";

fn main() -> Result<(), Failure> {
    let url = format!("{HOST}{TARGET}");
    let signature = sign(&url).ok_or("no signature")?;
    let verifier = Verifier::builder(PublicUrl::parse(HOST)?).auth_token(TOKEN).build()?;
    let ours = || {
        let webhook = RawWebhook::new("POST", TARGET)
            .content_type("application/x-www-form-urlencoded")
            .signature(&*signature)
            .body(BODY.as_bytes());
        verifier.verify(&webhook).is_ok()
    };
    let theirs = || verify(&url, &signature);
    assert!(theirs() && ours(), "the webhook is not verified");
    harness::head("webhook");
    harness::row("verify a form of fourteen parameters", &harness::compare(theirs, ours));
    Ok(())
}

/// As Twilio's documentation describes it, parameters included.
fn verify(url: &str, signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature) else { return false };
    mac(url).is_some_and(|mac| mac.verify_slice(&signature).is_ok())
}

fn sign(url: &str) -> Option<String> {
    Some(STANDARD.encode(mac(url)?.finalize().into_bytes()))
}

fn mac(url: &str) -> Option<Hmac<Sha1>> {
    let parameters: BTreeMap<String, String> = serde_urlencoded::from_str(BODY).ok()?;
    let mut text = url.to_owned();
    for (name, value) in &parameters {
        text.push_str(name);
        text.push_str(value);
    }
    let mut mac = Hmac::<Sha1>::new_from_slice(TOKEN.as_bytes()).ok()?;
    mac.update(text.as_bytes());
    Some(mac)
}
