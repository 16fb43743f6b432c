//! Answers that a strict reader would choke on: what can be read of them is read, and what can't be is told.

use serde_json::{Value, json};
use twilio_chat_v2::binding::{Binding, BindingType};
use twilio_chat_v2::service::Service;
use twilio_chat_v2::user_channel::{UserChannel, UserChannelChannelStatus, UserChannelNotificationLevel};
use twilio_chat_v2::{Client, Credentials, ErrorKind};
use twilio_tests::server::{Answer, Server};

const SERVICE: &str = "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

async fn chat() -> (Server, Client) {
    let server = Server::start().await;
    let credentials = Credentials::account("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "token");
    let client =
        Client::builder().credentials(credentials).base_url(server.base_url()).build().expect("valid settings");
    (server, client)
}

/// What a fetch gives when the API answers with `body`.
async fn user_channel(body: Value) -> UserChannel {
    let (server, chat) = chat().await;
    server.answer([Answer::json(200, &body)]);
    let answer = chat.service(SERVICE).user("alice").channel("general").fetch().send().await;
    server.stop().await;
    answer.expect("the answer decodes").into_inner()
}

#[tokio::test]
async fn an_unknown_enum_value_is_there_to_read() {
    for text in ["whisper", "Muted", "", "not participating"] {
        let channel = user_channel(json!({ "notification_level": text, "status": "joined" })).await;
        let level = channel.notification_level.expect("the value is kept");
        assert!(matches!(&level, UserChannelNotificationLevel::UnknownValue(unknown) if unknown.as_str() == text));
        assert_eq!((level.as_str(), level.to_string()), (text, text.to_owned()));
        assert_eq!(channel.status, Some(UserChannelChannelStatus::Joined), "its neighbour is read as ever");
    }
    let spelt_otherwise = user_channel(json!({ "status": "not_participating" })).await;
    let status = spelt_otherwise.status.expect("the value is kept");
    assert_eq!(status, UserChannelChannelStatus::from("notParticipating"), "one variant for both spellings");
    assert!(matches!(status, UserChannelChannelStatus::NotParticipating(_)));
    assert_eq!(status.as_str(), "not_participating", "what arrived stays readable");
}

#[tokio::test]
async fn a_malformed_sid_is_kept_and_says_so() {
    for text in
        ["ChannelSid", "string", "", "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaG", "é漢"]
    {
        let channel = user_channel(json!({ "channel_sid": text })).await;
        let sid = channel.channel_sid.expect("the text is kept");
        assert_eq!((sid.as_str(), sid.is_well_formed()), (text, false));
    }
}

#[tokio::test]
async fn a_malformed_sid_of_an_answer_is_not_sent_where_a_sid_is_needed() {
    let (server, chat) = chat().await;
    server.answer([Answer::json(200, &json!({ "service_sid": "string" }))]);
    let channel = chat.service(SERVICE).user("alice").channel("general").fetch().send().await.unwrap();
    let error = chat.service(&channel.service_sid).fetch().send().await.unwrap_err();
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::InvalidInput, false));
    assert!(error.to_string().contains("IS"), "{error}");
    assert_eq!(server.take().len(), 1, "only the fetch was sent");
}

#[tokio::test]
async fn a_malformed_sid_of_an_answer_is_not_sent_as_a_field_either() {
    let (server, chat) = chat().await;
    server.answer([Answer::json(200, &json!({ "role_sid": "string" }))]);
    let user = chat.service(SERVICE).user("alice");
    let role = user.fetch().send().await.unwrap().into_inner().role_sid.expect("the text is kept");
    let error = user.update().role_sid(&role).send().await.unwrap_err();
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::InvalidInput, false));
    assert!(error.to_string().starts_with("UpdateUser: form field `RoleSid`: expected `RL`"), "{error}");
    assert_eq!(server.take().len(), 1, "only the fetch was sent");
}

#[tokio::test]
async fn null_reads_as_absent_even_where_nothing_declares_it() {
    let null = user_channel(
        json!({ "status": null, "channel_sid": null, "unread_messages_count": null, "url": null, "links": null }),
    )
    .await;
    assert_eq!(null, user_channel(json!({})).await);
    assert_eq!((&null.status, &null.channel_sid, &null.unread_messages_count), (&None, &None, &None));
}

#[tokio::test]
async fn an_unknown_field_changes_nothing_and_stays_in_the_text() {
    let (server, chat) = chat().await;
    let body = json!({ "new": { "deep": [1, { "status": "x" }] }, "status": "joined", "": null, "Status": 7 });
    server.answer([Answer::json(200, &body)]);
    let channel = chat.service(SERVICE).user("alice").channel("general").fetch().send().await.unwrap();
    assert_eq!(channel.status, Some(UserChannelChannelStatus::Joined));
    let text: Value = serde_json::from_str(channel.text()).unwrap();
    assert_eq!(text["new"]["deep"][0], 1);
}

/// Values of each JSON type.
fn all_types() -> [Value; 6] {
    [json!(null), json!(true), json!(-7.5), json!("text"), json!([{}]), json!({ "a": [] })]
}

fn service(field: &str, value: &Value) -> Service {
    // `sid` stands behind the odd field: it is read, whatever came before.
    let text = format!("{{\"{field}\": {value}, \"sid\": \"{SERVICE}\"}}");
    let service: Service = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert!(service.sid.as_ref().is_some_and(|sid| sid == SERVICE), "{text}");
    service
}

#[test]
fn text_takes_numbers_and_truth_values_as_their_text() {
    let texts = all_types().map(|value| service("friendly_name", &value).friendly_name);
    assert_eq!(texts, [None, Some("true".into()), Some("-7.5".into()), Some("text".into()), None, None]);
}

#[test]
fn sids_and_timestamps_keep_odd_text() {
    let sids = all_types().map(|value| service("account_sid", &value).account_sid.map(|sid| sid.to_string()));
    assert_eq!((sids[0].as_deref(), sids[3].as_deref()), (None, Some("text")));
    assert_eq!((&sids[4], &sids[5]), (&None, &None));
    let times = all_types().map(|value| service("date_created", &value).date_created.map(|time| time.to_string()));
    assert_eq!((times[0].as_deref(), times[3].as_deref()), (None, Some("text")));
    assert_eq!((&times[4], &times[5]), (&None, &None));
    let empty = service("date_created", &json!("")).date_created.expect("even empty text is kept");
    assert_eq!((empty.to_string().as_str(), empty.to_system_time()), ("", None));
}

#[test]
fn truth_values_and_numbers_of_another_type_read_as_absent() {
    let flags = all_types().map(|value| service("read_status_enabled", &value).read_status_enabled);
    assert_eq!((flags[0], flags[1]), (None, Some(true)));
    assert_eq!((flags[2], flags[4], flags[5]), (None, None, None));
    assert_eq!(flags[3], None);
    let numbers = all_types().map(|value| service("typing_indicator_timeout", &value).typing_indicator_timeout);
    assert_eq!(numbers, [None; 6]);
    for beyond in ["1e400", "99999999999999999999", "7.0"] {
        let text = format!("{{\"typing_indicator_timeout\": {beyond}, \"sid\": \"{SERVICE}\"}}");
        let service: Service = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(service.sid.is_some(), "{text}");
    }
}

#[test]
fn arrays_of_another_type_read_as_absent_and_leave_out_elements_that_are_none() {
    let arrays = all_types().map(|value| service("webhook_filters", &value).webhook_filters);
    assert_eq!((&arrays[0], &arrays[1], &arrays[2], &arrays[3], &arrays[5]), (&None, &None, &None, &None, &None));
    assert_eq!(arrays[4], Some(Vec::new()), "the one element was no text");
    let some = service("webhook_filters", &json!(["a", null, { "b": 1 }, ["c"], 4, "d"])).webhook_filters;
    assert_eq!(some, Some(vec!["a".into(), "4".into(), "d".into()]));
}

#[test]
fn untyped_values_take_every_type() {
    for value in all_types() {
        let read = service("limits", &value).limits;
        assert_eq!(read.and_then(|json| json.to_value().ok()).unwrap_or_default(), value);
    }
}

#[test]
fn links_of_another_type_read_as_absent_and_may_hold_nulls() {
    for value in all_types().iter().filter(|value| !value.is_object()) {
        assert_eq!(service("links", value).links, None, "{value}");
    }
    let links = service("links", &json!({ "users": null, "roles": "https://x" })).links.expect("an object");
    assert_eq!((links.get("users"), links.get("roles").as_deref()), (None, Some("https://x")));
    assert!(links.iter().any(|(name, url)| name == "users" && url.is_none()));
}

#[test]
fn enums_of_another_type_never_fail() {
    for value in all_types() {
        let text = json!({ "binding_type": value, "endpoint": "e" }).to_string();
        let binding: Binding = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(binding.endpoint.as_deref(), Some("e"));
        if value.is_null() || value.is_array() || value.is_object() {
            assert_eq!(binding.binding_type, None, "{text}");
        }
        if value.is_string() {
            assert_eq!(binding.binding_type.as_ref().map(BindingType::as_str), Some("text"));
        }
    }
}

#[tokio::test]
async fn one_bad_element_does_not_fail_the_page() {
    let (server, chat) = chat().await;
    let good = json!({ "channel_sid": "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" });
    let odd = json!({ "channel_sid": 5, "status": [], "links": "x", "date_created": {} });
    for (channels, least) in [(json!([odd]), 1), (json!(["text"]), 0), (json!([null]), 0), (json!([good, 7, odd]), 2)] {
        server.answer([Answer::json(200, &json!({ "channels": channels, "meta": { "key": "channels" } }))]);
        let page = chat.service(SERVICE).user("alice").channels().list().first_page().await;
        let page = page.unwrap_or_else(|error| panic!("{channels}: {error}"));
        assert_eq!(page.items().len(), least, "{channels}");
    }
}

#[tokio::test]
async fn a_page_without_its_array_is_an_error_and_no_empty_list() {
    let (server, chat) = chat().await;
    for body in [json!({}), json!({ "channels": null }), json!({ "channels": {} }), json!([]), json!(null)] {
        server.answer([Answer::json(200, &body)]);
        let error = chat.service(SERVICE).user("alice").channels().list().first_page().await.expect_err("no list");
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    }
}

#[tokio::test]
async fn an_html_503_knows_its_status_and_how_the_page_began() {
    let (server, chat) = chat().await;
    let html = format!("<html><h1>Service Unavailable</h1>{}</html>", "é".repeat(100_000));
    server.answer([Answer::text(503, "text/html", html).header("twilio-request-id", "RQ1")]);
    // A POST that was answered is never repeated, so one answer is enough.
    let error = chat.service(SERVICE).user("alice").update().friendly_name("x").send().await.expect_err("no user");
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Api, Some(503)));
    assert_eq!((error.operation(), error.request_id()), (Some("UpdateUser"), Some("RQ1")));
    let prefix = error.body_prefix().expect("the answer had a body");
    assert!(prefix.starts_with("<html><h1>Service Unavailable</h1>"), "{prefix}");
    assert!(prefix.len() <= 2048, "a bounded part: {}", prefix.len());
    assert!(error.api().is_none_or(|api| api.code.get().is_none()), "HTML has no code of Twilio's");
    assert!(error.to_string().contains("503"), "{error}");
}
