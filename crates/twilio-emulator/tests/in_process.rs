//! A user's test: the emulator in process, one fault, one expectation.

use twilio_conversations_v1::Client;
use twilio_emulator::{Emulator, Expectation, Fault, FaultKind};

#[tokio::test]
async fn orders_open_a_conversation_although_twilio_is_busy_once() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::new();
    let client = Client::builder().credentials(emulator.credentials()).transport(emulator.clone()).build()?;
    emulator.inject(Fault::new(FaultKind::TooManyRequests { retry_after: 1 }).times(1));
    emulator.expect(Expectation::of("CreateConversation").with_status(201).times(1));

    client.conversations().create().unique_name("order-8841").send().await?;

    emulator.verify()?;
    Ok(())
}
