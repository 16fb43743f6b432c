//! `Debug` of models hides personal data, and shows it to those who ask by name.

use twilio_chat_v2::message::Message;
use twilio_chat_v2::user::User;
use twilio_conversations_v1::conversation_message::ConversationMessage;
use twilio_core::Unredacted;
use twilio_core::model::from_json;
use twilio_flex_v1::flex_flow::FlexFlow;

const USER: &str = r#"{"identity": "alice@private.test", "friendly_name": "Alice P", "attributes": "{\"age\": 41}", "is_online": true}"#;
const MESSAGE: &str = r#"{"from": "alice@private.test", "body": "my secret", "attributes": "{}", "index": 3}"#;

#[test]
fn debug_of_a_model_hides_what_the_document_marks_as_personal_data() {
    let user: User = from_json(USER).expect("a user");
    let shown = format!("{user:?} {user:#?}");
    for private in ["alice", "Alice", "41"] {
        assert!(!shown.contains(private), "{private}: {shown}");
    }
    assert!(shown.contains("<private>") && shown.contains("is_online: Some(true)"), "{shown}");

    let message: Message = from_json(MESSAGE).expect("a message");
    let shown = format!("{message:?}");
    assert!(!shown.contains("alice") && !shown.contains("secret") && shown.contains("index: Some(3)"), "{shown}");

    let message: ConversationMessage =
        from_json(r#"{"author": "alice", "body": "my secret", "media": [{"filename": "passport.png"}]}"#).expect("one");
    let shown = format!("{message:?}");
    assert!(!shown.contains("alice") && !shown.contains("secret") && !shown.contains("passport"), "{shown}");

    let flow: FlexFlow = from_json(r#"{"friendly_name": "Alice's desk", "enabled": true}"#).expect("a flow");
    let shown = format!("{flow:?}");
    assert!(!shown.contains("Alice") && shown.contains("enabled: Some(true)"), "{shown}");
}

#[test]
fn absent_personal_data_is_told_apart_from_hidden() {
    let user: User = from_json("{}").expect("a user");
    assert!(format!("{user:?}").contains("identity: None"), "{user:?}");
}

#[test]
fn whoever_asks_by_name_is_shown_everything() {
    let user: User = from_json(USER).expect("a user");
    let shown = format!("{:?}", Unredacted(&user));
    assert!(shown.contains("alice@private.test") && shown.contains("Alice P"), "{shown}");
    assert!(!shown.contains("<private>"), "{shown}");

    let users = vec![user.clone(), user];
    assert_eq!(format!("{:?}", Unredacted(&users)).matches("alice@private.test").count(), 2);
    assert_eq!(format!("{:?}", Unredacted(users.as_slice())).matches("alice@private.test").count(), 2);
    assert!(!format!("{users:?}").contains("alice"), "asking once changes nothing for others");
}

#[test]
fn serialising_hides_nothing() {
    let user: User = from_json(USER).expect("a user");
    assert!(serde_json::to_string(&user).expect("JSON").contains("alice@private.test"), "it is data, not a log");
}
