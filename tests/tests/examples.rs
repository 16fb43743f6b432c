//! The example of each product crate is a test of an application without a network: it passes, fast, without an HTTP client, and fails with a
//! list of its rules when an input changes.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use twilio_conversations_v1::Timestamp;
use twilio_conversations_v1::conversation::{CreateConversation, ListConversation, UpdateConversation};
use twilio_conversations_v1::conversation_message::ListConversationMessage;
use twilio_core::testing::{MockTransport, Reply};

#[allow(dead_code, reason = "its main function is run by cargo, below")]
#[path = "../../crates/chat-v2/examples/mock.rs"]
mod chat;
#[allow(dead_code, reason = "its main function is run by cargo, below")]
#[path = "../../crates/conversations-v1/examples/mock.rs"]
mod conversations;
#[allow(dead_code, reason = "its main function is run by cargo, below")]
#[path = "../../crates/flex-v1/examples/mock.rs"]
mod flex;

#[allow(dead_code, reason = "its main function calls Twilio")]
#[path = "../../crates/conversations-v1/examples/bulk_import.rs"]
mod bulk_import;
#[allow(dead_code, reason = "its main function calls Twilio")]
#[path = "../../crates/conversations-v1/examples/close_idle.rs"]
mod close_idle;
#[allow(dead_code, reason = "its main function calls Twilio")]
#[path = "../../crates/conversations-v1/examples/export.rs"]
mod export;

const FLOW: &str = "FO00000000000000000000000000000009";
const PACKAGES: [&str; 3] = ["twilio-chat-v2", "twilio-flex-v1", "twilio-conversations-v1"];

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    let (said, complaint) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}:\n{said}\n{complaint}");
    said.into_owned()
}

#[test]
fn the_examples_pass_in_a_build_without_an_http_client() {
    for package in PACKAGES {
        let features = ["--no-default-features", "--features", "testing"];
        cargo(&[&["run", "--quiet", "--package", package, "--example", "mock"], &features[..]].concat());
        let tree =
            cargo(&[&["tree", "--edges", "normal", "--prefix", "none", "--package", package], &features[..]].concat());
        let found: Vec<_> = tree
            .lines()
            .filter(|line| {
                ["reqwest ", "hyper", "rustls", "native-tls ", "h2 "].iter().any(|name| line.starts_with(name))
            })
            .collect();
        assert!(tree.contains("twilio-core ") && found.is_empty(), "{package}: {found:?}");
    }
}

#[tokio::test]
async fn the_tests_take_less_than_fifty_milliseconds() {
    let mut fastest = Duration::MAX;
    // Other programs may hold up one of the runs.
    for _ in 0..10 {
        let begun = Instant::now();
        assert_eq!(chat::welcome(&chat::twilio().client(), "alice").await.expect("chat"), 1);
        assert_eq!(flex::flows_on(&flex::twilio().client(), FLOW).await.expect("flex"), 1);
        assert_eq!(
            conversations::begin(&conversations::twilio().client(), "customer-1").await.expect("conversations"),
            1
        );
        fastest = fastest.min(begun.elapsed());
    }
    assert!(fastest < Duration::from_millis(50), "all three: {fastest:?}");
}

#[tokio::test]
async fn one_input_that_changes_is_named_in_a_readable_list() {
    let mut text = String::new();
    let mut failed = |error: twilio_core::Error| text.push_str(&format!("{error}\n\n"));
    failed(chat::welcome(&chat::twilio().client(), "bob").await.expect_err("bob"));
    failed(flex::flows_on(&flex::twilio().client(), "FO00000000000000000000000000000008").await.expect_err("another"));
    failed(conversations::begin(&conversations::twilio().client(), "customer-2").await.expect_err("customer-2"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/testing");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!("one_input_changed", text));
}

#[test]
fn a_test_of_the_examples_has_less_than_thirty_lines() {
    for source in [
        include_str!("../../crates/chat-v2/examples/mock.rs"),
        include_str!("../../crates/flex-v1/examples/mock.rs"),
        include_str!("../../crates/conversations-v1/examples/mock.rs"),
    ] {
        let body = |start: &str| {
            let from = source.split(start).nth(1).expect(start);
            from.split("\n}\n").next().expect("an end").lines().count()
        };
        // The rules and the assertions; the function under test is the application's.
        let lines = body("-> MockTransport {") + body("pub async fn main() {");
        assert!(lines < 30, "{lines} lines");
    }
}

#[tokio::test]
async fn the_import_counts_new_conversations_skips_those_that_exist_and_outlasts_a_rate_limit() {
    let sid = json!({ "sid": "CH0123456789abcdef0123456789abcdef" });
    let mock = MockTransport::new()
        .on(CreateConversation::OPERATION)
        .once(Reply::status(429).header("Retry-After", "1"))
        .on(CreateConversation::OPERATION)
        .form("UniqueName", "order-2")
        .reply(Reply::api_error(409, 50353))
        .on(CreateConversation::OPERATION)
        .reply(Reply::json(201, sid));
    let lines = ["order-1,Order 1", "order-2,Order 2", "not a line", "order-3,Order 3"].map(str::to_owned);
    assert_eq!(bulk_import::import(&mock.client(), lines.into_iter()).await.expect("imported"), 2);
    assert_eq!(mock.operations().len(), 4);
    let refused = MockTransport::new().on(CreateConversation::OPERATION).reply(Reply::status(403));
    let error = bulk_import::import(&refused.client(), ["a,b".to_owned()].into_iter()).await.expect_err("403");
    assert!(error.is_forbidden());
}

#[tokio::test]
async fn an_export_that_broke_off_goes_on_after_the_last_page_that_it_wrote() {
    const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";
    let folder = tempfile::tempdir().expect("a folder");
    let (state, mut out) = (folder.path().join("state.json"), Vec::new());
    let link =
        format!("https://conversations.twilio.com/v1/Conversations/{CONVERSATION}/Messages?Page=1&PageToken=PT1");
    let page = |index: u32, next: Option<&str>| json!({ "messages": [{ "index": index }], "meta": { "key": "messages", "next_page_url": next } });
    let broken = MockTransport::new()
        .on(ListConversationMessage::OPERATION)
        .replies([Reply::json(200, page(0, Some(&link))), Reply::status(403)]);
    export::export(&broken.client(), CONVERSATION, &state, &mut out).await.expect_err("it broke off");
    let rest =
        MockTransport::new().on(ListConversationMessage::OPERATION).query("PageToken", "PT1").reply(page(1, None));
    assert_eq!(export::export(&rest.client(), CONVERSATION, &state, &mut out).await.expect("the rest"), 1);
    assert_eq!(String::from_utf8(out).expect("JSON"), "{\"index\":0}\n{\"index\":1}\n");
    assert!(!state.exists(), "nothing is left to do");
}

#[tokio::test]
async fn only_conversations_that_are_known_to_be_idle_are_closed() {
    let sid = |number: u32| format!("CH{number:032}");
    let old = "2020-01-01T00:00:00Z";
    let mock = MockTransport::new()
        .on(ListConversation::OPERATION)
        .query("State", "active")
        .records([
            json!({ "sid": sid(1), "date_updated": old }),
            json!({ "sid": sid(2), "date_updated": Timestamp::now() }),
            json!({ "sid": sid(3) }),
            json!({ "sid": sid(4), "date_updated": "last week" }),
        ])
        .on(UpdateConversation::OPERATION)
        .path("ConversationSid", &sid(1))
        .form("State", "closed")
        .reply(json!({}));
    let month = Duration::from_secs(30 * 86_400);
    assert_eq!(close_idle::close_idle(&mock.client(), month).await.expect("closed"), 1);
    mock.assert_done();
}
