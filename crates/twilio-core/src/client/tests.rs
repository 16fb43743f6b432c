//! Where a product's calls go.

use crate::auth::Credentials;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::test_support::product::{Chat, SERVICE};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;

fn origin(chat: &Chat) -> &str {
    chat.endpoint.base().origin()
}

fn config_error(built: Result<Chat, Error>) -> String {
    let error = built.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Config);
    error.to_string()
}

#[test]
fn the_first_documented_server_is_the_default_and_each_other_one_can_be_chosen() {
    assert_eq!(origin(&Chat::builder().build().expect("client")), "https://chat.twilio.com");
    let older = Chat::builder().server("https://ip-messaging.twilio.com").build().expect("client");
    assert_eq!(origin(&older), "https://ip-messaging.twilio.com");
    let text = config_error(Chat::builder().server("https://evil.test").build());
    assert!(text.contains("https://chat.twilio.com, https://ip-messaging.twilio.com"), "{text}");
}

#[test]
fn a_base_url_or_a_server_that_the_caller_sets_wins_over_the_default_server() {
    let older = || Chat::builder().default_server("https://ip-messaging.twilio.com");
    assert_eq!(origin(&older().build().expect("client")), "https://ip-messaging.twilio.com");
    assert_eq!(origin(&older().server("https://chat.twilio.com").build().expect("client")), "https://chat.twilio.com");
    assert_eq!(origin(&older().base_url("http://127.0.0.1:8080").build().expect("client")), "http://127.0.0.1:8080");
    let text = config_error(Chat::builder().default_server("https://evil.test").build());
    assert!(text.contains("https://chat.twilio.com"), "{text}");
}

#[test]
fn edge_and_region_enter_every_documented_host() {
    let chat =
        Chat::builder().server("https://ip-messaging.twilio.com").edge("sydney").region("au1").build().expect("client");
    assert_eq!(origin(&chat), "https://ip-messaging.sydney.au1.twilio.com");
    assert_eq!(
        chat.endpoint.documented_origins(),
        ["https://chat.sydney.au1.twilio.com", "https://ip-messaging.sydney.au1.twilio.com"]
    );
}

#[test]
fn contradictory_settings_are_refused() {
    let text = config_error(Chat::builder().server("https://chat.twilio.com").base_url("http://localhost").build());
    assert!(text.contains("base_url and server"), "{text}");
    let core = Client::new(Credentials::account("AC1", "x")).expect("client");
    let text = config_error(Chat::builder().core(&core).edge("dublin").build());
    assert!(text.contains("credentials is set beside a shared client"), "{text}");
}

#[test]
fn a_base_url_with_credentials_is_refused_and_not_shown() {
    let builder = Chat::builder().base_url("https://user:s3cr3t@localhost");
    assert!(!format!("{builder:?}").contains("s3cr3t"));
    let text = config_error(builder.build());
    assert!(text.contains("user name or password") && !text.contains("s3cr3t"), "{text}");
}

#[tokio::test]
async fn a_base_url_may_carry_a_path() {
    let server = Script::new([Scripted::json(200, "{}")]);
    let chat = Chat::scripted(&server).base_url(format!("{}/twilio/chat/", server.url())).build().expect("client");
    chat.service(SERVICE).user("a").fetch().send().await.expect("user");
    assert_eq!(server.targets(), [format!("/twilio/chat/v2/Services/{SERVICE}/Users/a")]);
}

#[tokio::test]
async fn products_share_one_client() {
    let core = Client::builder()
        .credentials(Credentials::api_key("SK1", "x"))
        .edge("dublin")
        .region("ie1")
        .build()
        .expect("client");
    let chat = Chat::with_core(&core).expect("chat");
    assert_eq!(origin(&chat), "https://chat.dublin.ie1.twilio.com");
    let again = Chat::with_core(chat.endpoint.core()).expect("chat");
    assert_eq!(origin(&again), origin(&chat));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let server = Script::new([]);
    server.push(Scripted::json(307, "").header("Location", &server.url()));
    let error =
        Chat::over(&server).service(SERVICE).user("a").fetch().send().await.expect_err("a redirect is no success");
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Api, Some(307)));
    assert_eq!(server.arrived().len(), 1);
}

#[test]
fn plain_http_to_another_machine_is_refused_unless_it_is_allowed() {
    let text = config_error(Chat::builder().base_url("http://gateway.test").build());
    assert!(text.contains("allow_plain_http"), "{text}");
    Chat::builder().base_url("http://gateway.test").allow_plain_http().build().expect("allowed");
    Chat::builder().base_url("http://localhost:8080").build().expect("this machine");
}

#[test]
fn credentials_that_were_swapped_or_mixed_up_say_so() {
    let account = "AC0123456789abcdef0123456789abcdef";
    let key = "SK0123456789abcdef0123456789abcdef";
    for (credentials, expected) in [
        (Credentials::account("t0ken", account), "were the account SID and the auth token swapped?"),
        (Credentials::api_key("s3cret", key), "were the API key SID and the API key secret swapped?"),
        (Credentials::account(key, "t0ken"), "pass it to Credentials::api_key"),
        (Credentials::api_key(account, "s3cret"), "pass it to Credentials::account"),
    ] {
        let error = Client::new(credentials).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Credentials);
        let text = error.to_string();
        assert!(text.contains(expected) && !text.contains("t0ken") && !text.contains("0123"), "{text}");
    }
}

#[test]
fn a_call_without_a_tokio_runtime_is_an_error_and_no_panic() {
    use std::task::{Context, Poll, Waker};
    let script = Script::new([Scripted::json(200, "{}")]);
    let call = std::pin::pin!(Chat::over(&script).service(SERVICE).user("a").fetch().send());
    let Poll::Ready(Err(error)) = call.poll(&mut Context::from_waker(Waker::noop())) else { panic!("it waits") };
    assert!(error.kind() == ErrorKind::Config && error.to_string().contains("no tokio runtime"), "{error}");
    assert!(script.arrived().is_empty() && !error.was_sent());
}
