//! The example of each product crate is a test of an application without a network: it passes, fast, without an HTTP client, and fails with a
//! list of its rules when an input changes.

use std::process::Command;
use std::time::{Duration, Instant};

#[allow(dead_code, reason = "its main function is run by cargo, below")]
#[path = "../../crates/chat-v2/examples/mock.rs"]
mod chat;
#[allow(dead_code, reason = "its main function is run by cargo, below")]
#[path = "../../crates/conversations-v1/examples/mock.rs"]
mod conversations;
#[allow(dead_code, reason = "its main function is run by cargo, below")]
#[path = "../../crates/flex-v1/examples/mock.rs"]
mod flex;

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
