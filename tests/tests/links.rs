//! Next-page links: credentials go to the configured origin and nowhere else, and no page is lost in silence.

use serde_json::json;
use twilio_chat_v2::{Client, Credentials, ErrorKind};
use twilio_tests::server::{Answer, Server};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

fn client(server: &Server, prefix: &str) -> Client {
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    let base = format!("{}{prefix}", server.base_url());
    Client::builder().credentials(credentials).base_url(base).build().expect("a loopback base is fine")
}

fn page(identities: &[&str], next: Option<String>) -> Answer {
    let users: Vec<_> = identities.iter().map(|identity| json!({ "identity": identity })).collect();
    Answer::json(200, &json!({ "users": users, "meta": { "key": "users", "next_page_url": next } }))
}

#[tokio::test]
async fn a_link_to_a_foreign_host_scheme_or_port_is_refused_before_any_request() {
    let server = Server::start().await;
    let other = Server::start().await;
    other.respond(|_| Some(page(&["mallory"], None)));
    let (host, other_host) = (server.host(), other.host());
    for link in [
        format!("http://{other_host}/v2/Services/{SERVICE}/Users?Page=1"),
        format!("https://{host}/v2/Services/{SERVICE}/Users?Page=1"),
        "https://evil.example/v2/Users?Page=1".to_owned(),
        "https://chat.twilio.com.evil.example/v2/Users?Page=1".to_owned(),
        "https://chat.twilio.com@evil.example/v2/Users?Page=1".to_owned(),
        "http://chat.twilio.com/v2/Users?Page=1".to_owned(),
        "https://chat.twilio.com:8443/v2/Users?Page=1".to_owned(),
        "//evil.example/v2/Users?Page=1".to_owned(),
    ] {
        server.answer([page(&["alice"], Some(link.clone()))]);
        let mut users = client(&server, "").service(SERVICE).users().list().stream();
        assert_eq!(
            users.try_next().await.expect("the first page").and_then(|user| user.identity.clone()).as_deref(),
            Some("alice")
        );
        let error = users.try_next().await.expect_err(&link);
        assert_eq!(error.kind(), ErrorKind::Paging, "{link}: {error}");
        assert!(users.try_next().await.expect("the stream is over").is_none());
        assert_eq!(server.take().len(), 1, "{link}");
    }
    assert!(other.take().is_empty(), "no credential reached a second origin");
}

#[tokio::test]
async fn a_link_to_the_documented_host_is_followed_on_the_configured_base() {
    for documented in ["https://chat.twilio.com", "https://ip-messaging.twilio.com", "https://chat.twilio.com:443"] {
        let server = Server::start().await;
        server.answer([
            page(&["alice"], Some(format!("{documented}/v2/Services/{SERVICE}/Users?PageSize=1&Page=1&PageToken=PAx"))),
            page(&["bob"], None),
        ]);
        let mut users = client(&server, "/proxy").service(SERVICE).users().list().stream();
        let mut seen = Vec::new();
        while let Some(user) = users.try_next().await.expect("both pages") {
            seen.extend(user.identity.clone());
        }
        assert_eq!(seen, ["alice", "bob"]);
        let arrived = server.take();
        assert_eq!(arrived[1].target, format!("/proxy/v2/Services/{SERVICE}/Users?PageSize=1&Page=1&PageToken=PAx"));
        assert_eq!(arrived[1].header("authorization"), arrived[0].header("authorization"));
    }
}

#[tokio::test]
async fn a_link_that_was_visited_is_an_error_and_not_the_end() {
    let server = Server::start().await;
    let link = format!("{}/v2/Services/{SERVICE}/Users?Page=1", server.base_url());
    let again = link.clone();
    server.respond(move |_| Some(page(&["alice"], Some(again.clone()))));
    let mut users = client(&server, "").service(SERVICE).users().list().stream();
    let mut records = 0;
    let error = loop {
        match users.try_next().await {
            Ok(Some(_)) => records += 1,
            Ok(None) => panic!("the end, in silence"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Paging, "{error}");
    assert_eq!(records, 2);
    assert_eq!(server.take().len(), 2);
}
