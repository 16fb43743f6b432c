//! A first look without an account, settings or a network: `cargo run -p twilio-conversations-v1 --example quickstart`.
//!
//! The emulator runs in this process, without a socket. With `--live` the same calls go to Twilio, with the credentials of the
//! environment (`TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`, or `TWILIO_API_KEY` and `TWILIO_API_SECRET`); everything is in a
//! new service, which is deleted at the end.
#![allow(clippy::print_stdout, reason = "it says what it does")]

use std::error::Error;

use twilio_conversations_v1::service::ServiceHandle;
use twilio_conversations_v1::{Client, Field};
use twilio_emulator::{Emulator, WebhookInbox};
use twilio_webhooks::{PublicUrl, Verifier};

/// Where webhooks go. In process no such server is called.
const RECEIVER: &str = "https://shop.example";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().any(|argument| argument == "--live") {
        println!("Calling Twilio with the credentials of the environment.");
        return in_a_service_of_its_own(&Client::from_env()?, None).await;
    }
    println!("Starting an emulator in this process; --live would call Twilio.");
    let emulator = Emulator::new();
    let client = Client::builder().credentials(emulator.credentials()).transport(emulator.clone()).build()?;
    let inbox = emulator.webhook_inbox(RECEIVER)?;
    let verifier = Verifier::builder(PublicUrl::parse(RECEIVER)?).auth_token(emulator.auth_token()).build()?;
    in_a_service_of_its_own(&client, Some((inbox, verifier))).await
}

/// Creates a service, uses it, and deletes it even if something failed.
async fn in_a_service_of_its_own(
    client: &Client,
    receiver: Option<(WebhookInbox, Verifier)>,
) -> Result<(), Box<dyn Error>> {
    let created = client.services().create("Quick start").send().await?;
    let sid = created.sid.clone().ok_or("the service has no SID")?;
    println!("Created the service {sid}.");
    let service = client.service(sid.as_str());
    let result = talk(&service, receiver).await;
    service.delete().send().await?;
    println!("Deleted the service with everything in it.");
    result?;
    match service.fetch().send().await {
        Err(error) if error.is_not_found() => println!("Fetched it again: not found, as expected."),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("the service is still there".into()),
    }
    Ok(())
}

async fn talk(service: &ServiceHandle, mut receiver: Option<(WebhookInbox, Verifier)>) -> Result<(), Box<dyn Error>> {
    for identity in ["alice", "bob"] {
        service.users().create(identity).send().await?;
        println!("Created the user {identity}.");
    }
    service.conversations().create().unique_name("order-8841").friendly_name("Order 8841").send().await?;
    let conversation = service.conversation("order-8841");
    println!("Created the conversation order-8841.");
    for identity in ["alice", "bob"] {
        conversation.participants().create().identity(identity).send().await?;
        println!("Added {identity} to it.");
    }

    if receiver.is_some() {
        let webhooks = service.configuration().webhooks().update();
        webhooks.post_webhook_url(format!("{RECEIVER}/twilio")).filters(["onMessageAdded"]).send().await?;
        println!("Asked for a webhook for each new message.");
    }
    for (author, body) in [("alice", "Where is my order?"), ("bob", "On its way."), ("alice", "Thank you!")] {
        let message = conversation.messages().create().author(author).body(body);
        message.webhook_enabled(receiver.is_some()).send().await?;
        println!("{author} wrote: {body}");
        if let Some((inbox, verifier)) = &mut receiver {
            let request = inbox.next().await.ok_or("no webhook came")?;
            let verified = verifier.verify_request(&request)?;
            let form = verified.form().ok_or("the webhook is not a form")?;
            let (event, body) = (form.get("EventType").unwrap_or_default(), form.get("Body").unwrap_or_default());
            println!("Received the webhook {event}, with a valid signature: {body}");
        }
    }

    let mut messages = conversation.messages().list().page_size(2).stream();
    while let Some(message) = messages.try_next().await? {
        let (author, body) = (message.author.unwrap_or_default(), message.body.unwrap_or_default());
        println!("Listed message {}: {author}: {body}", message.index.unwrap_or_default());
    }

    let updated = conversation.update().friendly_name("Order 8841, delivered").send().await?;
    println!("Updated its name: {}.", updated.friendly_name.as_deref().unwrap_or("none"));
    let cleared = conversation.update().friendly_name(Field::Clear).send().await?;
    println!(
        "Cleared its name: {}.",
        cleared.friendly_name.as_deref().filter(|name| !name.is_empty()).unwrap_or("none")
    );
    match service.conversation("order-8842").fetch().send().await {
        Err(error) if error.is_not_found() => println!("There is no conversation order-8842: {error}"),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("nobody created order-8842".into()),
    }
    conversation.delete().send().await?;
    println!("Deleted the conversation.");
    Ok(())
}
