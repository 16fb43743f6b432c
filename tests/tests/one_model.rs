//! A resource that has two paths has one model: what was written for one path takes the records of the other.

use serde_json::json;
use twilio_conversations_v1::conversation::{Conversation, ConversationState, FetchConversation};
use twilio_conversations_v1::conversation_message::{ConversationMessage, FetchConversationMessage};
use twilio_conversations_v1::service_conversation::FetchServiceConversation;
use twilio_conversations_v1::service_conversation_message::FetchServiceConversationMessage;
use twilio_conversations_v1::testing::MockTransport;

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

/// Written once, for conversations of the default service and of any other.
fn is_open(conversation: &Conversation) -> bool {
    conversation.state == Some(ConversationState::Active)
}

fn service_of(message: &ConversationMessage) -> Option<&str> {
    message.chat_service_sid.as_ref().map(|sid| sid.as_str())
}

#[tokio::test]
async fn one_function_takes_the_records_of_both_paths() {
    let mock = MockTransport::new()
        .on(FetchConversation::OPERATION)
        .reply(json!({ "state": "active" }))
        .on(FetchServiceConversation::OPERATION)
        .reply(json!({ "state": "active" }))
        .on(FetchConversationMessage::OPERATION)
        .reply(json!({ "chat_service_sid": SERVICE }))
        .on(FetchServiceConversationMessage::OPERATION)
        .reply(json!({ "chat_service_sid": SERVICE }));
    let client: twilio_conversations_v1::Client = mock.client();
    let (one, other) = (client.conversation("general"), client.service(SERVICE).conversation("general"));
    assert!(is_open(&one.fetch().send().await.unwrap()));
    assert!(is_open(&other.fetch().send().await.unwrap()));
    let message = "IM0123456789abcdef0123456789abcdef";
    // Only the wider schema of both declares the service: the model has it for both.
    assert_eq!(service_of(&one.message(message).fetch().send().await.unwrap()), Some(SERVICE));
    assert_eq!(service_of(&other.message(message).fetch().send().await.unwrap()), Some(SERVICE));
}
