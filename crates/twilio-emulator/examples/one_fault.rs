//! A test of an application: the emulator in process, one fault, one expectation. In an application it has `#[tokio::test]`.

use twilio_conversations_v1::Client;
use twilio_emulator::{Emulator, Expectation, Fault, FaultKind};

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::new();
    let client = Client::builder().credentials(emulator.credentials()).transport(emulator.clone()).build()?;
    emulator.inject(Fault::new(FaultKind::TooManyRequests { retry_after: 1 }).times(1));
    emulator.expect(Expectation::of("CreateConversation").with_status(201).times(1));

    client.conversations().create().unique_name("order-8841").send().await?; // the client tries again after the 429

    emulator.verify()?;
    Ok(())
}
