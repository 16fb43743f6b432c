//! What a call looks like on the wire, and what never reaches it.

use std::sync::LazyLock;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;

use crate::error::{Error, ErrorKind};
use crate::test_support::product::{Chat, SERVICE};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;
use crate::value::sid::ServiceSid;
use crate::value::{Field, Input};
use crate::value::{IntoField as _, IntoInput};

const USER: &str = r#"{"sid": "US0123456789abcdef0123456789abcdef", "identity": "alice", "new": [1]}"#;

fn no_server() -> Chat {
    // Nothing listens there; whatever is sent would be a connect error.
    Chat::builder().base_url("http://127.0.0.1:9").build().expect("client")
}

async fn refused<T: std::fmt::Debug>(call: impl Future<Output = Result<T, Error>>) -> Error {
    let error = call.await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(!error.was_sent() && error.attempts() == 0 && !error.is_retryable());
    error
}

#[tokio::test]
async fn awaiting_a_request_sends_it() {
    let server = Script::new([Scripted::json(200, USER), Scripted::new(204, "text/plain", "")]);
    let user = Chat::over(&server).service(SERVICE).user("alice");
    let model = user.fetch().await.expect("user").into_inner();
    assert_eq!(model.identity.as_deref(), Some("alice"));
    user.delete().without_retry().await.expect("deleted");
    let task = tokio::spawn(user.update().friendly_name("\u{e000}").role_sid("not a SID").into_future());
    task.await.expect("no panic").expect_err("an invalid argument");
    assert_eq!(server.arrived().len(), 2);
}

#[tokio::test]
async fn a_fetch_sends_its_headers_once_and_no_body() {
    let server = Script::new([Scripted::json(200, USER).header("Twilio-Request-Id", "RQ1")]);
    let response = Chat::over(&server).service(SERVICE).user("alice").fetch().send().await.expect("user");
    assert_eq!(response.identity.as_deref(), Some("alice"));
    assert_eq!((response.status().as_u16(), response.request_id(), response.text()), (200, Some("RQ1"), USER));
    let request = &server.arrived()[0];
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("GET", format!("/v2/Services/{SERVICE}/Users/alice").as_str())
    );
    assert_eq!(request.header("authorization"), ["Basic QUMxOnBhNTV3b3Jk"]);
    assert_eq!(request.header("accept"), ["application/json"]);
    assert!(request.header("user-agent")[0].starts_with("twilio-rust/"));
    let mut names: Vec<_> = request.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    assert_eq!(names, ["accept", "authorization", "user-agent"], "nothing else is added");
    assert_eq!(request.body, "");
}

#[tokio::test]
async fn a_path_argument_is_one_encoded_segment() {
    let server = Script::new([Scripted::json(204, "")]);
    Chat::over(&server).service(SERVICE).user("a b/ç?#&=+%\\").delete().send().await.expect("deleted");
    assert_eq!(server.targets(), [format!("/v2/Services/{SERVICE}/Users/a%20b%2F%C3%A7%3F%23%26%3D%2B%25%5C")]);
}

#[tokio::test]
async fn every_success_is_decoded_alike() {
    for status in [200, 201, 202] {
        let server = Script::new([Scripted::json(status, USER)]);
        let response = Chat::over(&server).service(SERVICE).user("a").update().send().await.expect("user");
        assert_eq!((response.status().as_u16(), response.into_inner().identity.as_deref()), (status, Some("alice")));
    }
}

#[tokio::test]
async fn what_would_move_in_the_path_is_refused_before_anything_leaves() {
    let server = Script::new([]);
    for identity in ["", ".", ".."] {
        let error = refused(Chat::over(&server).service(SERVICE).user(identity).delete().send()).await;
        assert_eq!(error.operation(), Some("DeleteUser"));
        assert!(error.to_string().contains("path parameter `Sid`"), "{error}");
    }
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn a_sid_is_checked_and_the_error_names_parameter_prefix_and_what_was_wrong() {
    let error = refused(no_server().service("CH0123456789abcdef0123456789abcdef").user("alice").fetch().send()).await;
    let text = error.to_string();
    assert!(
        text.contains("FetchUser: path parameter `ServiceSid`: expected `IS` and 32 hexadecimal digits, found "),
        "{text}"
    );
    let odd: ServiceSid = serde_json::from_str(r#""../Services""#).expect("kept");
    let error = refused(no_server().service(odd).user("alice").fetch().send()).await;
    assert!(error.to_string().contains("`ServiceSid`") && !error.to_string().contains("../"), "{error}");
}

/// A handle on no resource in particular, for inputs that the test product has none of.
fn things() -> crate::generated::Request {
    const OPERATION: &crate::operation::Operation = &crate::operation::Operation::post("CreateThing", "/v2/Things");
    no_server().endpoint.root("/v2").child("Things").request(OPERATION)
}

#[tokio::test]
async fn a_sid_out_of_an_answer_is_checked_wherever_it_is_sent() {
    let odd: ServiceSid = serde_json::from_str(r#""ChannelSid""#).expect("kept");
    let good = ServiceSid::parse(SERVICE).expect("a SID");
    let many = || vec![good.clone(), odd.clone()];
    let one: fn(&ServiceSid) -> Input<ServiceSid> = |sid| sid.into_input();
    let maybe: fn(&ServiceSid) -> Field<ServiceSid> = |sid| sid.into_field();
    let requests = [
        ("query parameter", things().require_query("Sid", one(&odd))),
        ("query parameter", things().require_query("Sid", Input::from_value(many()))),
        ("form field", things().form("Sid", maybe(&odd))),
        ("form field", things().form("Sid", Field::Value(many()))),
        ("form field", things().require_form("Sid", IntoInput::<ServiceSid>::into_input(Some(odd.clone())))),
        ("JSON field", things().json("Sid", maybe(&odd))),
        ("JSON field", things().require_json("Sid", Input::from_value(many()))),
        ("header", things().header("Sid", maybe(&odd))),
    ];
    for (place, request) in requests {
        let text = refused(request.send_without_body()).await.to_string();
        let expected =
            format!("CreateThing: {place} `Sid`: expected `IS` and 32 hexadecimal digits, found 10 characters");
        assert!(text.starts_with(&expected) && !text.contains("ChannelSid"), "{text}");
    }
}

#[tokio::test]
async fn a_good_sid_is_sent_and_a_list_of_texts_is_no_list_of_sids() {
    let server = Script::new([Scripted::json(200, USER), Scripted::json(200, USER)]);
    let user = Chat::over(&server).service(SERVICE).user("alice");
    let role: crate::value::sid::RoleSid =
        serde_json::from_str(r#""RL0123456789abcdef0123456789ABCDEF""#).expect("a SID");
    user.update().role_sid(&role).permission(["ChannelSid"]).send().await.expect("user");
    user.update().role_sid(Field::Clear).send().await.expect("user");
    let bodies: Vec<String> = server.arrived().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, ["RoleSid=RL0123456789abcdef0123456789ABCDEF&Permission=ChannelSid", "RoleSid="]);
}

#[tokio::test]
async fn the_first_problem_wins_and_streams_return_it_once() {
    let error = refused(no_server().service("x").user("..").update().role_sid("y").send()).await;
    assert!(error.to_string().contains("ServiceSid"), "{error}");
    let error = refused(no_server().service(SERVICE).user("a").update().role_sid("y").send()).await;
    assert!(error.to_string().contains("form field `RoleSid`"), "{error}");
    let mut stream = no_server().service("x").users().list().limit(0).stream();
    assert_eq!(stream.next().await.expect("one").expect_err("refused").kind(), ErrorKind::InvalidInput);
    assert!(stream.next().await.is_none());
    let mut pages = no_server().service("x").users().list().pages();
    assert!(pages.try_next().await.is_err() && pages.next().await.is_none());
}

#[tokio::test]
async fn forms_repeat_keys_clear_with_an_empty_value_and_leave_out_what_is_not_set() {
    let server = Script::new([Scripted::json(200, USER)]);
    let user = Chat::over(&server).service(SERVICE).user("alice");
    let update = user.update().permission(["a b", "c&d"]).friendly_name("first").friendly_name(Field::Clear);
    update.send().await.expect("user");
    let request = &server.arrived()[0];
    assert_eq!(request.method, "POST");
    assert_eq!(request.header("content-type"), ["application/x-www-form-urlencoded"]);
    assert_eq!(request.body, "Permission=a%20b&Permission=c%26d&FriendlyName=");
}

#[tokio::test]
async fn a_json_body_holds_values_and_null_for_what_is_cleared() {
    let server = Script::new([Scripted::json(200, USER)]);
    let user = Chat::over(&server).service(SERVICE).user("alice");
    user.update().attributes(json!({"a": [1, "b"]})).active(Field::Clear).send().await.expect("user");
    let request = &server.arrived()[0];
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(as_json(&request.body), json!({"active": null, "attributes": {"a": [1, "b"]}}));
}

#[tokio::test]
async fn a_whole_json_body_replaces_the_fields_before_it_and_takes_those_behind_it() {
    let server = Script::new([Scripted::json(200, USER), Scripted::json(200, USER)]);
    let update = Chat::over(&server).service(SERVICE).user("alice").update();
    update.clone().active(true).body(json!({"a": 1, "b": null})).attributes(json!("x")).send().await.expect("user");
    update.body(json!([1])).send().await.expect("user");
    let bodies: Vec<_> = server.arrived().iter().map(|request| as_json(&request.body)).collect();
    assert_eq!(bodies, [json!({"a": 1, "attributes": "x", "b": null}), json!([1])]);
}

/// The order of a JSON body's members depends on features that other crates of a build ask for.
fn as_json(body: &str) -> serde_json::Value {
    serde_json::from_str(body).expect("a JSON body")
}

#[tokio::test]
async fn a_post_without_fields_says_that_its_body_is_empty() {
    let server = Script::new([Scripted::json(200, USER)]);
    Chat::over(&server).service(SERVICE).user("alice").update().send().await.expect("user");
    let request = &server.arrived()[0];
    assert_eq!((request.body.as_str(), request.header("content-length")), ("", vec!["0"]));
    assert!(request.header("content-type").is_empty());
}

#[tokio::test]
async fn queries_repeat_keys_too_and_an_empty_array_sends_nothing() {
    let server = Script::new([Scripted::json(200, r#"{"users": []}"#), Scripted::json(200, r#"{"users": []}"#)]);
    let users = Chat::over(&server).service(SERVICE).users();
    users.list().role(["a+b", "ç"]).first_page().await.expect("page");
    users.list().role(Vec::<String>::new()).first_page().await.expect("page");
    assert_eq!(
        server.targets(),
        [format!("/v2/Services/{SERVICE}/Users?Role=a%2Bb&Role=%C3%A7"), format!("/v2/Services/{SERVICE}/Users")]
    );
}

#[tokio::test]
async fn booleans_days_times_and_numbers_travel_as_their_texts() {
    let server = Script::new([Scripted::json(200, "{}")]);
    const OPERATION: &crate::operation::Operation = &crate::operation::Operation::post("CreateThing", "/v2/Things");
    let request = Chat::over(&server).endpoint.root("/v2").child("Things").request(OPERATION);
    let time = crate::Timestamp::parse("2023-05-04T11:42:00.75+02:00").expect("a time");
    let request = request
        .form("On", Field::Value(true))
        .form("Off", Field::Value(false))
        .form("Day", Field::Value(crate::Date::new(2023, 5, 4).expect("a day")))
        .form("Time", Field::Value(time.clone()))
        .form("Index", Field::Value(-7_i64))
        .require_query("DateCreated<", Input::from_value(time.clone()))
        .require_query("DateCreated>", Input::from_value(time));
    request.send_without_body().await.expect("created");
    let arrived = &server.arrived()[0];
    assert_eq!(arrived.body, "On=true&Off=false&Day=2023-05-04&Time=2023-05-04T09%3A42%3A00Z&Index=-7");
    let time = "2023-05-04T09%3A42%3A00Z";
    assert_eq!(arrived.target, format!("/v2/Things?DateCreated%3C={time}&DateCreated%3E={time}"));
}

#[tokio::test]
async fn an_absent_field_sends_no_key_an_empty_text_its_key_and_an_empty_array_none() {
    let server = Script::new(std::iter::repeat_with(|| Scripted::json(200, USER)).take(3));
    let user = Chat::over(&server).service(SERVICE).user("alice");
    user.update().friendly_name("").send().await.expect("user");
    user.update().friendly_name(Field::Clear).send().await.expect("user");
    user.update().permission(Vec::<String>::new()).send().await.expect("user");
    let bodies: Vec<String> = server.arrived().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, ["FriendlyName=", "FriendlyName=", ""]);
}

#[tokio::test]
async fn the_user_agent_stands_on_the_wire_once_and_whole() {
    let server = Script::new([Scripted::json(200, USER)]);
    let builder = Chat::scripted(&server).user_agent_extension("desk/2.1").user_agent_extension("x");
    builder.build().expect("client").service(SERVICE).user("a").fetch().send().await.expect("user");
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let (version, rust) = (env!("CARGO_PKG_VERSION"), env!("TWILIO_RUSTC_VERSION"));
    let expected = format!("twilio-rust/{version} ({os} {arch}) rust/{rust} desk/2.1 x");
    assert_eq!(server.arrived()[0].header("user-agent"), [expected]);
}

#[tokio::test]
async fn header_parameters_travel_with_a_delete() {
    let server = Script::new([Scripted::json(204, "")]);
    let response = Chat::over(&server)
        .service(SERVICE)
        .user("a")
        .delete()
        .webhook_enabled(true)
        .with_header("X-Trace", "t1")
        .send()
        .await
        .expect("deleted");
    assert_eq!(response.status().as_u16(), 204);
    let request = &server.arrived()[0];
    assert_eq!(
        (request.method.as_str(), request.header("x-twilio-webhook-enabled"), request.header("x-trace")),
        ("DELETE", vec!["true"], vec!["t1"])
    );
}

#[tokio::test]
async fn an_authorization_parameter_replaces_the_clients_credentials() {
    let server = Script::new([Scripted::json(200, USER)]);
    Chat::over(&server)
        .service(SERVICE)
        .user("a")
        .update()
        .authorization("Bearer of-the-call")
        .send()
        .await
        .expect("user");
    assert_eq!(server.arrived()[0].header("authorization"), ["Bearer of-the-call"]);
}

#[tokio::test]
async fn headers_of_the_client_cannot_be_overwritten() {
    for name in ["Authorization", "content-type", "HOST", "User-Agent", "Content-Length", "Transfer-Encoding"] {
        let error = refused(no_server().service(SERVICE).user("a").fetch().with_header(name, "pa55").send()).await;
        assert!(
            error.to_string().contains(&name.to_ascii_lowercase()) && !error.to_string().contains("pa55"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_header_with_a_line_break_is_refused() {
    for (name, value) in [("X-A", "a\r\nX-Evil: 1"), ("X-A", "ç"), ("X A", "a"), ("", "a"), ("X-A\r\n", "a")] {
        refused(no_server().service(SERVICE).user("a").fetch().with_header(name, value).send()).await;
    }
}

#[tokio::test]
async fn a_timeout_of_the_call_goes_before_the_clients() {
    let server = Script::new([Scripted::json(200, USER).after(Duration::from_secs(5))]);
    let fetch = Chat::over(&server).service(SERVICE).user("a").fetch().with_timeout(Duration::from_millis(50));
    let error = fetch.send().await.expect_err("too late");
    assert_eq!(
        (error.kind(), error.is_timeout(), error.was_sent(), error.is_retryable()),
        (ErrorKind::Timeout, true, true, true)
    );
}

#[tokio::test]
async fn debug_shows_names_and_no_values() {
    let server = Script::new([Scripted::json(200, USER)]);
    let chat = Chat::over(&server);
    let user = chat.service(SERVICE).user("alice-identity");
    let update = user
        .update()
        .friendly_name("the-form-value")
        .authorization("Bearer the-header-value")
        .attributes(json!("the-json-value"));
    let list = chat.service(SERVICE).users().list().role(["the-query-value"]);
    let response = user.fetch().send().await.expect("user");
    let shown = format!("{chat:?} {user:?} {update:?} {list:?} {response:?} {:?}", list.clone().stream());
    for value in ["alice", "-value", "pa55word", "QUMxOnBhNTV3b3Jk", SERVICE] {
        assert!(!shown.contains(value), "{value} in {shown}");
    }
    for name in ["UpdateUser", "FriendlyName", "authorization", "attributes", "ListUser", "Role"] {
        assert!(shown.contains(name), "{name} not in {shown}");
    }
}

#[test]
fn what_users_hold_goes_to_other_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn is_send_and_sync<T: Send + Sync>(_: &T) {}
    let user = no_server().service(SERVICE).user("a");
    is_send_and_sync(&no_server());
    is_send_and_sync(&user);
    is_send_and_sync(&user.update());
    is_send(&user.fetch().send());
    is_send(&no_server().service(SERVICE).users().list().stream());
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn on_the_wire_too_the_number_of_segments_never_changes(identity in prop_oneof![any::<String>(), r"[./%\\?#25eE ]{0,8}"]) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (sent, targets) = runtime.block_on(async {
            let server = Script::new([Scripted::json(204, "")]);
            let sent = Chat::over(&server).service(SERVICE).user(&identity).delete().send().await;
            (sent, server.targets())
        });
        if matches!(identity.as_str(), "" | "." | "..") {
            prop_assert!(sent.is_err_and(|error| error.to_string().contains("`Sid`")) && targets.is_empty());
        } else {
            prop_assert!(sent.is_ok());
            let segments: Vec<&str> = targets[0].split('/').collect();
            prop_assert_eq!(&segments[..5], &["", "v2", "Services", SERVICE, "Users"]);
            prop_assert_eq!(segments.len(), 6);
            prop_assert!(segments[5].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte)));
        }
    }
}

proptest! {
    #[test]
    fn no_path_argument_changes_the_number_of_segments(first in any::<String>(), second in r"[./%\\?#25eE ]{0,8}") {
        static CHAT: LazyLock<Chat> = LazyLock::new(no_server);
        let handle = CHAT.endpoint.root("/v2").child("A").segment("First", first.as_str().into()).child("B").segment("Second", second.as_str().into());
        const OPERATION: &crate::operation::Operation = &crate::operation::Operation::delete("DeleteIt", "/v2/A/{First}/B/{Second}");
        let moves = |text: &str| matches!(text, "" | "." | "..");
        match handle.request(OPERATION).prepare() {
            Ok(call) => {
                prop_assert!(!moves(&first) && !moves(&second));
                let uri = call.endpoint.base().uri(&call.target).expect("a URI");
                let url = url::Url::parse(&uri.to_string()).expect("a URL");
                prop_assert_eq!(url.path_segments().expect("segments").count(), 5);
                prop_assert_eq!(url.query(), None);
                prop_assert_eq!(url.fragment(), None);
                prop_assert_eq!(url.path(), call.target);
            }
            Err(error) => {
                let name = if moves(&first) { "`First`" } else { "`Second`" };
                prop_assert!(moves(&first) || moves(&second));
                prop_assert!(error.to_string().contains(name));
            }
        }
    }
}

#[tokio::test]
async fn a_page_token_that_was_kept_begins_the_list() {
    let script = Script::new([Scripted::json(200, r#"{"users": []}"#)]);
    Chat::over(&script).service(SERVICE).users().list().with_page_token("PT1").all().await.expect("users");
    assert!(script.targets()[0].contains("PageToken=PT1"), "{:?}", script.targets());
}

crate::model! {
    struct Refusal {
        reason: Option<String> = "reason",
    }
}

#[tokio::test]
async fn a_map_is_written_as_a_parameter_for_each_of_its_members() {
    let server = Script::new([Scripted::json(200, USER)]);
    let request = Chat::over(&server).service(SERVICE).user("alice").fetch().add_ons(json!({"old": 1}));
    let add_ons = json!({"caller": {"name": "a b", "ids": [1, 2]}, "none": null});
    request.add_ons(add_ons).send().await.expect("user");
    let target =
        format!("/v2/Services/{SERVICE}/Users/alice?AddOns.caller.ids=1&AddOns.caller.ids=2&AddOns.caller.name=a%20b");
    let mut pairs: Vec<String> = server.targets()[0].split(['?', '&']).map(str::to_owned).collect();
    pairs[1..].sort();
    assert_eq!(pairs, target.split(['?', '&']).collect::<Vec<_>>());
    refused(no_server().service(SERVICE).user("alice").update().add_ons(json!(["no map"])).send()).await;
}

#[tokio::test]
async fn a_json_body_has_the_media_type_of_the_document() {
    let server = Script::new([Scripted::json(200, USER), Scripted::json(200, USER)]);
    let user = Chat::over(&server).service(SERVICE).user("alice");
    user.update().active(true).scim().send().await.expect("user");
    user.update().active(true).send().await.expect("user");
    let sent: Vec<_> = server.arrived().iter().map(|request| request.header("content-type").join(",")).collect();
    assert_eq!(sent, ["application/scim+json", "application/json"]);
}

#[tokio::test]
async fn the_address_of_a_redirection_is_the_result_of_an_operation_that_gives_one() {
    let at = "https://media.example.com/data?signature=1";
    let server = Script::new([
        Scripted::json(307, "").header("Location", at),
        Scripted::json(200, "").header("Location", at),
        Scripted::json(307, ""),
    ]);
    let data = || Chat::over(&server).data();
    let response = data().send().await.expect("an address");
    assert_eq!((response.status().as_u16(), response.into_inner().as_str()), (307, at));
    assert_eq!(data().await.expect("an address").into_inner(), at);
    assert_eq!(data().send().await.expect_err("no address").kind(), ErrorKind::Decode);
    assert_eq!(server.targets(), ["/v2/Data.json"; 3], "nothing is asked for there");
}

#[tokio::test]
async fn a_path_begins_at_the_account_of_the_credentials() {
    const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
    let key = || crate::Credentials::api_key("SK0123456789abcdef0123456789abcdef", "secret");
    let server = Script::new([Scripted::json(200, USER), Scripted::json(200, USER)]);
    let fetch = |credentials| {
        let chat: Chat = Chat::scripted(&server).credentials(credentials).build().expect("client");
        chat.own_user().fetch().send()
    };
    for credentials in [key(), crate::Credentials::account("no account", "token")] {
        let error = refused(fetch(credentials)).await;
        assert!(error.to_string().contains("path parameter `AccountSid`"), "{error}");
    }
    for credentials in [crate::Credentials::account(ACCOUNT, "token"), key().for_account(ACCOUNT)] {
        fetch(credentials).await.expect("user");
    }
    assert_eq!(server.targets(), [format!("/v2/Accounts/{ACCOUNT}"), format!("/v2/Accounts/{ACCOUNT}")]);
}

#[tokio::test]
async fn the_body_of_a_failure_is_read_as_the_type_that_the_document_declares() {
    let server = Script::new([Scripted::json(400, r#"{"code": 20001, "message": "no", "reason": "taken"}"#)]);
    let error = Chat::over(&server).service(SERVICE).user("alice").fetch().send().await.expect_err("refused");
    assert_eq!(error.body_as::<Refusal>().and_then(|refusal| refusal.reason).as_deref(), Some("taken"));
    assert!(error.body_as::<Vec<String>>().is_none());
}
