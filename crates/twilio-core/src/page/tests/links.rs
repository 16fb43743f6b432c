//! Which links are followed, and what travels with them.

use super::{drain, linked, list, names, page, path};
use crate::client::ProductBuilder;
use crate::error::ErrorKind;
use crate::page::next_link::target;
use crate::test_support::product::Chat;
use crate::test_support::script::Script;
use crate::testing::{MockTransport, Reply};

fn builder(base_url: &str) -> ProductBuilder<Chat> {
    Chat::builder().base_url(base_url)
}

fn follow(builder: ProductBuilder<Chat>, link: &str) -> Result<String, String> {
    target(&builder.build().expect("client").endpoint, link)
}

#[test]
fn the_same_origin_is_followed_with_default_ports_normalised() {
    for (base, link) in [
        ("https://chat.twilio.com", "https://chat.twilio.com/v2/Users?Page=1"),
        ("https://chat.twilio.com", "https://chat.twilio.com:443/v2/Users?Page=1"),
        ("https://chat.twilio.com:443", "https://CHAT.twilio.com/v2/Users?Page=1#x"),
        ("https://chat.twilio.com", "/v2/Users?Page=1"),
        ("https://chat.twilio.com", "//chat.twilio.com/v2/Users?Page=1"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v2/Users?Page=1"),
        ("http://localhost", "http://localhost:80/v2/Users?Page=1"),
    ] {
        assert_eq!(follow(builder(base), link).as_deref(), Ok("/v2/Users?Page=1"), "{base} {link}");
    }
}

#[test]
fn edge_and_region_are_put_into_links_before_they_are_compared() {
    let both = || Chat::builder().edge("sydney").region("au1");
    for link in [
        "https://chat.twilio.com/v2/U",
        "https://chat.ie1.twilio.com/v2/U",
        "https://chat.dublin.ie1.twilio.com/v2/U",
        "https://ip-messaging.twilio.com/v2/U",
    ] {
        assert_eq!(follow(both(), link).as_deref(), Ok("/v2/U"), "{link}");
    }
    // Without a configured region, the link's own stays, and is another place than us1.
    assert!(follow(Chat::builder().edge("sydney"), "https://chat.ie1.twilio.com/v2/U").is_err());
    assert!(follow(Chat::builder(), "https://chat.ie1.twilio.com/v2/U").is_err());
}

#[test]
fn every_cell_of_the_host_table_holds_for_links_too() {
    let hosts = ["chat.twilio.com", "chat.ie1.twilio.com", "chat.dublin.ie1.twilio.com"];
    let rows = [
        (None, None, hosts),
        (None, Some("au1"), ["chat.au1.twilio.com", "chat.au1.twilio.com", "chat.dublin.au1.twilio.com"]),
        (
            Some("sydney"),
            None,
            ["chat.sydney.us1.twilio.com", "chat.sydney.ie1.twilio.com", "chat.sydney.ie1.twilio.com"],
        ),
        (Some("sydney"), Some("au1"), ["chat.sydney.au1.twilio.com"; 3]),
    ];
    for (edge, region, expected) in rows {
        for (host, expected) in hosts.into_iter().zip(expected) {
            // The environment is another source of edge and region: nothing of it may reach this test.
            let chat = builder(&format!("https://{host}"));
            let chat = edge.into_iter().fold(chat, ProductBuilder::edge);
            let chat = region.into_iter().fold(chat, ProductBuilder::region).build().expect("client");
            // The host as the client calls it, and as an answer that knows nothing of the edge writes it.
            for link in [expected, host] {
                let followed = target(&chat.endpoint, &format!("https://{link}/v2/Users?Page=1")).expect(link);
                let called = chat.endpoint.base().uri(&followed).expect("a URI");
                assert_eq!(
                    called.to_string(),
                    format!("https://{expected}/v2/Users?Page=1"),
                    "{edge:?} {region:?} {host}"
                );
            }
        }
    }
}

#[test]
fn a_documented_host_is_put_on_the_configured_base() {
    for base in [
        "http://127.0.0.1:8080",
        "http://127.0.0.1:8080/twilio/",
        "https://ip-messaging.twilio.com",
        "https://proxy.test/a/b",
    ] {
        for host in ["https://chat.twilio.com", "https://ip-messaging.twilio.com:443"] {
            assert_eq!(
                follow(builder(base), &format!("{host}/v2/Users?Page=1")).as_deref(),
                Ok("/v2/Users?Page=1"),
                "{base} {host}"
            );
        }
    }
}

#[test]
fn a_link_never_leaves_the_prefix_of_the_base() {
    let base = || builder("https://proxy.test/twilio");
    for (link, expected) in [
        ("https://proxy.test/twilio/v2/Users?Page=1", "/v2/Users?Page=1"),
        ("https://proxy.test/v2/Users", "/v2/Users"),
        ("https://proxy.test/twilio-other/v2", "/twilio-other/v2"),
        ("/twilio/v2/Users", "/v2/Users"),
    ] {
        let endpoint = base().build().expect("client").endpoint;
        let found = target(&endpoint, link).expect("followed");
        assert_eq!(found, expected, "{link}");
        assert!(endpoint.base().uri(&found).expect("a URI").to_string().starts_with("https://proxy.test/twilio/"));
    }
}

#[test]
fn every_other_origin_is_refused_by_name() {
    for (link, named) in [
        ("https://evil.test/v2/Users", "https://evil.test"),
        ("http://chat.twilio.com/v2/Users", "http://chat.twilio.com"),
        ("https://chat.twilio.com:8443/v2/Users", "https://chat.twilio.com:8443"),
        ("https://api.twilio.com/v2/Users", "https://api.twilio.com"),
        ("https://chat.twilio.com.evil.test/v2", "https://chat.twilio.com.evil.test"),
        ("https://evil.test/https://chat.twilio.com/", "https://evil.test"),
        ("//evil.test/v2", "https://evil.test"),
        ("javascript:alert(1)", "javascript:"),
        ("file:///etc/passwd", "file:"),
    ] {
        let reason = follow(Chat::builder(), link).expect_err(link);
        assert!(
            reason.contains(&format!("leads to {named},")) && reason.contains("https://chat.twilio.com"),
            "{link}: {reason}"
        );
    }
    for link in [
        "https://user:pa55@chat.twilio.com/v2",
        "https://chat.twilio.com@evil.test/v2",
        "v2/Users",
        "?Page=1",
        "https://",
        "::",
        "/\\evil.test/v2",
        "https://chat.twilio.com\\@evil.test/v2",
        "https://chat.twilio.com/v2/\nUsers",
        "https://chat.twilio.com/v2/../Users",
        "https://chat.twilio.com/v2/%2e%2E/Users",
        "https://chat.twilio.com:99999/v2",
        "https://chаt.twilio.com/v2",
    ] {
        let reason = follow(Chat::builder(), link).expect_err(link);
        assert!(!reason.contains("pa55"), "{reason}");
    }
}

#[tokio::test]
async fn a_foreign_link_is_an_error_behind_the_pages_records_and_nothing_is_sent_to_it() {
    let foreign = Script::new([page(2, 2, "null")]);
    let server = Script::new([linked(0, 2, &format!("{}{}?Page=1", foreign.url(), path()))]);
    let mut stream = list(&Chat::over(&server)).stream();
    assert!(stream.try_next().await.expect("u0").is_some() && stream.try_next().await.expect("u1").is_some());
    let error = stream.try_next().await.expect_err("refused");
    assert_eq!((error.kind(), error.operation(), error.was_sent()), (ErrorKind::Paging, Some("ListUser"), false));
    assert!(error.to_string().contains(&foreign.url()), "{error}");
    assert!(stream.next().await.is_none());
    assert!(foreign.arrived().is_empty());
}

#[tokio::test]
async fn a_limit_that_ends_inside_the_page_never_looks_at_its_link() {
    let server = Script::new([linked(0, 2, "https://evil.test/")]);
    assert_eq!(drain(list(&Chat::over(&server)).limit(2)).await.expect("users").len(), 2);
}

#[tokio::test]
async fn a_link_to_twilio_is_followed_on_the_test_server() {
    let server = Script::new([]);
    server.push(linked(0, 1, &format!("https://chat.twilio.com{}?Page=1", path())));
    server.push(linked(1, 1, &format!("https://ip-messaging.twilio.com{}?Page=2", path())));
    server.push(linked(2, 1, ""));
    let chat = Chat::scripted(&server).base_url(format!("{}/prefix", server.url())).build().expect("client");
    assert_eq!(names(&drain(list(&chat)).await.expect("users")), ["u0", "u1", "u2"]);
    let expected = |query: &str| format!("/prefix{}?{query}", path());
    assert_eq!(server.targets(), [expected("PageSize=100"), expected("Page=1"), expected("Page=2")]);
}

#[tokio::test]
async fn a_visited_link_is_an_error_and_never_a_silent_end() {
    for next in ["?Page=1", "?PageSize=100"] {
        let server = Script::new([]);
        server.push(linked(0, 1, &format!("{}{}?Page=1", server.url(), path())));
        server.push(linked(1, 1, &format!("{}{}{next}", server.url(), path())));
        let mut stream = list(&Chat::over(&server)).stream();
        assert!(stream.try_next().await.expect("u0").is_some() && stream.try_next().await.expect("u1").is_some());
        let error = stream.try_next().await.expect_err("visited");
        assert_eq!((error.kind(), server.arrived().len()), (ErrorKind::Paging, 2));
        assert!(error.to_string().contains("read already"), "{error}");
    }
}

#[tokio::test]
async fn null_absent_and_empty_links_are_the_end() {
    for meta in [
        r#""meta": {"next_page_url": null},"#,
        r#""meta": {"next_page_url": ""},"#,
        r#""meta": {},"#,
        "",
        r#""next_page_uri": null,"#,
    ] {
        let body = format!(r#"{{{meta} "users": [{{"identity": "u0"}}]}}"#);
        let server = Script::new([crate::test_support::server::Scripted::json(200, body)]);
        assert_eq!(drain(list(&Chat::over(&server))).await.expect("users").len(), 1, "{meta}");
    }
}

#[tokio::test]
async fn the_older_products_root_relative_link_is_followed() {
    let server = Script::new([]);
    let body = format!(r#"{{"users": [{{"identity": "u0"}}], "next_page_uri": "{}?Page=1"}}"#, path());
    server.push(crate::test_support::server::Scripted::json(200, body));
    server.push(page(1, 1, "null"));
    assert_eq!(names(&drain(list(&Chat::over(&server))).await.expect("users")), ["u0", "u1"]);
}

#[tokio::test]
async fn edge_and_region_stand_in_the_host_of_every_request_those_of_next_pages_included() {
    let page = |next: &str| Reply::text(200, format!(r#"{{"users": [], "meta": {{"next_page_url": {next}}}}}"#));
    // An answer may know nothing of the edge, or all of it.
    let link = |host: &str, page: u32| format!("\"https://{host}{}?Page={page}\"", path());
    let links = [link("chat.twilio.com", 1), link("chat.sydney.au1.twilio.com", 2), "null".to_owned()];
    let mock = MockTransport::new().on_any().replies(links.iter().map(|link| page(link)));
    let chat = mock.client_with::<Chat>(|builder| builder.edge("sydney").region("au1")).expect("chat");
    assert!(drain(list(&chat)).await.expect("users").is_empty());
    let urls: Vec<String> = mock.requests().into_iter().map(|sent| sent.uri().to_string()).collect();
    assert_eq!(urls.len(), 3);
    assert!(urls.iter().all(|url| url.starts_with("https://chat.sydney.au1.twilio.com/")), "{urls:?}");
}

#[tokio::test]
async fn every_header_parameter_travels_with_every_page() {
    let server = Script::new([]);
    server.push(linked(0, 1, &format!("{}{}?Page=1", server.url(), path())));
    server.push(page(1, 1, "null"));
    let users =
        list(&Chat::over(&server)).authorization("Bearer of-the-call").flex_metadata("m1").with_header("X-Trace", "t1");
    assert_eq!(drain(users).await.expect("users").len(), 2);
    for request in server.arrived() {
        assert_eq!(request.header("authorization"), ["Bearer of-the-call"]);
        assert_eq!((request.header("flex-metadata"), request.header("x-trace")), (vec!["m1"], vec!["t1"]));
    }
}

proptest::proptest! {
    #[test]
    fn whatever_a_link_says_what_is_called_is_the_configured_base(
        link in r"(https?:)?(//)?([a-z@:]{0,4})(chat\.twilio\.com|proxy\.test|evil\.test)?[:/\\@.?#%2eE\t ]{0,4}(twilio|v2|\.\.|%2e%2e|[a-z|^ ]{0,3})?[/\\?].{0,8}",
    ) {
        use std::sync::LazyLock;
        static CHAT: LazyLock<Chat> = LazyLock::new(|| builder("https://proxy.test/twilio").build().expect("client"));
        if let Ok(followed) = target(&CHAT.endpoint, &link) {
            let url = CHAT.endpoint.base().uri(&followed).map(|uri| uri.to_string());
            let stays = url.as_deref().is_some_and(|url| url.starts_with("https://proxy.test/twilio/"));
            proptest::prop_assert!(stays, "{link:?} {followed:?} {url:?}");
        }
    }
}
