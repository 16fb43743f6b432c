//! Writes the messages of a conversation as lines of JSON; when it is started again after a crash, it goes on after the last page that it wrote:
//! `cargo run -p twilio-conversations-v1 --example export -- CH… state.json >> messages.jsonl`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the output of a program")]

use std::{fs, io::Write, path::Path};

use twilio_conversations_v1::Client;

type Failure = Box<dyn std::error::Error>;

/// Returns how many messages were written. `state` is where the position is kept, until all are.
pub async fn export(client: &Client, conversation: &str, state: &Path, out: &mut impl Write) -> Result<usize, Failure> {
    let (mut list, mut written) = (client.conversation(conversation).messages().list(), 0);
    if let Ok(stored) = fs::read(state) {
        list = list.resume(&serde_json::from_slice(&stored)?);
    }
    let mut pages = list.pages();
    while let Some(page) = pages.try_next().await? {
        for message in page.items() {
            writeln!(out, "{}", serde_json::to_string(message)?)?;
        }
        written += page.items().len();
        match page.continuation() {
            Some(continuation) => fs::write(state, serde_json::to_vec(continuation)?)?,
            None => _ = fs::remove_file(state),
        }
    }
    Ok(written)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let [_, conversation, state] = &std::env::args().collect::<Vec<_>>()[..] else {
        return Err("usage: export CH… FILE".into());
    };
    let written = export(&Client::from_env()?, conversation, Path::new(state), &mut std::io::stdout()).await?;
    eprintln!("{written} messages");
    Ok(())
}
