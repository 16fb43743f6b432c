//! Connections that fail or are slow, before and after a request was sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{Settings, call, over_each_adapter};
use crate::error::ErrorKind;
use crate::test_support::product::SERVICE;

over_each_adapter! {
    #[tokio::test]
    async fn a_connection_that_closes_without_an_answer_may_have_been_sent_the_request(adapter: Adapter) {
        for answer in [b"".as_slice(), b"HTTP/1.1 2", b"SMTP ready\r\n\r\n"] {
            let error = call(adapter, "http", answer, false).await;
            assert_eq!((error.kind(), error.was_sent(), error.is_retryable()), (ErrorKind::Transport, true, false));
        }
    }

    #[tokio::test]
    async fn an_answer_that_never_ends_is_a_timeout(adapter: Adapter) {
        let error = call(adapter, "http", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", true).await;
        assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Timeout, true, true));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    }

    #[tokio::test]
    async fn a_post_that_a_kept_connection_took_before_it_closed_is_not_sent_again(adapter: Adapter) {
        let (url, arrived) = closes_with(2).await;
        let settings = Settings::default();
        let chat = adapter.chat(settings).retry(crate::Backoff::new()).base_url(url).build().expect("client");
        chat.service(SERVICE).user("a").update().send().await.expect("a response");
        let error = chat.service(SERVICE).user("a").update().send().await.expect_err("closed");
        assert_eq!((error.kind(), error.was_sent(), error.attempts()), (ErrorKind::Transport, true, 1));
        assert_eq!(arrived.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_kept_connection_that_the_server_has_closed_is_not_used(adapter: Adapter) {
        let (url, arrived) = closes_with(1).await;
        let chat = adapter.chat(Settings::default()).base_url(url).build().expect("client");
        for _ in 0..3 {
            chat.service(SERVICE).user("a").update().send().await.expect("a response");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(arrived.load(Ordering::SeqCst), 3);
    }
}

const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

/// A server that responds to the first request of a connection and closes it with the one of this number, without a header that says so; and how
/// many requests arrived.
async fn closes_with(last: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let arrived = Arc::new(AtomicUsize::new(0));
    let counted = arrived.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            for number in 1..=last {
                // A request of a few hundred bytes, which arrives in one piece.
                if !stream.read(&mut [0; 4096]).await.is_ok_and(|count| count > 0) {
                    break;
                }
                counted.fetch_add(1, Ordering::SeqCst);
                if number == 1 {
                    stream.write_all(RESPONSE).await.expect("the client reads");
                }
            }
        }
    });
    (url, arrived)
}
