//! Answers that a strict reader would choke on decode, each as the table says: wire facts, section 12.

use serde::de::DeserializeOwned;
use twilio_chat_v2::service::Service;
use twilio_chat_v2::user_channel::{UserChannel, UserChannelChannelStatus as ChannelStatus};
use twilio_conversations_v1::configuration_webhook::{ConfigurationWebhook, ConfigurationWebhookMethod as Method};
use twilio_conversations_v1::conversation_message::ConversationMessage;
use twilio_conversations_v1::conversation_scoped_webhook::ConversationScopedWebhookMethod;
use twilio_conversations_v1::participant_conversation::ParticipantConversation;
use twilio_core::sid::{self, SidType};
use twilio_flex_v1::insights_segments::InsightsSegments;
use twilio_flex_v1::interaction_channel::InteractionChannel;
use twilio_flex_v1::interaction_channel_participant::{
    InteractionChannelParticipant, InteractionChannelParticipantType,
};
use twilio_flex_v1::plugin_version::PluginVersion;

/// Decodes as answers are decoded and as serde does; both must agree. No text in this file may fail.
fn read<T: DeserializeOwned + twilio_core::model::Decode + PartialEq + std::fmt::Debug>(json: &str) -> T {
    let answered: T = twilio_core::model::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    let by_serde: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert!(answered == by_serde, "{json}: the two ways to read it differ");
    answered
}

#[test]
fn a_sid_keeps_any_text_and_says_whether_it_is_one() {
    for (json, text, well_formed) in [
        (r#"{"channel_sid": "ChannelSid"}"#, "ChannelSid", false),
        (r#"{"channel_sid": "string"}"#, "string", false),
        (r#"{"channel_sid": ""}"#, "", false),
        (r#"{"channel_sid": "CH0123456789abcdef0123456789abcdef"}"#, "CH0123456789abcdef0123456789abcdef", true),
        (r#"{"channel_sid": "CH0123456789ABCDEF0123456789ABCDEF"}"#, "CH0123456789ABCDEF0123456789ABCDEF", true),
        (r#"{"channel_sid": "US0123456789abcdef0123456789abcdef"}"#, "US0123456789abcdef0123456789abcdef", false),
    ] {
        let sid = read::<UserChannel>(json).channel_sid.unwrap_or_else(|| panic!("{json}"));
        assert_eq!((sid.as_str(), sid.is_well_formed()), (text, well_formed), "{json}");
    }
    assert_eq!(read::<UserChannel>(r#"{"channel_sid": 17}"#).channel_sid, None, "a number is no odd text");
}

#[test]
fn a_sid_of_another_prefix_than_the_document_says_is_kept() {
    let version = read::<PluginVersion>(r#"{"sid": "PV0123456789abcdef0123456789abcdef", "version": "1.0.0"}"#);
    assert_eq!(version.sid.as_ref().map(SidType::as_str), Some("PV0123456789abcdef0123456789abcdef"));
    assert_eq!(version.version.as_deref(), Some("1.0.0"), "and the rest is read");
}

#[test]
fn a_sid_that_is_none_is_refused_when_it_would_be_sent_again() {
    let channel = read::<UserChannel>(r#"{"service_sid": "string"}"#);
    let sid: sid::ServiceSid = channel.service_sid.expect("kept");
    assert!(sid.check().is_err());
}

#[test]
fn an_enum_keeps_what_the_document_does_not_list() {
    let unlisted = |status: ChannelStatus| matches!(status, ChannelStatus::UnknownValue(_));
    for (text, known) in [
        ("joined", true),
        ("notParticipating", true),
        ("not_participating", true),
        ("JOINED", false),
        ("archived-2031", false),
        ("", false),
        ("Talk Time (avg.)", false),
    ] {
        let json = format!(r#"{{"status": "{text}"}}"#);
        let status = read::<UserChannel>(&json).status.unwrap_or_else(|| panic!("{json}"));
        assert_eq!((status.as_str(), !unlisted(status.clone())), (text, known), "{json}");
        assert_eq!(serde_json::to_string(&status).expect("JSON"), format!("\"{text}\""), "as it came");
    }
}

#[test]
fn an_enum_that_is_null_or_no_text_never_fails() {
    for json in [r#"{"method": null}"#, r#"{"method": {}}"#, r#"{"method": []}"#] {
        assert_eq!(read::<ConfigurationWebhook>(json).method, None, "{json}");
    }
    assert_eq!(read::<ConfigurationWebhook>(r#"{"method": "GET"}"#).method, Some(Method::Get));
    let lower = read::<ConfigurationWebhook>(r#"{"method": "get"}"#).method.expect("kept");
    assert!(matches!(&lower, Method::UnknownValue(value) if value.as_str() == "get"), "{lower:?}");
}

#[test]
fn methods_in_capitals_and_in_small_letters_stand_in_one_document_and_each_is_its_own() {
    let scoped = |text: &str| ConversationScopedWebhookMethod::from(text);
    for (text, small) in
        [("get", ConversationScopedWebhookMethod::Get), ("post", ConversationScopedWebhookMethod::Post)]
    {
        assert_eq!((scoped(text), small.as_str()), (small.clone(), text));
        assert!(matches!(scoped(&text.to_uppercase()), ConversationScopedWebhookMethod::UnknownValue(_)));
    }
    for (text, capital) in [("GET", Method::Get), ("POST", Method::Post)] {
        assert_eq!((Method::from(text), capital.as_str()), (capital.clone(), text));
        assert!(matches!(Method::from(text.to_lowercase().as_str()), Method::UnknownValue(_)));
    }
}

#[test]
fn a_value_named_unknown_is_a_value_of_its_own() {
    let kind = |text: &str| read::<InteractionChannelParticipant>(&format!(r#"{{"type": "{text}"}}"#)).r#type;
    assert_eq!(kind("unknown"), Some(InteractionChannelParticipantType::Unknown));
    assert!(
        matches!(kind("bot"), Some(InteractionChannelParticipantType::UnknownValue(value)) if value.as_str() == "bot")
    );
}

#[test]
fn attributes_are_a_text_that_holds_json() {
    let message = read::<ConversationMessage>(r#"{"attributes": "{\"topic\": \"a\\u00e7\"}"}"#);
    let attributes = message.attributes.expect("kept");
    let value: serde_json::Value = serde_json::from_str(&attributes).expect("JSON");
    assert_eq!(value["topic"], "aç");
    assert_eq!(read::<ConversationMessage>(r#"{"attributes": "no JSON"}"#).attributes.as_deref(), Some("no JSON"));
}

#[test]
fn links_may_be_null_and_unknown_and_of_any_number() {
    let links = read::<InteractionChannel>(
        r#"{"links": {"participants": "https://x.test/p", "invites": null, "brand_new": "https://x.test/n"}}"#,
    );
    let links = links.links.expect("links");
    assert_eq!(links.get("participants").as_deref(), Some("https://x.test/p"));
    assert_eq!(links.get("invites"), None);
    assert_eq!(links.get("brand_new").as_deref(), Some("https://x.test/n"));
    for json in
        [r#"{"links": null}"#, r#"{"links": {}}"#, r#"{"links": []}"#, r#"{"links": "x"}"#, r#"{"links": {"a": 5}}"#]
    {
        let links = read::<InteractionChannel>(json).links;
        assert!(links.is_none_or(|links| links.get("participants").is_none()), "{json}");
    }
}

#[test]
fn a_timestamp_of_any_form_is_kept_and_known_forms_are_read() {
    for (text, seconds) in [
        ("2023-05-04T09:42:00Z", Some(1_683_193_320)),
        ("2023-05-04T09:42:00+00:00", Some(1_683_193_320)),
        ("2023-05-04T09:42:00.123456Z", Some(1_683_193_320)),
        ("2023-05-04 09:42:00Z", Some(1_683_193_320)),
        ("Thu, 04 May 2023 09:42:00 +0000", Some(1_683_193_320)),
        ("", None),
        ("yesterday", None),
        ("2023-13-40T99:99:99Z", None),
        ("1683193320", None),
    ] {
        let json = serde_json::json!({ "date_created": text, "sid": "ISx" }).to_string();
        let service = read::<Service>(&json);
        let time = service.date_created.unwrap_or_else(|| panic!("{json}"));
        assert_eq!(time.unix_seconds(), seconds, "{json}");
        assert_eq!(time.as_text(), seconds.is_none().then_some(text), "{json}");
    }
    assert_eq!(read::<Service>(r#"{"date_created": null}"#).date_created, None);
}

#[test]
fn a_text_field_takes_a_number_or_a_boolean_as_its_text() {
    for (value, text) in [
        ("5", Some("5")),
        ("-1.50", Some("-1.50")),
        ("true", Some("true")),
        ("12345678901234567890123", Some("12345678901234567890123")),
        ("null", None),
        ("{}", None),
        (r#"["a"]"#, None),
    ] {
        let segment = read::<InsightsSegments>(&format!(r#"{{"segment_id": {value}, "queue": "q"}}"#));
        assert_eq!((segment.segment_id.as_deref(), segment.queue.as_deref()), (text, Some("q")), "{value}");
    }
}

#[test]
fn any_other_mismatch_reads_as_absent_and_the_rest_is_read() {
    for value in [r#""many""#, "true", "{}", "[7]", "null", "1e400", "99999999999999999999"] {
        let json = format!(r#"{{"unread_messages_count": {value}, "last_consumed_message_index": 7}}"#);
        let channel = read::<UserChannel>(&json);
        assert_eq!((channel.unread_messages_count, channel.last_consumed_message_index), (None, Some(7)), "{json}");
    }
    for value in [r#""maybe""#, "{}", "[true]", "null"] {
        let json = format!(r#"{{"archived": {value}, "private": true}}"#);
        let version = read::<PluginVersion>(&json);
        assert_eq!((version.archived, version.private), (None, Some(true)), "{json}");
    }
    for value in [r#""a""#, "{}", "7", "null"] {
        let json = format!(r#"{{"webhook_filters": {value}, "friendly_name": "n"}}"#);
        let service = read::<Service>(&json);
        assert_eq!((service.webhook_filters, service.friendly_name.as_deref()), (None, Some("n")), "{json}");
    }
}

#[test]
fn new_fields_repeated_fields_and_absent_fields_never_fail() {
    let channel = read::<UserChannel>(r#"{"new": {"deep": [{"er": null}]}, "status": "joined", "status": "invited"}"#);
    assert_eq!(channel.status, Some(ChannelStatus::Invited), "the last one counts");
    assert_eq!(read::<UserChannel>("{}"), read::<UserChannel>(r#"{"status": null}"#));
    assert!(read::<UserChannel>(" \n{\t}\r\n").links.is_none());
}

#[test]
fn untyped_parts_keep_whatever_they_hold() {
    for value in [r#"{"a":[1,null]}"#, "[]", "7", r#""text""#, "true"] {
        let json = format!(r#"{{"conversation_attributes": {value}, "participant_user_sid": "x"}}"#);
        let found = read::<ParticipantConversation>(&json);
        assert_eq!(found.participant_user_sid.as_ref().map(SidType::as_str), Some("x"), "{json}");
    }
    let segment = read::<InsightsSegments>(r#"{"media": {"any": ["thing"]}}"#);
    assert_eq!(segment.media.expect("kept").as_str(), r#"{"any": ["thing"]}"#);
}

#[test]
fn a_model_that_was_read_is_written_as_it_came_but_for_what_it_does_not_know() {
    let json = r#"{"account_sid":"string","channel_sid":"ChannelSid","status":"brand_new","unread_messages_count":3,"links":{"channel":"https://x.test","member":null}}"#;
    let channel = read::<UserChannel>(json);
    assert_eq!(serde_json::to_string(&channel).expect("JSON"), json);
}

#[test]
fn what_is_no_object_is_an_error_and_never_an_empty_model() {
    for text in ["", "null", "[]", "7", r#""x""#, "{", r#"{"a": }"#, "{} {}", "<html>"] {
        assert!(twilio_core::model::from_json::<UserChannel>(text).is_err(), "{text}");
    }
}
