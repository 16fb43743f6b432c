//! Closes the conversations in which nothing has happened for 30 days: `cargo run -p twilio-conversations-v1 --example close_idle`.

#![allow(clippy::print_stdout, reason = "the output of a program")]

use std::time::Duration;

use twilio_conversations_v1::conversation::ConversationState;
use twilio_conversations_v1::{Client, Error, Timestamp};

/// Returns how many were closed. They are collected first: closing them while reading would make the list skip others.
pub async fn close_idle(client: &Client, idle: Duration) -> Result<u32, Error> {
    let (cutoff, mut closed) = (Timestamp::now() - idle, 0);
    for conversation in client.conversations().list().state(ConversationState::Active).all().await? {
        // What has no date, or a malformed one, stays open.
        if conversation.date_updated.is_some_and(|updated| updated.is_before(&cutoff)) {
            client.conversation(&conversation.sid).update().state(ConversationState::Closed).await?;
            closed += 1;
        }
    }
    Ok(closed)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let month = Duration::from_secs(30 * 24 * 60 * 60);
    println!("{} closed", close_idle(&Client::from_env()?, month).await?);
    Ok(())
}
