//! Every error that the catalogue says is raised is raised by a request, with its status and code.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use twilio_catalogue::Raised;
use twilio_emulator::{Emulator, Fault, FaultKind};

use crate::api::{Api, Pairs, Reply};

type Path = BTreeMap<String, String>;

/// Calls that fail, and the errors that they raised.
struct Failures {
    api: Api,
    raised: BTreeSet<&'static str>,
}

fn path(pairs: &[(&str, &str)]) -> Path {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

impl Failures {
    fn new(key: &str) -> Failures {
        Failures { api: Api::new(key), raised: BTreeSet::new() }
    }

    async fn ok(&self, id: &str, path: &Path, inputs: Pairs<'_>) -> Reply {
        let reply = self.api.call(id, path, inputs).await;
        assert!(reply.status < 300, "{id} {inputs:?}: {}", reply.json);
        reply
    }

    async fn fails(&mut self, name: &'static str, id: &str, path: &Path, inputs: Pairs<'_>) {
        let reply = self.api.call(id, path, inputs).await;
        self.saw(name, &reply);
    }

    fn saw(&mut self, name: &'static str, reply: &Reply) {
        let error = twilio_catalogue::error(name).unwrap();
        assert_eq!((reply.status, reply.code()), (error.status, u64::from(error.code)), "{name}: {}", reply.json);
        let message = reply.text("message");
        assert!(!message.contains('{'), "{name} has an unfilled message: {message}");
        self.raised.insert(error.name);
    }
}

#[tokio::test]
async fn every_error_of_the_catalogue_is_raised_by_a_request() {
    let mut raised = conversations().await;
    raised.extend(chat().await);
    raised.extend(flex().await);
    raised.extend(of_the_wire().await);
    let missed: Vec<&str> = twilio_catalogue::ERRORS
        .iter()
        .filter(|error| error.raised == Raised::ByRequests && !raised.contains(error.name))
        .map(|error| error.name)
        .collect();
    // Raised where a webhook refuses: tested with the webhooks.
    assert_eq!(missed, ["pre_webhook_refused"]);
}

async fn conversations() -> BTreeSet<&'static str> {
    let mut f = Failures::new("conversations-v1");
    let none = Path::new();
    let long = "x".repeat(40_000);
    let create = "CreateConversation";
    f.fails("friendly_name_too_long", create, &none, &[("FriendlyName", &long)]).await;
    f.fails("unique_name_too_long", create, &none, &[("UniqueName", &long)]).await;
    f.fails("unique_name_like_sid", create, &none, &[("UniqueName", "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]).await;
    f.fails("attributes_not_json", create, &none, &[("Attributes", "{")]).await;
    f.fails("attributes_too_long", create, &none, &[("Attributes", &format!("\"{long}\""))]).await;
    f.fails("timer_inactive_too_short", create, &none, &[("Timers.Inactive", "PT1S")]).await;
    f.fails("timer_inactive_format", create, &none, &[("Timers.Inactive", "soon")]).await;
    f.fails("timer_closed_too_short", create, &none, &[("Timers.Closed", "PT1M")]).await;
    f.fails("timer_closed_format", create, &none, &[("Timers.Closed", "soon")]).await;
    f.fails("initial_state_closed", create, &none, &[("State", "closed")]).await;
    f.fails("state_invalid", create, &none, &[("State", "initializing")]).await;
    f.fails("state_empty", create, &none, &[("State", "")]).await;
    f.fails("unknown_parameter", create, &none, &[("Colour", "red")]).await;
    f.fails("invalid_parameter", create, &none, &[("DateCreated", "today")]).await;
    f.fails("missing_parameter", "CreateUser", &none, &[]).await;
    f.fails("page_size_too_large", "ListConversation", &none, &[("PageSize", "101")]).await;
    f.fails("page_token_invalid", "ListConversation", &none, &[("PageToken", "x")]).await;
    f.fails("not_found", "FetchConversation", &path(&[("Sid", "nothing")]), &[]).await;
    f.ok(create, &none, &[("UniqueName", "taken")]).await;
    f.fails("conversation_unique_name_taken", create, &none, &[("UniqueName", "taken")]).await;
    let wrong = ["no json", "[]"];
    f.fails("invalid_parameter", "CreateConversationWithParticipants", &none, &[("Participant", wrong[0])]).await;
    let many: Vec<(&str, &str)> = (0..11).map(|_| ("Participant", r#"{"identity":"a"}"#)).collect();
    f.fails("too_many_participants_in_request", "CreateConversationWithParticipants", &none, &many).await;

    let user = f.ok("CreateUser", &none, &[("Identity", "alice")]).await;
    f.fails("user_exists", "CreateUser", &none, &[("Identity", "alice")]).await;
    f.fails("identity_too_long", "CreateUser", &none, &[("Identity", &long)]).await;
    f.fails("identity_like_user_sid", "CreateUser", &none, &[("Identity", user.text("sid"))]).await;
    let nobody = format!("RL{:032x}", 1);
    f.fails("role_not_found", "CreateUser", &none, &[("Identity", "b"), ("RoleSid", &nobody)]).await;
    f.fails("conflict_state", "DeleteRole", &path(&[("Sid", user.text("role_sid"))]), &[]).await;

    let talk = f.ok(create, &none, &[]).await;
    let talk_path = path(&[("ConversationSid", talk.text("sid")), ("Sid", talk.text("sid"))]);
    let add = "CreateConversationParticipant";
    let (address, proxy) = ("MessagingBinding.Address", "MessagingBinding.ProxyAddress");
    let projected = "MessagingBinding.ProjectedAddress";
    f.fails("conversation_role_not_found", add, &talk_path, &[("Identity", "alice"), ("RoleSid", &nobody)]).await;
    f.fails("binding_address_invalid", add, &talk_path, &[(address, "somewhere")]).await;
    f.fails("proxy_address_invalid", add, &talk_path, &[(address, "+1"), (proxy, "somewhere")]).await;
    f.fails("address_equals_proxy", add, &talk_path, &[(address, "+1"), (proxy, "+1")]).await;
    f.fails("address_type_mismatch", add, &talk_path, &[(address, "+1"), (proxy, "whatsapp:+2")]).await;
    let alice = f.ok(add, &talk_path, &[("Identity", "alice")]).await;
    f.fails("participant_exists", add, &talk_path, &[("Identity", "alice")]).await;
    let bound = f.ok(add, &talk_path, &[(address, "+15550001"), (proxy, "+15550002")]).await;
    f.fails("binding_taken", add, &talk_path, &[(address, "+15550001"), (proxy, "+15550002")]).await;
    let of = |participant: &Reply| {
        let mut path = talk_path.clone();
        path.insert("Sid".to_owned(), participant.text("sid").to_owned());
        path
    };
    let update = "UpdateConversationParticipant";
    f.fails("last_read_index_invalid", update, &of(&alice), &[("LastReadMessageIndex", "x")]).await;
    f.fails("no_proxy_to_remove", update, &of(&alice), &[(proxy, "null")]).await;
    f.fails("proxy_not_allowed", update, &of(&bound), &[(proxy, "+15550009")]).await;
    f.fails("no_projected_to_remove", update, &of(&alice), &[(projected, "null")]).await;
    f.fails("projected_not_allowed", update, &of(&bound), &[(projected, "+15550009")]).await;
    f.fails("identity_not_allowed", update, &of(&alice), &[("Identity", "bob")]).await;
    f.fails("identity_and_address", "ListParticipantConversation", &none, &[("Identity", "a"), ("Address", "+1")])
        .await;

    let say = "CreateConversationMessage";
    f.fails("author_too_long", say, &talk_path, &[("Body", "a"), ("Author", &long)]).await;
    f.fails("body_too_long", say, &talk_path, &[("Body", &long)]).await;
    f.fails("content_sid_invalid", say, &talk_path, &[("Body", "a"), ("ContentSid", "x")]).await;
    f.fails("content_sid_missing", say, &talk_path, &[("Body", "a"), ("ContentVariables", "{}")]).await;
    let content = format!("HX{:032x}", 1);
    f.fails("content_variables_invalid", say, &talk_path, &[("ContentSid", &content), ("ContentVariables", "[]")])
        .await;
    let wide = format!("{{\"1\":\"{}\"}}", "x".repeat(257));
    f.fails("content_variables_too_long", say, &talk_path, &[("ContentSid", &content), ("ContentVariables", &wide)])
        .await;

    let hook = "CreateConversationScopedWebhook";
    let url = ("Configuration.Url", "http://127.0.0.1:1/");
    let filter = ("Configuration.Filters", "onMessageAdded");
    f.fails("webhook_url_missing", hook, &talk_path, &[("Target", "webhook"), filter]).await;
    f.fails("webhook_filter_missing", hook, &talk_path, &[("Target", "webhook"), url]).await;
    f.fails(
        "webhook_filter_invalid",
        hook,
        &talk_path,
        &[("Target", "webhook"), url, ("Configuration.Filters", "onTea")],
    )
    .await;
    f.fails("webhook_trigger_missing", hook, &talk_path, &[("Target", "trigger"), url]).await;
    f.fails("webhook_flow_invalid", hook, &talk_path, &[("Target", "studio")]).await;
    f.fails(
        "webhook_method_invalid",
        hook,
        &talk_path,
        &[("Target", "webhook"), url, filter, ("Configuration.Method", "PUT")],
    )
    .await;
    let mut triggers = vec![("Target", "trigger"), url];
    triggers.extend((0..6).map(|_| ("Configuration.Triggers", "word")));
    f.fails("webhook_too_many_triggers", hook, &talk_path, &triggers).await;
    for _ in 0..5 {
        f.ok(hook, &talk_path, &[("Target", "webhook"), url, filter]).await;
    }
    f.fails("webhook_too_many", hook, &talk_path, &[("Target", "webhook"), url, filter]).await;

    let entry = [("Type", "sms"), ("Address", "+15550077")];
    f.ok("CreateConfigurationAddress", &none, &entry).await;
    f.fails("address_taken", "CreateConfigurationAddress", &none, &entry).await;
    let missing = format!("IS{:032x}", 1);
    f.fails("referenced_resource_missing", "UpdateConfiguration", &none, &[("DefaultChatServiceSid", &missing)]).await;

    f.ok("UpdateConversation", &talk_path, &[("State", "closed")]).await;
    f.fails("conversation_closed", "UpdateConversation", &talk_path, &[("FriendlyName", "a")]).await;
    f.fails("conversation_closed", say, &talk_path, &[("Body", "a")]).await;
    f.fails("conversation_closed", add, &talk_path, &[("Identity", "bob")]).await;
    // A closed conversation frees its address pairs and keeps its messages readable.
    let other = f.ok(create, &none, &[]).await;
    let other = path(&[("ConversationSid", other.text("sid"))]);
    f.ok(add, &other, &[(address, "+15550001"), (proxy, "+15550002")]).await;
    f.ok("ListConversationMessage", &talk_path, &[]).await;
    limits_of_conversations(&mut f).await;
    f.raised
}

async fn limits_of_conversations(f: &mut Failures) {
    let none = Path::new();
    let add = "CreateConversationParticipant";
    let crowd = f.ok("CreateConversation", &none, &[]).await;
    let crowd = path(&[("ConversationSid", crowd.text("sid"))]);
    for number in 0..50 {
        f.ok(add, &crowd, &[("MessagingBinding.Address", &format!("+1444{number:07}"))]).await;
    }
    f.fails("non_chat_participant_limit", add, &crowd, &[("MessagingBinding.Address", "+14449999999")]).await;
    for number in 0..950 {
        f.ok(add, &crowd, &[("Identity", &format!("one-of-{number}"))]).await;
    }
    f.fails("participant_limit", add, &crowd, &[("Identity", "one too many")]).await;
    for _ in 0..1000 {
        let talk = f.ok("CreateConversation", &none, &[]).await;
        f.ok(add, &path(&[("ConversationSid", talk.text("sid"))]), &[("Identity", "busy")]).await;
    }
    let talk = f.ok("CreateConversation", &none, &[]).await;
    f.fails("user_conversation_limit", add, &path(&[("ConversationSid", talk.text("sid"))]), &[("Identity", "busy")])
        .await;
}

async fn chat() -> BTreeSet<&'static str> {
    let mut f = Failures::new("chat-v2");
    let none = Path::new();
    let long = "x".repeat(40_000);
    let service = f.ok("CreateService", &none, &[("FriendlyName", "a")]).await;
    let service_path = path(&[("ServiceSid", service.text("sid")), ("Sid", service.text("sid"))]);
    let update = "UpdateService";
    let nobody = format!("RL{:032x}", 1);
    for (error, input, value) in [
        ("deployment_role_not_found", "DefaultServiceRoleSid", nobody.as_str()),
        ("channel_role_not_found", "DefaultChannelRoleSid", &nobody),
        ("channel_creator_role_not_found", "DefaultChannelCreatorRoleSid", &nobody),
        ("typing_timeout_invalid", "TypingIndicatorTimeout", "x"),
        ("consumption_interval_invalid", "ConsumptionReportInterval", "x"),
        ("channel_members_limit_invalid", "Limits.ChannelMembers", "1001"),
        ("user_channels_limit_invalid", "Limits.UserChannels", "0"),
        ("webhook_retry_count_invalid", "PreWebhookRetryCount", "4"),
    ] {
        f.fails(error, update, &service_path, &[(input, value)]).await;
    }
    f.ok(update, &service_path, &[("Limits.ChannelMembers", "2"), ("Limits.UserChannels", "2")]).await;
    f.fails(
        "channel_unique_name_like_sid",
        "CreateChannel",
        &service_path,
        &[("UniqueName", "CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")],
    )
    .await;
    let mut channels = Vec::new();
    for name in ["a", "b", "c"] {
        let channel = f.ok("CreateChannel", &service_path, &[("UniqueName", name)]).await;
        let mut path = service_path.clone();
        path.insert("ChannelSid".to_owned(), channel.text("sid").to_owned());
        channels.push(path);
    }
    f.fails("channel_unique_name_taken", "CreateChannel", &service_path, &[("UniqueName", "a")]).await;
    let member = [("Identity", "alice")];
    f.fails("not_found", "CreateInvite", &channels[0], &member).await;
    f.ok("CreateMember", &channels[0], &member).await;
    f.fails("member_exists", "CreateMember", &channels[0], &member).await;
    f.fails("member_exists", "CreateInvite", &channels[0], &member).await;
    f.fails(
        "last_consumed_index_invalid",
        "CreateMember",
        &channels[1],
        &[member[0], ("LastConsumedMessageIndex", "-1")],
    )
    .await;
    f.fails(
        "last_consumption_timestamp_invalid",
        "CreateMember",
        &channels[1],
        &[member[0], ("LastConsumptionTimestamp", "x")],
    )
    .await;
    f.ok("CreateMember", &channels[1], &member).await;
    f.fails("user_channel_limit", "CreateMember", &channels[2], &member).await;
    f.ok("CreateMember", &channels[0], &[("Identity", "bob")]).await;
    f.fails("channel_member_limit", "CreateMember", &channels[0], &[("Identity", "carol")]).await;
    f.ok("CreateUser", &service_path, &[("Identity", "dave")]).await;
    f.ok("CreateInvite", &channels[0], &[("Identity", "dave")]).await;
    f.fails("user_already_invited", "CreateInvite", &channels[0], &[("Identity", "dave")]).await;
    let mut alice = channels[0].clone();
    alice.insert("UserSid".to_owned(), "alice".to_owned());
    f.fails("notification_level_invalid", "UpdateUserChannel", &alice, &[("NotificationLevel", "loud")]).await;
    let media = format!("ME{:032x}", 1);
    let message = f.ok("CreateMessage", &channels[0], &[("MediaSid", &media)]).await;
    let mut message_path = channels[0].clone();
    message_path.insert("Sid".to_owned(), message.text("sid").to_owned());
    f.fails("media_body_update", "UpdateMessage", &message_path, &[("Body", "a")]).await;
    f.fails("last_updated_by_too_long", "UpdateMessage", &message_path, &[("LastUpdatedBy", &long)]).await;

    let hook = "CreateChannelWebhook";
    let url = ("Configuration.Url", "http://127.0.0.1:1/");
    let filter = ("Configuration.Filters", "onMessageSent");
    f.fails("channel_webhook_url_missing", hook, &channels[0], &[("Type", "webhook"), filter]).await;
    f.fails("channel_webhook_filter_missing", hook, &channels[0], &[("Type", "webhook"), url]).await;
    f.fails(
        "channel_webhook_filter_invalid",
        hook,
        &channels[0],
        &[("Type", "webhook"), url, ("Configuration.Filters", "onTea")],
    )
    .await;
    f.fails("channel_webhook_trigger_missing", hook, &channels[0], &[("Type", "trigger"), url]).await;
    f.fails("channel_webhook_flow_invalid", hook, &channels[0], &[("Type", "studio")]).await;
    let mut triggers = vec![("Type", "trigger"), url];
    triggers.extend((0..6).map(|_| ("Configuration.Triggers", "word")));
    f.fails("channel_webhook_too_many_triggers", hook, &channels[0], &triggers).await;
    for _ in 0..5 {
        f.ok(hook, &channels[0], &[("Type", "webhook"), url, filter]).await;
    }
    f.fails("channel_webhook_too_many", hook, &channels[0], &[("Type", "webhook"), url, filter]).await;
    f.raised
}

async fn flex() -> BTreeSet<&'static str> {
    let mut f = Failures::new("flex-v1");
    let none = Path::new();
    f.fails("flex_validation", "UpdateConfiguration", &none, &[("{json}", r#"{"colour":"red"}"#)]).await;
    f.fails("flex_validation", "UpdateConfiguration", &none, &[("{json}", r#"{"ui_version":7}"#)]).await;
    let service = format!("IS{:032x}", 1);
    let flow =
        [("FriendlyName", "a"), ("ChatServiceSid", service.as_str()), ("ChannelType", "web"), ("ContactIdentity", "c")];
    let made = f.ok("CreateFlexFlow", &none, &flow).await;
    f.fails("flex_flow_collision", "CreateFlexFlow", &none, &flow).await;
    let nowhere = format!("FO{:032x}", 1);
    let channel = |flow: &str| -> Vec<(String, String)> {
        [
            ("FlexFlowSid", flow),
            ("Identity", "a"),
            ("ChatUserFriendlyName", "b"),
            ("ChatFriendlyName", "c"),
            ("ChatUniqueName", "u"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    };
    let wrong = channel(&nowhere);
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    f.fails("flex_flow_not_found", "CreateChannel", &none, &wrong).await;
    let right = channel(made.text("sid"));
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    f.ok("CreateChannel", &none, &right).await;
    f.fails("flex_chat_unique_name_taken", "CreateChannel", &none, &right).await;

    f.fails("flex_channel_invalid", "CreateInteraction", &none, &[("Channel", r#"{"type":"smoke"}"#)]).await;
    f.fails("flex_channel_invalid", "CreateInteraction", &none, &[("Channel", "sms")]).await;
    let interaction = f.ok("CreateInteraction", &none, &[("Channel", r#"{"type":"sms"}"#)]).await;
    let sid = interaction.json["channel"]["sid"].as_str().unwrap();
    let talk = path(&[("InteractionSid", interaction.text("sid")), ("ChannelSid", sid), ("Sid", sid)]);
    f.fails("flex_channel_status_invalid", "UpdateInteractionChannel", &talk, &[("Status", "asleep")]).await;
    f.fails("flex_channel_status_invalid", "UpdateInteractionChannel", &talk, &[]).await;
    let add = "CreateInteractionChannelParticipant";
    f.fails("flex_participant_invalid", add, &talk, &[("Type", "customer"), ("MediaProperties", "x")]).await;
    let somebody = [("Type", "customer"), ("MediaProperties", r#"{"address":"+1"}"#)];
    f.ok(add, &talk, &somebody).await;
    f.fails("flex_participant_exists", add, &talk, &somebody).await;
    f.ok("UpdateInteractionChannel", &talk, &[("Status", "closed")]).await;
    f.fails("flex_channel_closed", add, &talk, &[("Type", "agent"), ("MediaProperties", "{}")]).await;

    let plugin = f.ok("CreatePlugin", &none, &[("UniqueName", "p")]).await;
    f.fails("plugin_name_taken", "CreatePlugin", &none, &[("UniqueName", "p")]).await;
    let plugin_path = path(&[("PluginSid", plugin.text("sid")), ("Sid", "p")]);
    let version = [("Version", "1.0.0"), ("PluginUrl", "https://example.com/p.js")];
    f.ok("CreatePluginVersion", &plugin_path, &version).await;
    f.fails("plugin_version_taken", "CreatePluginVersion", &plugin_path, &version).await;
    f.ok("UpdatePluginArchive", &plugin_path, &[]).await;
    f.fails("already_archived", "UpdatePluginArchive", &plugin_path, &[]).await;

    let category = f.ok("CreateInsightsQuestionnairesCategory", &none, &[("Name", "c")]).await;
    let sid = category.text("category_sid").to_owned();
    let question = [("CategorySid", sid.as_str()), ("Question", "q"), ("AnswerSetId", "1"), ("AllowNa", "true")];
    f.ok("CreateInsightsQuestionnairesQuestion", &none, &question).await;
    f.fails("flex_conflict", "DeleteInsightsQuestionnairesCategory", &path(&[("CategorySid", &sid)]), &[]).await;
    f.raised
}

/// Errors that no input causes: credentials, methods, types and sizes of bodies, bounds of the emulator, faults.
async fn of_the_wire() -> BTreeSet<&'static str> {
    use bytes::Bytes;
    use http::Request;
    use std::time::Duration;
    use twilio_core::transport::{Limits, Transport};

    let emulator = Emulator::builder().max_records(12).build().unwrap();
    let mut f = Failures { api: Api::of(emulator.clone(), "conversations-v1"), raised: BTreeSet::new() };
    let own = crate::api::authorization(&emulator);
    let url = "https://conversations.twilio.com/v1/Conversations";
    let form = "application/x-www-form-urlencoded";
    let large = "Attributes=".to_owned() + &"x".repeat(2_000_000);
    let cases = [
        ("unauthenticated", "GET", "Basic bm9ib2R5OnNlY3JldA==", "", String::new()),
        ("unauthenticated", "GET", "", "", String::new()),
        ("method_not_allowed", "PUT", own.as_str(), "", String::new()),
        ("unsupported_media_type", "POST", &own, "application/json", "{}".to_owned()),
        ("body_too_large", "POST", &own, form, large),
    ];
    for (name, method, authorization, media, body) in cases {
        let mut request = Request::builder().method(method).uri(url);
        if !authorization.is_empty() {
            request = request.header("authorization", authorization);
        }
        if !media.is_empty() {
            request = request.header("content-type", media);
        }
        let request = request.body(Bytes::from(body)).unwrap();
        let response = emulator.send(request, Limits::new(Duration::from_secs(5))).await.unwrap();
        assert_eq!(response.headers().contains_key("www-authenticate"), name == "unauthenticated");
        let json = serde_json::from_slice(response.body()).unwrap();
        let reply = Reply { status: response.status().as_u16(), json, headers: response.headers().clone() };
        f.saw(name, &reply);
    }
    let mut last = f.api.call("CreateConversation", &Path::new(), &[]).await;
    while last.status == 201 {
        last = f.api.call("CreateConversation", &Path::new(), &[]).await;
    }
    f.saw("too_many_records", &last);
    for (kind, name) in [
        (FaultKind::TooManyRequests { retry_after: 3 }, "too_many_requests"),
        (FaultKind::Unavailable, "unavailable"),
        (FaultKind::InternalError, "internal_error"),
    ] {
        emulator.inject(Fault::new(kind).times(1));
        let reply = f.api.call("ListConversation", &Path::new(), &[]).await;
        f.saw(name, &reply);
        assert_eq!(reply.headers.get("retry-after").is_some(), name == "too_many_requests");
    }
    assert_eq!(f.api.call("ListConversation", &Path::new(), &[]).await.status, 200);
    assert_eq!(emulator.requests().last().unwrap().notes, Vec::<String>::new());
    assert_eq!(json!(emulator.faults().len()), 0);
    f.raised
}
