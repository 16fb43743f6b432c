//! Servers that send too much, too slowly, or without an end: each call ends with an error that names the bound, in bounded time and memory.
//!
//! One test, so that no other one in the process moves the peak of the memory.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use twilio_chat_v2::{Client, Credentials, Error, ErrorKind};
use twilio_core::Backoff;

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
/// What a call may take over the idle client.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;
/// What a call may take on a busy machine. The client's own limits are far below.
const MOST_TIME: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Hostile {
    EndlessLinks,
    TheSamePage,
    EmptyRecords,
    LongString,
    Levels(usize),
    SlowBytes,
    LargeHeaders,
    InterimResponses,
    Redirects,
    CompressedBody,
}

/// A server that treats each connection in this way. It keeps nothing, so that the memory measured is the client's.
async fn start(hostile: Hostile) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let base = url.clone();
    tokio::spawn(async move {
        let mut number = 0_u64;
        while let Ok((stream, _)) = listener.accept().await {
            number += 1;
            let base = base.clone();
            tokio::spawn(async move {
                // The client hangs up as soon as it has seen enough.
                let _ = serve(stream, hostile, &base, number).await;
            });
        }
    });
    url
}

async fn serve(mut stream: TcpStream, hostile: Hostile, base: &str, number: u64) -> std::io::Result<()> {
    let mut head = [0; 4096];
    let mut served = 0_u64;
    while stream.read(&mut head).await? > 0 {
        served += 1;
        let page = |link: String| {
            format!(
                r#"{{"users": [], "meta": {{"key": "users", "next_page_url": "{base}/v2/Services/{SERVICE}/Users?Page={link}"}}}}"#
            )
        };
        match hostile {
            Hostile::EndlessLinks => whole(&mut stream, &page(format!("{number}-{served}"))).await?,
            Hostile::TheSamePage => whole(&mut stream, &page("1".to_owned())).await?,
            Hostile::Levels(levels) => {
                let (open, close) = ("[".repeat(levels - 1), "]".repeat(levels - 1));
                whole(&mut stream, &format!(r#"{{"unknown": {open}{close}}}"#)).await?;
            }
            Hostile::EmptyRecords => {
                begin(&mut stream, "").await?;
                stream.write_all(br#"{"users": ["#).await?;
                repeat(&mut stream, b"{},", 700_000).await?;
                stream.write_all(b"{}]}").await?;
                return stream.shutdown().await;
            }
            Hostile::LongString => {
                begin(&mut stream, "").await?;
                stream.write_all(br#"{"identity": ""#).await?;
                repeat(&mut stream, b"x", 100 * 1024 * 1024).await?;
                stream.write_all(br#""}"#).await?;
                return stream.shutdown().await;
            }
            Hostile::SlowBytes => {
                begin(&mut stream, "").await?;
                loop {
                    stream.write_all(b" ").await?;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
            Hostile::LargeHeaders => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nX-Large: ").await?;
                repeat(&mut stream, b"x", 1024 * 1024).await?;
                stream.write_all(b"\r\nContent-Length: 2\r\n\r\n{}").await?;
            }
            Hostile::InterimResponses => loop {
                stream.write_all(b"HTTP/1.1 102 Processing\r\n\r\n").await?;
                tokio::task::yield_now().await;
            },
            Hostile::Redirects => {
                let location = format!(
                    "HTTP/1.1 302 Found\r\nLocation: {base}/elsewhere/{served}?token=s3cr3t\r\nContent-Length: 0\r\n\r\n"
                );
                stream.write_all(location.as_bytes()).await?;
            }
            Hostile::CompressedBody => {
                begin(&mut stream, "Content-Encoding: gzip\r\n").await?;
                stream.write_all(&[0x1f, 0x8b, 8, 0]).await?;
                return stream.shutdown().await;
            }
        }
    }
    Ok(())
}

async fn whole(stream: &mut TcpStream, body: &str) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await
}

/// A head whose body ends with the connection.
async fn begin(stream: &mut TcpStream, headers: &str) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await
}

async fn repeat(stream: &mut TcpStream, part: &[u8], times: usize) -> std::io::Result<()> {
    let block = part.repeat(4096);
    for _ in 0..times / 4096 {
        stream.write_all(&block).await?;
    }
    stream.write_all(&part.repeat(times % 4096)).await
}

fn client(url: &str) -> Client {
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    let builder = Client::builder().credentials(credentials).base_url(url).timeout(Duration::from_secs(20));
    builder.retry(Backoff::new().max_attempts(1)).build().expect("client")
}

/// One call; the lists to their end.
async fn call(url: &str, hostile: Hostile) -> Result<(), Error> {
    let service = client(url).service(SERVICE);
    match hostile {
        Hostile::EndlessLinks | Hostile::TheSamePage | Hostile::EmptyRecords => {
            let mut users = service.users().list().stream();
            while users.try_next().await?.is_some() {}
            Ok(())
        }
        Hostile::SlowBytes | Hostile::InterimResponses => {
            service.user("alice").fetch().with_timeout(Duration::from_secs(2)).send().await.map(drop)
        }
        _ => service.user("alice").fetch().send().await.map(drop),
    }
}

/// The most memory that was resident since the last `forget_peak`, in bytes; `None` where the system doesn't tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_hostile_server_meets_a_bound_that_the_error_names() {
    let cases = [
        (Hostile::EndlessLinks, ErrorKind::Paging, "50 pages in a row brought nothing new"),
        (Hostile::TheSamePage, ErrorKind::Paging, "leads to a page that was read already"),
        (Hostile::EmptyRecords, ErrorKind::Decode, "at most 10000 records in a page"),
        (Hostile::LongString, ErrorKind::Decode, "the body is longer than 41943040 bytes"),
        (Hostile::Levels(129), ErrorKind::Decode, "at most 128 values within each other"),
        (Hostile::SlowBytes, ErrorKind::Timeout, "the time limit is 2s"),
        (Hostile::LargeHeaders, ErrorKind::Transport, "the headers are larger than"),
        (Hostile::InterimResponses, ErrorKind::Timeout, "the time limit is 2s"),
        (Hostile::Redirects, ErrorKind::Api, "redirects are not followed; this one leads to http://127.0.0.1"),
        (Hostile::CompressedBody, ErrorKind::Decode, "the body is compressed"),
    ];
    for (hostile, kind, bound) in cases {
        let url = start(hostile).await;
        forget_peak();
        let (before, begun) = (peak(), Instant::now());
        let ended = tokio::time::timeout(MOST_TIME, call(&url, hostile)).await;
        let error = ended.unwrap_or_else(|_| panic!("{hostile:?} has no end")).expect_err(&format!("{hostile:?}"));
        assert_eq!(error.kind(), kind, "{hostile:?}: {error}");
        assert!(error.to_string().contains(bound) && !error.to_string().contains("s3cr3t"), "{hostile:?}: {error}");
        if let (Some(before), Some(after)) = (before, peak()) {
            let used = after.saturating_sub(before);
            println!("{hostile:?}: {:.1} MB, {:.1} s", used as f64 / 1e6, begun.elapsed().as_secs_f64());
            assert!(used < MOST_MEMORY, "{hostile:?} took {used} bytes");
        }
    }
    call(&start(Hostile::Levels(128)).await, Hostile::Levels(128)).await.expect("128 levels are within the bound");
}
