//! Webhooks: every event, signed, in order, and what pre-event webhooks may do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use twilio_emulator::{Emulator, Fault, FaultKind};

use crate::api::Api;
use crate::world::World;

type Parameters = BTreeMap<String, String>;

/// A receiver that keeps what it gets, and responds to pre-events as it is told.
struct Receiver {
    url: String,
    got: Arc<Mutex<Vec<Parameters>>>,
    reply: Arc<Mutex<(u16, String)>>,
    signatures: Arc<Mutex<Vec<bool>>>,
}

impl Receiver {
    async fn start(auth_token: &str) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?a=b", listener.local_addr().unwrap());
        let receiver = Receiver {
            url,
            got: Arc::default(),
            reply: Arc::new(Mutex::new((200, String::new()))),
            signatures: Arc::default(),
        };
        let (got, reply) = (Arc::clone(&receiver.got), Arc::clone(&receiver.reply));
        let (signatures, url, token) = (Arc::clone(&receiver.signatures), receiver.url.clone(), auth_token.to_owned());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (got, reply, signatures) = (Arc::clone(&got), Arc::clone(&reply), Arc::clone(&signatures));
                let (url, token) = (url.clone(), token.clone());
                let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                    let (got, reply, signatures) = (Arc::clone(&got), Arc::clone(&reply), Arc::clone(&signatures));
                    let (url, token) = (url.clone(), token.clone());
                    async move {
                        let (parts, body) = request.into_parts();
                        let body = body.collect().await.unwrap().to_bytes();
                        let is_get = parts.method == http::Method::GET;
                        let origin = url.split("/hook").next().unwrap().to_owned();
                        let called = format!("{origin}{}", parts.uri);
                        let pairs: Vec<(String, String)> = match is_get {
                            true => url::form_urlencoded::parse(parts.uri.query().unwrap().as_bytes())
                                .into_owned()
                                .collect(),
                            false => url::form_urlencoded::parse(&body).into_owned().collect(),
                        };
                        let signature = parts.headers["x-twilio-signature"].to_str().unwrap().to_owned();
                        signatures.lock().unwrap().push(is_signed(&token, &called, is_get, &pairs, &signature));
                        got.lock().unwrap().push(pairs.into_iter().collect());
                        let (status, text) = reply.lock().unwrap().clone();
                        let response = http::Response::builder().status(status).body(Full::new(Bytes::from(text)));
                        Ok::<_, std::convert::Infallible>(response.unwrap())
                    }
                });
                tokio::spawn(async move {
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        receiver
    }

    fn take(&self) -> Vec<Parameters> {
        std::mem::take(&mut self.got.lock().unwrap())
    }

    fn events(&self) -> Vec<String> {
        self.take().into_iter().map(|parameters| parameters["EventType"].clone()).collect()
    }

    fn respond(&self, status: u16, body: &str) {
        *self.reply.lock().unwrap() = (status, body.to_owned());
    }
}

/// The signature, computed as the vendor describes it.
fn is_signed(token: &str, url: &str, is_get: bool, pairs: &[(String, String)], signature: &str) -> bool {
    use base64::Engine as _;
    use hmac::{KeyInit as _, Mac as _};
    let mut text = url.to_owned();
    let mut sorted = pairs.to_vec();
    sorted.sort();
    for (name, value) in sorted.iter().filter(|_| !is_get) {
        text.push_str(name);
        text.push_str(value);
    }
    let mut mac = hmac::Hmac::<sha1::Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes()) == signature
}

const ON: (&str, &str) = ("X-Twilio-Webhook-Enabled", "true");

async fn conversations() -> (World, Receiver) {
    let emulator = Emulator::builder().strict(true).build().unwrap();
    let receiver = Receiver::start(emulator.auth_token()).await;
    let world = World::of(Api::of(emulator, "conversations-v1")).await;
    let mut inputs = vec![("PreWebhookUrl", receiver.url.as_str()), ("PostWebhookUrl", receiver.url.as_str())];
    inputs.extend(world.api.product.events.iter().map(|event| ("Filters", event.name)));
    let reply = world.api.call("UpdateConfigurationWebhook", &BTreeMap::new(), &inputs).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    (world, receiver)
}

#[tokio::test]
async fn every_event_of_both_products_is_sent_with_its_parameters() {
    let mut seen = BTreeSet::new();
    let (mut world, receiver) = conversations().await;
    all_changes(&mut world, &["user", "conversation", "participant", "message"]).await;
    world.make("conversation").await;
    world.make("receipt").await;
    world.api.emulator.move_receipt(&world.current["receipt"].clone(), "read", 0).unwrap();
    world.api.emulator.webhooks_settled().await;
    let mut got = receiver.take();
    assert!(receiver.signatures.lock().unwrap().iter().all(|signed| *signed), "all are signed");
    seen.extend(check(&world, &got));

    let emulator = Emulator::builder().strict(true).build().unwrap();
    let receiver = Receiver::start(emulator.auth_token()).await;
    let mut world = World::of(Api::of(emulator, "chat-v2")).await;
    world.make("service").await;
    let path = BTreeMap::from([("Sid".to_owned(), world.current["service"].clone())]);
    let mut inputs = vec![
        ("PreWebhookUrl", receiver.url.as_str()),
        ("PostWebhookUrl", receiver.url.as_str()),
        ("WebhookMethod", "GET"),
    ];
    inputs.extend(world.api.product.events.iter().map(|event| ("WebhookFilters", event.name)));
    assert_eq!(world.api.call("UpdateService", &path, &inputs).await.status, 200);
    all_changes(&mut world, &["user", "channel", "member", "message"]).await;
    world.api.emulator.webhooks_settled().await;
    got = receiver.take();
    assert!(
        got.iter().all(|one| !world.api.product.event(&one["EventType"]).unwrap().pre),
        "REST fires no pre-event of Chat"
    );
    as_a_user(&mut world).await;
    world.api.emulator.webhooks_settled().await;
    got.extend(receiver.take());
    assert!(receiver.signatures.lock().unwrap().iter().all(|signed| *signed), "all are signed");
    seen.extend(check(&world, &got));
    assert_eq!(seen.len(), 46, "{seen:?}");
}

/// The same changes as a client SDK makes them, media among them.
async fn as_a_user(world: &mut World) {
    let emulator = world.api.emulator.clone();
    let service = world.current["service"].clone();
    let request = |method: &str, path: String, form: &str| {
        let authorization = crate::api::authorization(&emulator);
        let request =
            http::Request::builder().method(method).uri(format!("https://chat.twilio.com/v2/Services/{service}{path}"));
        let request =
            request.header("authorization", authorization).header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Bytes::from(form.to_owned())).unwrap();
        let emulator = emulator.clone();
        async move {
            let response = emulator.request_as("erin", request).await.unwrap();
            assert!(response.status().is_success(), "{}", String::from_utf8_lossy(response.body()));
            serde_json::from_slice::<serde_json::Value>(response.body()).unwrap_or_default()
        }
    };
    request("POST", "/Users".into(), "Identity=erin").await;
    request("POST", "/Users/erin".into(), "FriendlyName=Erin").await;
    let channel = request("POST", "/Channels".into(), "UniqueName=tea").await;
    assert_eq!(channel["created_by"], "erin");
    request("POST", "/Channels/tea".into(), "FriendlyName=Tea").await;
    request("POST", "/Channels/tea/Members".into(), "Identity=erin").await;
    request("POST", "/Channels/tea/Members/erin".into(), "Attributes={}").await;
    let message = request("POST", "/Channels/tea/Messages".into(), "Body=hello").await;
    assert_eq!(message["from"], "erin");
    let media = format!("MediaSid=ME{:032x}", 1);
    request("POST", "/Channels/tea/Messages".into(), &media).await;
    let sid = message["sid"].as_str().unwrap();
    request("POST", format!("/Channels/tea/Messages/{sid}"), "Body=bye").await;
    request("DELETE", format!("/Channels/tea/Messages/{sid}"), "").await;
    request("DELETE", "/Channels/tea/Members/erin".into(), "").await;
    request("DELETE", "/Channels/tea".into(), "").await;
}

/// Creates, updates and deletes a record of each table, with webhooks on.
async fn all_changes(world: &mut World, tables: &[&'static str]) {
    use twilio_catalogue::{ResourceKind, Verb};
    let find = |world: &World, table: &str, verb: Verb| {
        let resources = world.api.product.resources.iter();
        let resource = resources.filter(|one| one.table == Some(table) && one.kind == ResourceKind::Collection);
        let resource = resource.clone().find(|one| !one.default_service).unwrap();
        world.find(resource, verb)
    };
    for table in tables {
        let create = find(world, table, Verb::Create).unwrap();
        world.make_owners(create).await;
        let mut inputs = world.required(create).await;
        inputs.push((ON.0.to_owned(), ON.1.to_owned()));
        let pairs: Vec<(&str, &str)> = inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reply = world.api.call(create.id, &world.path(create), &pairs).await;
        assert_eq!(reply.status, 201, "{}: {}", create.id, reply.json);
        world.current.insert(table, reply.text("sid").to_owned());
        let update = find(world, table, Verb::Update).unwrap();
        let inputs = [("Attributes", "{\"a\":1}"), ON];
        assert_eq!(world.api.call(update.id, &world.path(update), &inputs).await.status, 200);
        if *table == "conversation" {
            let inputs = [("State", "inactive"), ON];
            assert_eq!(world.api.call(update.id, &world.path(update), &inputs).await.status, 200);
        }
    }
    if world.api.product.key == "chat-v2" {
        let create = world.api.operation("CreateMessage");
        let media = format!("ME{:032x}", 7);
        assert_eq!(world.api.call(create.id, &world.path(create), &[("MediaSid", &media), ON]).await.status, 201);
    }
    for table in tables.iter().rev().filter(|table| **table != "user") {
        let delete = find(world, table, Verb::Delete).unwrap();
        assert_eq!(world.api.call(delete.id, &world.path(delete), &[ON]).await.status, 204);
    }
}

/// Every delivery has the parameters that the catalogue says are always sent, and none that it doesn't name.
fn check(world: &World, got: &[Parameters]) -> BTreeSet<String> {
    use twilio_catalogue::ParameterWhen;
    // `a` is a parameter of the receiver's own URL.
    let common = ["a", "AccountSid", "EventType", "Source", "RetryCount", "ClientIdentity", "InstanceSid"];
    for parameters in got {
        let event = world.api.product.event(&parameters["EventType"]).unwrap();
        assert_eq!(parameters["AccountSid"], world.api.emulator.account_sid());
        for name in parameters.keys().filter(|name| !common.contains(&name.as_str())) {
            assert!(event.parameters.iter().any(|one| one.name == *name), "{} has {name}", event.name);
        }
        // What a value of null leaves out, and what only an acting user has.
        let may_lack =
            ["RoleSid", "ModifiedBy", "RemovedBy", "Body", "LastReadMessageIndex", "isOnline", "isNotifiable"];
        for one in event.parameters.iter().filter(|one| one.when == ParameterWhen::Always) {
            let there = parameters.contains_key(one.name) || may_lack.contains(&one.name);
            assert!(there, "{} lacks {}: {parameters:?}", event.name, one.name);
        }
    }
    let key = world.api.product.key;
    got.iter().map(|parameters| format!("{key} {}", parameters["EventType"])).collect()
}

#[tokio::test]
async fn without_the_header_nothing_is_sent_and_timers_need_none() {
    let (mut world, receiver) = conversations().await;
    world.make("conversation").await;
    world.make("message").await;
    world.api.emulator.webhooks_settled().await;
    assert_eq!(receiver.events(), Vec::<String>::new());
    let create = world.api.operation("CreateConversation");
    let timers = [("Timers.Inactive", "PT1M"), ("Timers.Closed", "PT10M")];
    let talk = world.api.call(create.id, &BTreeMap::new(), &timers).await;
    let path = BTreeMap::from([
        ("Sid".to_owned(), talk.text("sid").to_owned()),
        ("ConversationSid".to_owned(), talk.text("sid").to_owned()),
    ]);
    let state = async |world: &World| world.api.call("FetchConversation", &path, &[]).await.text("state").to_owned();
    world.api.emulator.advance(std::time::Duration::from_secs(61));
    assert_eq!(state(&world).await, "inactive");
    let reply = world.api.call("CreateConversationMessage", &path, &[("Body", "hello")]).await;
    assert_eq!((reply.status, state(&world).await.as_str()), (201, "active"));
    world.api.emulator.advance(std::time::Duration::from_secs(601));
    assert_eq!(state(&world).await, "closed");
    world.api.emulator.webhooks_settled().await;
    let reasons: Vec<(String, String, String)> = receiver
        .take()
        .into_iter()
        .map(|one| (one["StateFrom"].clone(), one["StateTo"].clone(), one["Reason"].clone()))
        .collect();
    let expected = [
        ("active", "inactive", "TIMER"),
        ("inactive", "active", "EVENT"),
        ("active", "inactive", "TIMER"),
        ("inactive", "closed", "TIMER"),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
    assert_eq!(reasons, expected);
}

#[tokio::test]
async fn a_pre_event_webhook_refuses_changes_or_changes_them() {
    let (mut world, receiver) = conversations().await;
    world.make("conversation").await;
    let create = world.api.operation("CreateConversationMessage");
    let path = world.path(create);
    for status in [403, 500, 204, 302] {
        receiver.respond(status, "");
        let reply = world.api.call(create.id, &path, &[("Body", "hello"), ON]).await;
        assert_eq!((reply.status, reply.code()), (403, 50056), "status {status}");
    }
    assert!(
        world.api.call("ListConversationMessage", &path, &[]).await.json["messages"].as_array().unwrap().is_empty()
    );
    receiver.respond(200, r#"{"body":"changed","author":"judge"}"#);
    let reply = world.api.call(create.id, &path, &[("Body", "hello"), ON]).await;
    assert_eq!((reply.status, reply.text("body"), reply.text("author")), (201, "changed", "judge"));
    assert_eq!(reply.json["index"], 0, "refused messages take no index");
    receiver.respond(200, r#"{"attributes":"{"}"#);
    let reply = world.api.call(create.id, &path, &[("Body", "hello"), ON]).await;
    assert_eq!((reply.status, reply.code()), (400, 50304), "what the webhook sets is checked as well");
}

#[tokio::test]
async fn scoped_webhooks_get_their_events_and_replays() {
    let (mut world, receiver) = conversations().await;
    let off = [("PreWebhookUrl", ""), ("PostWebhookUrl", "")];
    assert_eq!(world.api.call("UpdateConfigurationWebhook", &BTreeMap::new(), &off).await.status, 200);
    world.make("conversation").await;
    let path = world.path(world.api.operation("CreateConversationMessage"));
    for body in ["one", "two"] {
        world.api.call("CreateConversationMessage", &path, &[("Body", body)]).await;
    }
    let hook = "CreateConversationScopedWebhook";
    let url = ("Configuration.Url", receiver.url.as_str());
    let inputs =
        [("Target", "webhook"), url, ("Configuration.Filters", "onMessageAdded"), ("Configuration.ReplayAfter", "1")];
    assert_eq!(world.api.call(hook, &path, &inputs).await.status, 201);
    let inputs = [("Target", "trigger"), url, ("Configuration.Triggers", "tea"), ("Configuration.Method", "get")];
    let reply = world.api.call(hook, &path, &inputs).await;
    assert_eq!(reply.json["configuration"]["filters"], serde_json::json!(["tea"]));
    world.api.emulator.webhooks_settled().await;
    let bodies = |got: Vec<Parameters>| got.into_iter().map(|one| one["Body"].clone()).collect::<Vec<_>>();
    assert_eq!(bodies(receiver.take()), ["two"]);
    world.api.call("CreateConversationMessage", &path, &[("Body", "more TEA"), ON]).await;
    world.api.emulator.webhooks_settled().await;
    assert_eq!(bodies(receiver.take()), ["more TEA", "more TEA"]);
    assert!(receiver.signatures.lock().unwrap().iter().all(|signed| *signed));
}

#[tokio::test]
async fn a_foreign_url_is_stored_and_never_called() {
    let (mut world, receiver) = conversations().await;
    let foreign = [("PreWebhookUrl", ""), ("PostWebhookUrl", "http://192.0.2.1/hook")];
    let reply = world.api.call("UpdateConfigurationWebhook", &BTreeMap::new(), &foreign).await;
    assert_eq!(reply.text("post_webhook_url"), "http://192.0.2.1/hook");
    world.make("conversation").await;
    let create = world.api.operation("CreateConversationMessage");
    world.api.call(create.id, &world.path(create), &[("Body", "a"), ON]).await;
    world.api.emulator.webhooks_settled().await;
    assert!(receiver.take().is_empty());
    let notes = world.api.emulator.requests().last().unwrap().notes.clone();
    assert!(notes.iter().any(|note| note.contains("loopback addresses only")), "{notes:?}");
}

#[tokio::test]
async fn a_webhook_is_delivered_twice_on_request() {
    let (mut world, receiver) = conversations().await;
    world.make("conversation").await;
    receiver.take();
    world.api.emulator.inject(Fault::new(FaultKind::WebhookTwice).operation("CreateConversationMessage").times(1));
    let create = world.api.operation("CreateConversationMessage");
    for _ in 0..2 {
        world.api.call(create.id, &world.path(create), &[("Body", "a"), ON]).await;
    }
    world.api.emulator.webhooks_settled().await;
    let added = receiver.events().into_iter().filter(|event| event == "onMessageAdded").count();
    assert_eq!(added, 3);
}
