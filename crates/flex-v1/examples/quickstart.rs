//! A first look without an account, settings or a network: `cargo run -p twilio-flex-v1 --example quickstart`.
//!
//! The emulator runs in this process, without a socket. With `--live` the same calls go to Twilio, with the credentials of the
//! environment (`TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`, or `TWILIO_API_KEY` and `TWILIO_API_SECRET`) of an account with
//! Flex; everything is below a new Flex Flow, which is deleted at the end. Flex v1 sends no webhooks of its own: its chats'
//! are those of Chat and Conversations, whose quick starts receive them.
#![allow(clippy::print_stdout, reason = "it says what it does")]

use std::error::Error;

use twilio_core::sid::FlexFlowSid;
use twilio_emulator::Emulator;
use twilio_flex_v1::flex_flow::FlexFlowChannelType;
use twilio_flex_v1::{Client, Field};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().any(|argument| argument == "--live") {
        println!("Calling Twilio with the credentials of the environment.");
        return with_a_flow_of_its_own(&Client::from_env()?).await;
    }
    println!("Starting an emulator in this process; --live would call Twilio.");
    let emulator = Emulator::new();
    let client = Client::builder().credentials(emulator.credentials()).transport(emulator.clone()).build()?;
    with_a_flow_of_its_own(&client).await
}

/// Creates a Flex Flow, uses it, and deletes it even if something failed.
async fn with_a_flow_of_its_own(client: &Client) -> Result<(), Box<dyn Error>> {
    let configuration = client.configuration().fetch().send().await?;
    let service = configuration.chat_service_instance_sid.clone().ok_or("the account has no chat service for Flex")?;
    println!("Fetched the configuration: chats are in the service {service}.");
    let created = client.flex_flows().create("Quick start", service, FlexFlowChannelType::Custom);
    let flow = created.contact_identity("quick-start").send().await?.sid.clone().ok_or("the flow has no SID")?;
    println!("Created the Flex Flow {flow}.");
    let result = chats(client, &flow).await;
    client.flex_flow(&flow).delete().send().await?;
    println!("Deleted the Flex Flow.");
    result?;
    match client.flex_flow(&flow).fetch().send().await {
        Err(error) if error.is_not_found() => println!("Fetched it again: not found, as expected."),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("the Flex Flow is still there".into()),
    }
    Ok(())
}

async fn chats(client: &Client, flow: &FlexFlowSid) -> Result<(), Box<dyn Error>> {
    let mut chats = Vec::new();
    for identity in ["alice", "bob", "carol"] {
        let request =
            client.channels().create().flex_flow_sid(flow).identity(identity).chat_user_friendly_name(identity);
        let chat = request.chat_friendly_name(format!("Chat with {identity}")).send().await?;
        let sid = chat.sid.clone().ok_or("the chat has no SID")?;
        println!("Created the user {identity} with the chat {sid}.");
        chats.push(sid);
    }
    let mut listed = client.channels().list().page_size(2).stream();
    while let Some(chat) = listed.try_next().await? {
        let Some(sid) = chat.sid.filter(|sid| chats.contains(sid)) else { continue };
        println!("Listed the chat {sid}.");
    }

    let updated = client.flex_flow(flow).update().friendly_name("Quick start, second try").send().await?;
    println!("Updated the flow's name: {}.", updated.friendly_name.as_deref().unwrap_or("none"));
    let cleared = client.flex_flow(flow).update().contact_identity(Field::Clear).send().await?;
    let identity = cleared.contact_identity.as_deref().filter(|identity| !identity.is_empty());
    println!("Cleared its contact identity: {}.", identity.unwrap_or("none"));
    match client.channel("CH00000000000000000000000000000000").fetch().send().await {
        Err(error) if error.is_not_found() => println!("There is no such chat: {error}"),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("nobody created this chat".into()),
    }
    for sid in chats {
        client.channel(&sid).delete().send().await?;
        println!("Deleted the chat {sid}.");
    }
    Ok(())
}
