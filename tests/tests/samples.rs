//! Every JSON sample of the published reference pages decodes, reads back field by field, and loses no value on its way
//! through a model. The examples of our own documents are held to the same by `contract.rs`, which answers with them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use twilio_chat_v2::user_channel::{UserChannel, UserChannelChannelStatus, UserChannelNotificationLevel};
use twilio_conversations_v1::user::User;
use twilio_core::{Credentials, Links};
use twilio_flex_v1::channel::Channel;
use twilio_tests::canonical::canonical;
use twilio_tests::server::{Answer, Server};

macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../samples/", $name, ".json"))
    };
}

const CHAT: &str = "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn value(sample: &str) -> Value {
    serde_json::from_str(sample).expect("samples are JSON")
}

/// The model of a sample, which is what the model gives back, value by value and twice over.
fn round_trip<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(sample: &str) -> T {
    let model: T = serde_json::from_str(sample).expect("a sample decodes");
    let text = serde_json::to_string(&model).expect("a model is JSON");
    assert_eq!(canonical(&value(&text)), canonical(&value(sample)));
    assert_eq!(serde_json::from_str::<T>(&text).expect("what a model gives decodes"), model);
    model
}

fn links(links: Option<&Links>) -> Vec<(String, Option<String>)> {
    let links = links.expect("the sample has links");
    let mut all: Vec<_> = links.iter().map(|(name, url)| (name.to_string(), url.map(|url| url.to_string()))).collect();
    all.sort();
    all
}

/// What all samples of a user's channel have in common.
fn is_the_joined_channel(channel: &UserChannel) {
    assert_eq!(channel.account_sid.as_ref().expect("the sample has it"), "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.service_sid.as_ref().expect("the sample has it"), "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.member_sid.as_ref().expect("the sample has it"), "MBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.status, Some(UserChannelChannelStatus::Joined));
    assert_eq!(channel.unread_messages_count, Some(5));
    let path = "/Users/USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Channels/CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let url = channel.url.as_deref().expect("the sample has it").replace("ip-messaging", "chat");
    assert_eq!(url, format!("{CHAT}{path}"));
    let links = links(channel.links.as_ref());
    let names: Vec<&str> = links.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["channel", "member"]);
    let member = links[1].1.as_deref().expect("the sample has it").replace("ip-messaging", "chat");
    assert_eq!(
        member,
        format!("{CHAT}/Channels/CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Members/MBaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    );
}

#[test]
fn a_channel_of_the_older_host_keeps_its_addresses() {
    let channel: UserChannel = round_trip(sample!("chat-v2.user_channel.fetch.ip-messaging"));
    is_the_joined_channel(&channel);
    assert!(channel.url.as_deref().unwrap().starts_with("https://ip-messaging.twilio.com/v2/"));
    assert_eq!(channel.channel_sid.as_ref().unwrap(), "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.notification_level, Some(UserChannelNotificationLevel::Default));
    assert_eq!(channel.last_consumed_message_index, Some(5));
}

#[test]
fn sids_that_break_their_own_pattern_are_kept() {
    for (sample, level) in [
        (sample!("chat-v2.user_channel.fetch"), UserChannelNotificationLevel::Default),
        (sample!("chat-v2.user_channel.update"), UserChannelNotificationLevel::Muted),
    ] {
        let channel: UserChannel = round_trip(sample);
        is_the_joined_channel(&channel);
        let (odd, user) = (channel.channel_sid.as_ref().unwrap(), channel.user_sid.as_ref().unwrap());
        assert_eq!((odd.as_str(), odd.is_well_formed()), ("ChannelSid", false));
        assert_eq!((user.as_str(), user.is_well_formed()), ("UserSid", false));
        assert!(channel.member_sid.as_ref().unwrap().is_well_formed());
        assert_eq!(channel.notification_level, Some(level));
        assert_eq!(channel.last_consumed_message_index, Some(5));
    }
}

#[test]
fn the_two_updates_show_what_was_updated() {
    for (sample, index) in [
        (sample!("chat-v2.user_channel.update.notification_level"), 5),
        (sample!("chat-v2.user_channel.update.last_consumed"), 10),
    ] {
        let channel: UserChannel = round_trip(sample);
        is_the_joined_channel(&channel);
        assert_eq!(channel.channel_sid.as_ref().unwrap(), "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        assert_eq!(channel.user_sid.as_ref().unwrap(), "USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        assert_eq!(channel.notification_level, Some(UserChannelNotificationLevel::Muted));
        assert_eq!(channel.last_consumed_message_index, Some(index));
    }
}

#[tokio::test]
async fn the_page_of_channels_is_a_page_with_one_record_and_no_next_one() {
    let sample = value(sample!("chat-v2.user_channel.list"));
    let server = Server::start().await;
    server.answer([Answer::json(200, &sample)]);
    let credentials = Credentials::account("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "token");
    let chat = twilio_chat_v2::Client::builder().credentials(credentials).base_url(server.base_url()).build().unwrap();
    let channels = chat.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").user("alice").channels();
    let page = channels.list().first_page().await.unwrap();

    let [channel] = page.items() else { panic!("one record") };
    is_the_joined_channel(channel);
    assert!(page.continuation().is_none());
    let meta = page.meta();
    let first = format!("{CHAT}/Users/USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Channels?PageSize=50&Page=0");
    assert_eq!((meta.key.as_deref(), meta.page, meta.page_size), (Some("channels"), Some(0), Some(50)));
    assert_eq!((meta.first_page_url.as_deref(), meta.url.as_deref()), (Some(first.as_str()), Some(first.as_str())));
    assert_eq!((&meta.previous_page_url, &meta.next_page_url), (&None, &None));
    assert_eq!(canonical(&serde_json::to_value(meta).unwrap()), canonical(&sample["meta"]));
    assert_eq!(canonical(&serde_json::to_value(page.items()).unwrap()), canonical(&sample["channels"]));
    server.stop().await;
}

#[test]
fn a_flex_channel_reads_back_whole() {
    let channel: Channel = round_trip(sample!("flex-v1.channel.fetch"));
    assert_eq!(channel.sid.as_ref().unwrap(), "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.account_sid.as_ref().unwrap(), "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.flex_flow_sid.as_ref().unwrap(), "FOaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.user_sid.as_ref().unwrap(), "USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.task_sid.as_ref().unwrap(), "WTaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(channel.date_created.as_ref().unwrap().to_string(), "2016-08-01T22:10:40Z");
    assert_eq!(channel.date_updated, channel.date_created);
    let url = "https://flex-api.twilio.com/v1/Channels/CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_eq!(channel.url.as_deref(), Some(url));
}

#[test]
fn a_user_made_of_placeholders_reads_back_whole() {
    let user: User = round_trip(sample!("conversations-v1.service_user.fetch"));
    assert_eq!((user.sid.as_ref().unwrap().as_str(), user.sid.as_ref().unwrap().is_well_formed()), ("string", false));
    assert_eq!(user.account_sid.as_ref().unwrap(), "string");
    assert_eq!(user.chat_service_sid.as_ref().unwrap(), "string");
    assert_eq!(user.role_sid.as_ref().unwrap(), "string");
    for text in [&user.identity, &user.friendly_name] {
        assert_eq!(text.as_deref(), Some("string"));
    }
    assert_eq!(user.attributes.as_ref().unwrap().as_str(), "string");
    assert_eq!((user.is_online, user.is_notifiable), (Some(true), Some(true)));
    // `+00:00` is the same instant as `Z`, and told so.
    let utc = twilio_core::Timestamp::parse("2023-05-04T09:42:00Z").unwrap();
    let created = user.date_created.as_ref().unwrap();
    assert_eq!(created.to_system_time(), utc.to_system_time());
    assert_eq!(user.date_updated, user.date_created);
    assert!(links(user.links.as_ref()).is_empty());
    assert_eq!(user.url.as_deref(), Some("https://example.com"));
}
