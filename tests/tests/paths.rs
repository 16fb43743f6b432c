//! A path argument never leaves its place in the URL: it is one percent-encoded segment, or nothing is sent.

use proptest::prelude::*;
use twilio_chat_v2::{Client, Credentials, ErrorKind};
use twilio_tests::server::{Answer, Server};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

fn client(server: &Server) -> Client {
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    Client::builder().credentials(credentials).base_url(server.base_url()).build().expect("a loopback base is fine")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

#[tokio::test]
async fn empty_and_dot_identities_send_nothing_and_the_error_names_the_parameter() {
    let server = Server::start().await;
    server.respond(|_| Some(Answer::empty(204)));
    let chat = client(&server);
    for identity in ["", ".", ".."] {
        let error = chat.service(SERVICE).user(identity).delete().send().await.expect_err("it is refused");
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{identity:?}");
        let text = error.to_string();
        assert!(text.contains("UserSid") && text.contains("DeleteUser"), "{text}");
        assert!(!error.was_sent());
        let error =
            chat.service(SERVICE).user("alice").channel(identity).delete().send().await.expect_err("refused too");
        assert!(error.to_string().contains("ChannelSid"), "{error}");
    }
    assert!(server.take().is_empty(), "nothing left the machine");
}

#[tokio::test]
async fn an_awkward_identity_is_one_percent_encoded_segment() {
    let server = Server::start().await;
    server.answer([Answer::empty(204)]);
    client(&server).service(SERVICE).user("a b/ç?#&=+%\\").delete().send().await.expect("it is sent");
    let arrived = server.take();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].method, "DELETE");
    assert_eq!(arrived[0].target, format!("/v2/Services/{SERVICE}/Users/a%20b%2F%C3%A7%3F%23%26%3D%2B%25%5C"));
}

#[tokio::test]
async fn a_text_that_is_no_sid_is_refused_where_a_sid_belongs() {
    let server = Server::start().await;
    let chat = client(&server);
    for text in ["", "IS", "US0123456789abcdef0123456789abcdef", "IS0123456789abcdef0123456789abcdeg", "IS/../x"] {
        let error = chat.service(text).user("alice").fetch().send().await.expect_err("it is no service SID");
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let shown = error.to_string();
        assert!(shown.contains("ServiceSid") && shown.contains("IS"), "{shown}");
    }
    assert!(server.take().is_empty());
}

/// Texts with more than their share of what URLs give a meaning to.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[./\\\\%?#&=+ a2eEfF-]{0,12}",
        Just("%2e%2e".to_owned()),
        Just("..%2f..".to_owned()),
        Just("../..".to_owned()),
        Just("\u{2024}\u{2024}".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_argument_changes_the_number_of_segments(user in texts(), channel in texts()) {
        runtime().block_on(async {
            let server = Server::start().await;
            server.respond(|_| Some(Answer::empty(204)));
            let sent = client(&server).service(SERVICE).user(&user).channel(&channel).delete().send().await;
            let arrived = server.take();
            let refused = [&user, &channel].iter().any(|text| matches!(text.as_str(), "" | "." | ".."));
            if refused {
                assert!(sent.is_err() && arrived.is_empty());
                return;
            }
            sent.expect("every other text is sent");
            let path = &arrived[0].target;
            assert!(!path.contains('?') && !path.contains('#'), "{path}");
            let segments: Vec<&str> = path.split('/').skip(1).collect();
            assert_eq!(segments.len(), 7, "{path}");
            let decoded = |segment: &str| urlencoding(segment);
            assert_eq!(decoded(segments[4]), user);
            assert_eq!(decoded(segments[6]), channel);
        });
    }
}

/// Percent-decoding by hand, so that the test does not trust the encoder's own library.
fn urlencoding(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let hex = std::str::from_utf8(&tail[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(hex, 16).expect("hexadecimal"));
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).expect("what was a String is one again")
}
