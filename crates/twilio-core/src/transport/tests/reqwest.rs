//! What only reqwest's client has: a client of the caller's, compression, builds without TLS.

use super::fetch;
#[cfg(any(feature = "gzip", feature = "reqwest-013", not(any(feature = "rustls", feature = "native-tls"))))]
use crate::error::ErrorKind;
use crate::test_support::product::Chat;
use crate::test_support::server::{Scripted, TestServer};
use crate::transport::{Proxy, ReqwestTransport};

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
