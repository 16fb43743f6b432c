//! A tool definition for a language model, whose argument is a model of this crate: `cargo run --example tool --features schemars`.

#![allow(clippy::print_stdout, reason = "the output of a program")]

use schemars::SchemaGenerator;
use serde_json::{Value, json};
use twilio_conversations_v1::conversation::Conversation;

/// The definition: a name, what the tool does, and the JSON Schema of its argument.
pub fn close_conversation() -> Value {
    let argument = SchemaGenerator::default().into_root_schema_for::<Conversation>();
    json!({
        "name": "close_conversation",
        "description": "Closes a conversation that has been answered.",
        "input_schema": argument,
    })
}

/// What the tool does with the argument that it is called with.
pub fn called(argument: Value) -> Result<String, serde_json::Error> {
    let conversation: Conversation = serde_json::from_value(argument)?;
    Ok(match conversation.sid {
        Some(sid) => format!("closing {sid}"),
        None => "which conversation?".to_owned(),
    })
}

/// Prints the definition.
fn main() {
    println!("{:#}", close_conversation());
    let argument = json!({ "sid": "CH0123456789abcdef0123456789abcdef", "state": "active" });
    assert_eq!(called(argument).expect("a conversation"), "closing CH0123456789abcdef0123456789abcdef");
}
