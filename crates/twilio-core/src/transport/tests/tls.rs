//! Connections that fail before or during the TLS handshake. Handshakes that succeed are in `tests/tests/tls.rs`, which has a server for them.

use std::time::Duration;

use super::{Settings, call, fetch, over_each_adapter};
use crate::error::ErrorKind;
use crate::test_support::product::SERVICE;
use crate::test_support::server::TestServer;
use crate::transport::Proxy;

over_each_adapter! {
    #[tokio::test]
    async fn a_connection_that_takes_too_long_is_a_timeout_and_nothing_was_sent(adapter: Adapter) {
        // Accepted, and then silent where TLS should begin.
        let error = call(adapter, "https", b"", true).await;
        assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, true, false));
        assert!(error.to_string().contains("nothing was sent"), "{error}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_may_take_ten_seconds_by_default(adapter: Adapter) {
        // Nobody accepts: TCP connects, and TLS waits. The clock runs on whenever nothing else does.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let begun = tokio::time::Instant::now();
        let error = fetch(adapter.chat(Settings::default()).base_url(format!("https://{address}"))).send().await.expect_err("no TLS");
        let took = begun.elapsed();
        assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, true, false));
        assert!(Duration::from_secs(10) <= took && took < Duration::from_secs(11), "{took:?}");
    }

    #[tokio::test]
    async fn a_post_that_found_no_host_no_port_or_no_tls_was_not_sent_and_may_be_made_again(adapter: Adapter) {
        // Taken, and nobody listens.
        let silent = tokio::net::TcpSocket::new_v4().expect("a socket");
        silent.bind(([127, 0, 0, 1], 0).into()).expect("a port");
        let silent_url = format!("http://{}", silent.local_addr().expect("an address"));
        let plain = TestServer::start([]).await;
        for base in ["http://api.invalid".to_owned(), silent_url, plain.url().replace("http:", "https:")] {
            let settings = Settings { proxy: Some(Proxy::none()), ..Settings::default() };
            let chat = adapter.chat(settings).allow_plain_http().base_url(&base).build().expect("client");
            let error = chat.service(SERVICE).user("a").update().send().await.expect_err("no connection");
            assert_eq!((error.kind(), error.was_sent(), error.is_retryable()), (ErrorKind::Connect, false, true), "{base}");
        }
        assert!(plain.arrived().is_empty());
    }

    #[tokio::test]
    async fn a_server_that_speaks_no_tls_was_sent_nothing(adapter: Adapter) {
        let error = call(adapter, "https", b"HTTP/1.1 400 Bad Request\r\n\r\n", false).await;
        assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, false, false));
    }
}
