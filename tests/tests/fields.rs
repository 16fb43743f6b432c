//! Whatever text a form field or a query parameter holds, it arrives as it was given, under its name, and changes nothing beside it.

use proptest::prelude::*;
use twilio_conversations_v1::{Client, Credentials};
use twilio_tests::server::{Answer, Server};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn client_of(server: &Server) -> Client {
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    Client::builder().credentials(credentials).base_url(server.base_url()).build().expect("a loopback base is fine")
}

/// Names and values of `application/x-www-form-urlencoded`, in their order. Written here, so that it shares nothing with what it checks.
fn decoded(text: &str) -> Vec<(String, String)> {
    let part = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                    u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("hexadecimal")
                }
                other => other,
            });
        }
        String::from_utf8(bytes).expect("UTF-8")
    };
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').expect("name and value"))
        .map(|(name, value)| (part(name), part(value)))
        .collect()
}

/// Texts with more than their share of what forms give a meaning to.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[&=+%;# a\u{0}\r\n\"é😀0-9A-F]{0,24}", Just(String::new())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn form_fields_arrive_as_they_were_given(name in any_text(), friendly in any_text(), closed in any_text(), timer in any_text()) {
        runtime().block_on(async {
            let server = Server::start().await;
            server.answer([Answer::json(201, &serde_json::json!({}))]);
            let create = client_of(&server).await.conversations().create();
            let create = create.unique_name(&name).friendly_name(&friendly).timers_closed(&closed).timers_inactive(&timer);
            create.send().await.expect("created");
            let arrived = server.take();
            prop_assert_eq!(arrived.len(), 1);
            let body = std::str::from_utf8(&arrived[0].body).expect("ASCII");
            let mut fields = decoded(body);
            fields.sort();
            let expected = [("FriendlyName", friendly), ("Timers.Closed", closed), ("Timers.Inactive", timer), ("UniqueName", name)];
            prop_assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value)).to_vec());
            prop_assert_eq!(arrived[0].header("content-type"), ["application/x-www-form-urlencoded"]);
            prop_assert_eq!(&arrived[0].target, "/v1/Conversations");
            Ok(())
        })?;
    }

    #[test]
    fn query_parameters_arrive_as_they_were_given(start in any_text(), end in any_text()) {
        runtime().block_on(async {
            let server = Server::start().await;
            server.answer([Answer::json(200, &serde_json::json!({"conversations": [], "meta": {"key": "conversations"}}))]);
            let list = client_of(&server).await.participant_conversations().list().identity(&start).address(&end).page_size(7);
            list.first_page().await.expect("a page");
            let arrived = server.take();
            prop_assert_eq!(arrived.len(), 1);
            let (path, query) = arrived[0].target.split_once('?').expect("a query");
            prop_assert_eq!(path, "/v1/ParticipantConversations");
            let mut pairs = decoded(query);
            pairs.sort();
            let expected = [("Address", end), ("Identity", start), ("PageSize", "7".to_owned())];
            prop_assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value)).to_vec());
            Ok(())
        })?;
    }
}
