//! Tests a function that calls Twilio without a network: `cargo run -p twilio-conversations-v1 --features testing --example mock`.

use std::time::Duration;

use serde_json::json;
use twilio_conversations_v1::conversation::ConversationState;
use twilio_conversations_v1::conversation::{CreateConversation, ListConversation, UpdateConversation};
use twilio_conversations_v1::conversation_participant::CreateConversationParticipant;
use twilio_conversations_v1::testing::{MockTransport, Reply};
use twilio_conversations_v1::{Client, Error};

/// Part of an application: opens a conversation with a customer, and closes every other one that is still active. A customer who can't be added is
/// no reason to fail. Returns how many it closed.
pub async fn begin(client: &Client, customer: &str) -> Result<u32, Error> {
    let new = client.conversations().create().friendly_name("Support").send().await?.into_inner();
    let added = client.conversation(new.sid.as_ref().map_or("", |sid| sid.as_str())).participants().create();
    match added.identity(customer).send().await {
        Err(error) if !error.is_not_found() => return Err(error),
        _ => {}
    }
    let mut closed = 0;
    let mut conversations = client.conversations().list().page_size(2).stream();
    while let Some(one) = conversations.try_next().await? {
        if let (Some(sid), Some(ConversationState::Active)) = (&one.sid, &one.state) {
            client.conversation(sid.as_str()).update().state(ConversationState::Closed).send().await?;
            closed += 1;
        }
    }
    Ok(closed)
}

/// What Twilio would do: the customer is unknown, five conversations are on three pages, and the first update comes too early.
pub fn twilio() -> MockTransport {
    let sid = |number: u32| format!("CH{number:032}");
    let closed = (1..=4).map(|number| json!({ "sid": sid(number), "state": "closed" }));
    MockTransport::new()
        .on(CreateConversation::OPERATION)
        .form("FriendlyName", "Support")
        .reply(Reply::json(201, json!({ "sid": sid(7) })))
        .on(CreateConversationParticipant::OPERATION)
        .path("ConversationSid", &sid(7))
        .form("Identity", "customer-1")
        .reply(Reply::status(404))
        .on(ListConversation::OPERATION)
        .records(closed.chain([json!({ "sid": sid(5), "state": "active" })]))
        .on(UpdateConversation::OPERATION)
        .once(Reply::status(429).header("Retry-After", "2"))
        .on(UpdateConversation::OPERATION)
        .path("ConversationSid", &sid(5))
        .form("State", "closed")
        .reply(json!({ "sid": sid(5) }))
}

/// The test; in an application it has `#[tokio::test]`.
#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let mock = twilio();
    assert_eq!(begin(&mock.client(), "customer-1").await.expect("begun"), 1);
    assert_eq!(mock.operations().iter().filter(|id| **id == "ListConversation").count(), 3);
    assert_eq!(mock.requests().last().and_then(|update| update.form("State")), Some("closed"));
    assert_eq!(mock.waited(), Duration::from_secs(2), "and it took no time");
    mock.assert_done();
}
