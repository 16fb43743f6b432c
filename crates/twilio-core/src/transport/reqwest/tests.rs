//! What the connection does, and what an error then says about what was sent.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{ReqwestTransport, ReqwestTransportBuilder, read_body};
use crate::auth::Credentials;
use crate::client::Client;
use crate::client::ProductBuilder;
use crate::error::{Error, ErrorKind};
use crate::test_support::product::{Chat, SERVICE};
use crate::test_support::server::{Scripted, TestServer};
use crate::transport::{Proxy, TransportErrorKind};

/// A client whose transport has these settings.
fn through(change: impl FnOnce(ReqwestTransportBuilder) -> ReqwestTransportBuilder) -> ProductBuilder<Chat> {
    Chat::builder().transport(change(ReqwestTransport::builder()).build().expect("a transport"))
}

fn fetch(builder: ProductBuilder<Chat>) -> crate::test_support::product::FetchUser {
    builder.build().expect("client").service(SERVICE).user("a").fetch()
}

/// What `answer` makes of each connection, called as `scheme`. The listener stays until the call has ended.
async fn call(scheme: &str, answer: &'static [u8], keep_open: bool) -> Error {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(answer).await;
            if keep_open {
                kept.push(stream);
            }
        }
    });
    let builder =
        through(|transport| transport.connect_timeout(Duration::from_millis(200))).timeout(Duration::from_millis(600));
    let chat = builder.base_url(format!("{scheme}://{address}")).build().expect("client");
    chat.service(SERVICE).user("a").update().send().await.expect_err("no answer")
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_connection_that_takes_too_long_is_a_timeout_and_nothing_was_sent() {
    // Accepted, and then silent where TLS should begin.
    let error = call("https", b"", true).await;
    assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, true, false));
    assert!(error.to_string().contains("nothing was sent"), "{error}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test(start_paused = true)]
async fn a_connection_may_take_ten_seconds_by_default() {
    // Nobody accepts: TCP connects, and TLS waits. The clock runs on whenever nothing else does.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let begun = tokio::time::Instant::now();
    let error = fetch(Chat::builder().base_url(format!("https://{address}"))).send().await.expect_err("no TLS");
    let took = begun.elapsed();
    assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, true, false));
    assert!(Duration::from_secs(10) <= took && took < Duration::from_secs(11), "{took:?}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_post_that_found_no_host_no_port_or_no_tls_was_not_sent_and_may_be_made_again() {
    // Taken, and nobody listens.
    let silent = tokio::net::TcpSocket::new_v4().expect("a socket");
    silent.bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let silent_url = format!("http://{}", silent.local_addr().expect("an address"));
    let plain = TestServer::start([]).await;
    for base in ["http://api.invalid".to_owned(), silent_url, plain.url().replace("http:", "https:")] {
        let chat = through(|transport| transport.proxy(Proxy::none())).base_url(&base).build().expect("client");
        let error = chat.service(SERVICE).user("a").update().send().await.expect_err("no connection");
        assert_eq!((error.kind(), error.was_sent(), error.is_retryable()), (ErrorKind::Connect, false, true), "{base}");
    }
    assert!(plain.arrived().is_empty());
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_server_that_speaks_no_tls_was_sent_nothing() {
    let error = call("https", b"HTTP/1.1 400 Bad Request\r\n\r\n", false).await;
    assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, false, false));
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_may_have_been_sent_the_request() {
    for answer in [b"".as_slice(), b"HTTP/1.1 2", b"SMTP ready\r\n\r\n"] {
        let error = call("http", answer, false).await;
        assert_eq!((error.kind(), error.was_sent(), error.is_retryable()), (ErrorKind::Transport, true, false));
    }
}

#[tokio::test]
async fn an_answer_that_never_ends_is_a_timeout() {
    let error = call("http", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", true).await;
    assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Timeout, true, true));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[tokio::test]
async fn a_body_over_the_limit_is_cut() {
    for (length, limit, whole) in
        [(10, 10, true), (11, 10, false), (100_000, 10, false), (0, 0, true), (9, usize::MAX, true)]
    {
        let mut response = http::Response::new(vec![b'x'; length]).into();
        let mut body = Vec::new();
        let end = read_body(&mut response, limit, &mut body).await;
        assert_eq!((body.len(), end.is_ok()), (length.min(limit), whole));
        assert!(end.err().is_none_or(|error| error.kind() == TransportErrorKind::BodyTooLarge));
    }
}

#[tokio::test]
async fn the_largest_body_is_the_users_to_set() {
    let answers = || [Scripted::json(200, r#"{"identity": "a"}"#), Scripted::json(200, r#"{"identity": "ab"}"#)];
    let server = TestServer::start(answers()).await;
    let builder = || Chat::builder().base_url(server.url()).max_body_bytes(17);
    assert!(fetch(builder()).send().await.is_ok());
    let error = fetch(builder()).send().await.expect_err("too long");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("longer than 17 bytes"), "{error}");
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn a_build_without_tls_says_so_before_anything_is_sent() {
    let error = fetch(Chat::builder().base_url("https://127.0.0.1:1")).send().await.expect_err("no TLS");
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Config, false));
    assert!(error.to_string().contains("feature `rustls`"), "{error}");
}

#[tokio::test]
async fn compression_is_asked_for_behind_its_feature_only() {
    let server = TestServer::start([Scripted::json(200, "{}")]).await;
    fetch(Chat::builder().base_url(server.url())).send().await.expect("user");
    let expected: &[&str] = if cfg!(feature = "gzip") { &["gzip"] } else { &[] };
    assert_eq!(server.arrived()[0].header("accept-encoding"), expected);
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compressed_answer_is_read_and_its_limit_counts_what_comes_out() {
    // `{"identity":"` + 4,000 times `a` + `"}`.
    const COMPRESSED: &[u8] = include_bytes!("gzip.bin");
    let answer = || Scripted::json(200, COMPRESSED).header("Content-Encoding", "gzip");
    let server = TestServer::start([answer(), answer()]).await;
    let builder = |limit| Chat::builder().base_url(server.url()).max_body_bytes(limit);
    let user = fetch(builder(5000)).send().await.expect("user");
    assert_eq!(user.identity.as_deref().map(str::len), Some(4000));
    assert_eq!(fetch(builder(1000)).send().await.expect_err("a bomb").kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn calls_go_through_a_proxy_but_never_to_this_machine() {
    let proxy = TestServer::start([Scripted::json(200, "{}")]).await;
    let server = TestServer::start([Scripted::json(200, "{}")]).await;
    let setting = Proxy::new(proxy.url().replace("http://", "http://user:pa55@"));
    let through = || through(|transport| transport.proxy(setting.clone()));
    fetch(through().base_url("http://api.test")).send().await.expect("user");
    let arrived = &proxy.arrived()[0];
    assert_eq!(arrived.target, format!("http://api.test/v2/Services/{SERVICE}/Users/a"));
    assert_eq!(arrived.header("proxy-authorization"), ["Basic dXNlcjpwYTU1"]);
    fetch(through().base_url(server.url())).send().await.expect("user");
    assert_eq!((proxy.arrived().len(), server.arrived().len()), (1, 1));
    assert!(server.arrived()[0].header("proxy-authorization").is_empty());
}

#[tokio::test]
async fn a_host_that_the_proxy_is_not_for_is_called_directly() {
    let proxy = TestServer::start([]).await;
    let setting = Proxy::new(proxy.url()).except("invalid");
    let builder = through(|transport| transport.proxy(setting));
    let error = fetch(builder.base_url("http://api.invalid")).send().await.expect_err("no host");
    assert_eq!((error.kind(), proxy.arrived().len()), (ErrorKind::Connect, 0));
}

#[tokio::test]
async fn clients_of_several_accounts_share_one_pool() {
    let server = TestServer::start([Scripted::json(200, "{}"), Scripted::json(200, "{}")]).await;
    let first = Client::new(Credentials::account("AC1", "one")).expect("client");
    let second = Client::builder().credentials(Credentials::account("AC2", "two")).transport(first.transport());
    for client in [&first, &second.build().expect("client")] {
        fetch(ProductBuilder::new().core(client).base_url(server.url())).send().await.expect("user");
    }
    let signed = server.arrived().iter().map(|request| request.header("authorization").len()).collect::<Vec<_>>();
    assert_eq!(signed, [1, 1]);
    assert_ne!(server.arrived()[0].header("authorization"), server.arrived()[1].header("authorization"));
    assert_eq!(server.connections(), 1);
}

#[cfg(feature = "reqwest-013")]
#[tokio::test]
async fn a_client_that_was_brought_is_used_as_it_is() {
    let server = TestServer::start([Scripted::json(200, "{}")]).await;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    let http = http.default_headers([(http::header::VIA, "mine".parse().expect("a value"))].into_iter().collect());
    fetch(
        Chat::builder().transport(ReqwestTransport::from_client(http.build().expect("client"))).base_url(server.url()),
    )
    .send()
    .await
    .expect("user");
    assert_eq!(server.arrived()[0].header("via"), ["mine"]);
    assert_eq!(server.arrived()[0].header("accept"), ["application/json"]);
}

#[cfg(feature = "reqwest-013")]
#[tokio::test]
async fn a_redirect_that_a_brought_client_follows_is_an_error() {
    let server = TestServer::start([]).await;
    server.push(Scripted::json(307, "").header("Location", &format!("{}/elsewhere", server.url())));
    server.push(Scripted::json(200, "{}"));
    let http = reqwest::Client::builder().no_proxy().build().expect("client");
    let builder = Chat::builder().retry(crate::Backoff::new()).transport(ReqwestTransport::from_client(http));
    let error = fetch(builder.base_url(server.url())).send().await.expect_err("followed");
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Transport, true));
    assert_eq!((error.attempts(), error.is_retryable()), (1, false), "it would only be followed again");
    assert!(format!("{error:?}").contains("follows redirects"), "{error:?}");
}

#[test]
fn debug_of_the_transports_settings_shows_no_secret() {
    let builder = ReqwestTransport::builder().proxy(Proxy::new("http://user:s3cr3t@proxy.test"));
    let text = format!("{builder:?} {:?}", builder.clone().build().expect("a transport"));
    assert!(!text.contains("s3cr3t"), "{text}");
}

#[test]
fn no_other_folder_names_the_http_client() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().contains("/transport/") {
                let text = std::fs::read_to_string(&path).expect("text");
                // Comments, attributes and messages may name the feature.
                let code = |line: &str| !line.trim_start().starts_with(['/', '#', '"']);
                assert!(!text.lines().any(|line| code(line) && line.contains("reqwest")), "{}", path.display());
            }
        }
    }
}
