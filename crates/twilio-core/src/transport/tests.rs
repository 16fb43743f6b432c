//! What the connection does, and what an error then says about what was sent.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{BodyEnd, read_body};
use crate::error::{Error, ErrorKind};
use crate::test_product::{Chat, SERVICE};

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
    let builder = Chat::builder().connect_timeout(Duration::from_millis(200)).timeout(Duration::from_millis(600));
    let chat = builder.base_url(format!("{scheme}://{address}")).build().expect("client");
    chat.service(SERVICE).user("a").update().send().await.expect_err("no answer")
}

#[tokio::test]
async fn a_connection_that_takes_too_long_is_a_timeout_and_nothing_was_sent() {
    // Accepted, and then silent where TLS should begin.
    let error = call("https", b"", true).await;
    assert_eq!((error.kind(), error.is_timeout(), error.was_sent()), (ErrorKind::Connect, true, false));
    assert!(error.to_string().contains("nothing was sent"), "{error}");
}

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
    for (length, limit, whole) in [(10, 10, true), (11, 10, false), (100_000, 10, false), (0, 0, true)] {
        let mut response = http::Response::new(vec![b'x'; length]).into();
        let (body, end) = read_body(&mut response, limit).await;
        assert_eq!((body.len(), matches!(end, BodyEnd::Complete)), (length.min(limit), whole));
    }
}

#[test]
fn no_other_file_names_the_http_client() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().contains("/transport") {
                assert!(!std::fs::read_to_string(&path).expect("text").contains("reqwest"), "{}", path.display());
            }
        }
    }
}
