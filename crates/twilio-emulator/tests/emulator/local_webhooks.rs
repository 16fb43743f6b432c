//! Webhooks that reach a function in this process.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Request, Response};
use twilio_emulator::Emulator;

use crate::api::Api;
use crate::world::World;

const ON: (&str, &str) = ("X-Twilio-Webhook-Enabled", "true");

/// A world whose configuration sends webhooks of messages to these URLs.
async fn world(emulator: Emulator, pre: &str, post: &str) -> World {
    let mut world = World::of(Api::of(emulator, "conversations-v1")).await;
    let inputs =
        [("PreWebhookUrl", pre), ("PostWebhookUrl", post), ("Filters", "onMessageAdd"), ("Filters", "onMessageAdded")];
    let reply = world.api.call("UpdateConfigurationWebhook", &BTreeMap::new(), &inputs).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    world.make("conversation").await;
    world
}

#[tokio::test]
async fn an_inbox_gets_signed_requests_without_a_socket() {
    let emulator = Emulator::new();
    let mut inbox = emulator.webhook_inbox("https://shop.example").unwrap();
    let world = world(emulator.clone(), "", "https://shop.example:443/hook?a=b").await;
    let path = world.path(world.api.operation("CreateConversationMessage"));
    assert_eq!(world.api.call("CreateConversationMessage", &path, &[("Body", "hello"), ON]).await.status, 201);
    let request = inbox.next().await.unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", "/hook?a=b"));
    assert_eq!(request.headers()["host"], "shop.example");
    let public = twilio_webhooks::PublicUrl::parse("https://shop.example").unwrap();
    let verifier = |token: &str| twilio_webhooks::Verifier::builder(public.clone()).auth_token(token).build().unwrap();
    assert!(verifier("another token").verify_request(&request).is_err());
    let right = verifier(emulator.auth_token());
    let verified = right.verify_request(&request).unwrap();
    assert_eq!(verified.form().unwrap().get("EventType"), Some("onMessageAdded"));
    assert!(inbox.try_next().is_none());
    emulator.webhooks_settled().await;
    let notes = emulator.requests().last().unwrap().notes.join("; ");
    assert!(notes.contains("status 200"), "{notes}");
}

#[tokio::test]
async fn a_receiver_in_process_refuses_a_change() {
    let emulator = Emulator::new();
    emulator
        .receive_webhooks("http://shop.example:8080", |request: Request<Bytes>| async move {
            let refuses = request.body().windows(8).any(|part| part == b"Body=bad");
            let status = if refuses { 403 } else { 200 };
            Response::builder().status(status).body(Bytes::from_static(b"{\"body\":\"checked\"}")).unwrap()
        })
        .unwrap();
    let world = world(emulator, "http://shop.example:8080/pre", "").await;
    let create = world.api.operation("CreateConversationMessage");
    let path = world.path(create);
    let refused = world.api.call(create.id, &path, &[("Body", "bad"), ON]).await;
    assert_eq!((refused.status, refused.code()), (403, 50056), "{}", refused.json);
    let changed = world.api.call(create.id, &path, &[("Body", "good"), ON]).await;
    assert_eq!((changed.status, changed.text("body")), (201, "checked"));
}

#[tokio::test]
async fn a_receiver_that_panics_is_a_failed_delivery() {
    let emulator = Emulator::new();
    emulator.receive_webhooks("https://shop.example", |_| async { panic!("on purpose") }).unwrap();
    let world = world(emulator.clone(), "", "https://shop.example/hook").await;
    let path = world.path(world.api.operation("CreateConversationMessage"));
    for _ in 0..2 {
        assert_eq!(world.api.call("CreateConversationMessage", &path, &[("Body", "hello"), ON]).await.status, 201);
        emulator.webhooks_settled().await;
        let notes = emulator.requests().last().unwrap().notes.join("; ");
        assert!(notes.contains("the receiver panicked"), "{notes}");
    }
}

#[test]
fn an_origin_has_no_path() {
    let emulator = Emulator::new();
    for wrong in ["shop.example", "https://shop.example/hook", "https://shop.example?a=b", "ftp://shop.example", ""] {
        let error = emulator.webhook_inbox(wrong).unwrap_err().to_string();
        assert!(error.contains("is not an origin; expected"), "{error}");
    }
}
