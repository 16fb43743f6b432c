//! The load: 64 connections with one request each in flight, from a core of its own.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use base64::Engine as _;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;
use crate::program::has;

const IN_FLIGHT: u64 = 64;
const CREDENTIALS: &str = "AC00000000000000000000000000000001:emulator-auth-token";

/// What is requested.
#[derive(Clone, Copy)]
pub enum Target {
    Get(&'static str),
    /// A conversation with a name of its own.
    Create,
}

/// Where the load comes from, and for how long.
pub struct Load {
    wrk: bool,
    length: Duration,
}

impl Load {
    pub fn new(length: Duration) -> Result<Load, Failure> {
        Ok(Load { wrk: has("wrk") && has("taskset"), length })
    }

    /// The same without wrk, which makes no request twice.
    pub fn own(&self) -> Load {
        Load { wrk: false, length: self.length }
    }

    pub fn name(&self) -> &'static str {
        if self.wrk { "wrk on another core" } else { "this program" }
    }

    /// Makes requests for the length of a run; gives their number and how long it took.
    pub fn run(&self, address: SocketAddr, target: Target) -> Result<(u64, Duration), Failure> {
        match target {
            Target::Get(path) if self.wrk => self.wrk(address, path),
            _ => own(address, target, self.length, u64::MAX),
        }
    }

    /// Makes so many requests.
    pub fn count(&self, address: SocketAddr, target: Target, requests: u64) -> Result<(), Failure> {
        own(address, target, Duration::from_secs(600), requests).map(drop)
    }

    fn wrk(&self, address: SocketAddr, path: &str) -> Result<(u64, Duration), Failure> {
        let seconds = self.length.as_secs().max(1);
        let output = Command::new("taskset")
            .args(["-c", "1", "wrk", "-t1", &format!("-c{IN_FLIGHT}"), &format!("-d{seconds}s"), "-H"])
            .arg(format!("Authorization: {}", authorization()))
            .arg(format!("http://{address}{path}"))
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        if text.contains("Non-2xx") || text.contains("Socket errors") {
            return Err(text.into());
        }
        let line = text.lines().find(|line| line.contains("requests in")).ok_or("wrk reports no requests")?;
        let mut words = line.split_whitespace();
        let requests = words.next().ok_or("no number")?.parse()?;
        let elapsed: f64 = words.nth(2).ok_or("no time")?.trim_end_matches(['s', ',']).parse()?;
        Ok((requests, Duration::from_secs_f64(elapsed)))
    }
}

fn authorization() -> String {
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(CREDENTIALS))
}

fn own(address: SocketAddr, target: Target, length: Duration, most: u64) -> Result<(u64, Duration), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let begun = Instant::now();
    let (made, next) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    runtime.block_on(async {
        let mut connections = tokio::task::JoinSet::new();
        for _ in 0..IN_FLIGHT {
            let (made, next) = (Arc::clone(&made), Arc::clone(&next));
            connections.spawn(async move {
                let mut stream = TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                let mut buffer = vec![0; 256 * 1024];
                while begun.elapsed() < length && next.fetch_add(1, Ordering::Relaxed) < most {
                    exchange(&mut stream, &mut buffer, address, target).await?;
                    made.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<(), std::io::Error>(())
            });
        }
        while let Some(ended) = connections.join_next().await {
            ended??;
        }
        Ok::<(), Failure>(())
    })?;
    Ok((made.load(Ordering::Relaxed), begun.elapsed()))
}

/// One request and its response, which has to be a success.
async fn exchange(
    stream: &mut TcpStream,
    buffer: &mut [u8],
    address: SocketAddr,
    target: Target,
) -> std::io::Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let authorization = authorization();
    let request = match target {
        Target::Get(path) => {
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\n\r\n")
        }
        Target::Create => {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let body =
                format!("UniqueName=new-{number}&FriendlyName=Order+{number}&Attributes=%7B%22a%22%3A{number}%7D");
            format!(
                "POST /conversations-v1/v1/Conversations HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
        }
    };
    stream.write_all(request.as_bytes()).await?;
    let mut length = 0;
    loop {
        let read = stream.read(&mut buffer[length..]).await?;
        length += read;
        let received = &buffer[..length];
        let end = received.windows(4).position(|part| part == b"\r\n\r\n");
        let whole = end.and_then(|end| {
            let head = std::str::from_utf8(&received[..end]).ok()?;
            let body: usize = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
            Some(end + 4 + body)
        });
        if whole.is_some_and(|whole| length >= whole) {
            return match received.starts_with(b"HTTP/1.1 2") {
                true => Ok(()),
                false => Err(std::io::Error::other(String::from_utf8_lossy(received).into_owned())),
            };
        }
        if read == 0 {
            return Err(std::io::Error::other("the program closed the connection"));
        }
    }
}
