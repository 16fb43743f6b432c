//! Tests a function that calls Twilio without a network: `cargo run -p twilio-chat-v2 --features testing --example mock`.

use std::time::Duration;

use serde_json::json;
use twilio_chat_v2::testing::{MockTransport, Reply};
use twilio_chat_v2::user::{CreateUser, FetchUser, ListUser, UpdateUser};
use twilio_chat_v2::{Client, Error};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

/// Part of an application: adds a user if there is none, and gives every user without a name one. Returns how many it named.
pub async fn welcome(chat: &Client, identity: &str) -> Result<u32, Error> {
    let service = chat.service(SERVICE);
    match service.user(identity).fetch().send().await {
        Err(error) if error.is_not_found() => drop(service.users().create(identity).send().await?),
        found => drop(found?),
    }
    let mut named = 0;
    let mut users = service.users().list().page_size(2).stream();
    while let Some(user) = users.try_next().await? {
        if let (Some(identity), None) = (user.identity.as_deref(), &user.friendly_name) {
            service.user(identity).update().friendly_name(format!("New: {identity}")).send().await?;
            named += 1;
        }
    }
    Ok(named)
}

/// What Twilio would do: alice is new, five users are on three pages, and the first update comes too early.
pub fn twilio() -> MockTransport {
    let named = ["a", "b", "c", "d"].map(|name| json!({ "identity": name, "friendly_name": name }));
    MockTransport::new()
        .on(FetchUser::OPERATION)
        .path("UserSid", "alice")
        .reply(Reply::status(404))
        .on(CreateUser::OPERATION)
        .form("Identity", "alice")
        .reply(Reply::json(201, json!({ "identity": "alice" })))
        .on(ListUser::OPERATION)
        .records(named.into_iter().chain([json!({ "identity": "alice" })]))
        .on(UpdateUser::OPERATION)
        .once(Reply::status(429).header("Retry-After", "2"))
        .on(UpdateUser::OPERATION)
        .form("FriendlyName", "New: alice")
        .reply(json!({ "identity": "alice" }))
}

/// The test; in an application it has `#[tokio::test]`.
#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let mock = twilio();
    assert_eq!(welcome(&mock.client(), "alice").await.expect("welcomed"), 1);
    let list = ["ListUser"; 3];
    let expected = [&["FetchUser", "CreateUser"][..], &list, &["UpdateUser", "UpdateUser"]].concat();
    assert_eq!(mock.operations(), expected);
    assert_eq!(mock.waited(), Duration::from_secs(2), "and it took no time");
    mock.assert_done();
}
