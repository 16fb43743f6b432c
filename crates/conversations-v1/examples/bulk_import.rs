//! Creates conversations from lines such as `order-17,Order 17`; one that exists already is skipped:
//! `cargo run -p twilio-conversations-v1 --example bulk_import < conversations.csv`.

#![allow(clippy::print_stdout, reason = "the output of a program")]

use tokio::task::JoinSet;
use twilio_conversations_v1::{Client, Error};

/// Returns how many conversations are new. The client repeats what a rate limit refuses, and limits what is in flight.
pub async fn import(client: &Client, lines: impl Iterator<Item = String>) -> Result<u32, Error> {
    let mut creates = JoinSet::new();
    for line in lines {
        let Some((unique_name, friendly_name)) = line.split_once(',') else { continue };
        let create = client.conversations().create().unique_name(unique_name).friendly_name(friendly_name);
        creates.spawn(create.into_future());
    }
    let mut new = 0;
    while let Some(created) = creates.join_next().await {
        match created.expect("no task panics") {
            Ok(_) => new += 1,
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(new)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = Client::builder().max_in_flight(16).build()?;
    println!("{} new conversations", import(&client, std::io::stdin().lines().map_while(Result::ok)).await?);
    Ok(())
}
