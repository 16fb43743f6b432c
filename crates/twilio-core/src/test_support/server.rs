//! A server for tests: HTTP/1.1 on 127.0.0.1, responses as scripted, and every request on record.
//!
//! Requests get the responses in order. What arrived can be read byte for byte: the target is never decoded. A request without a scripted
//! response gets 599, so that no test passes by waiting.
#![cfg_attr(
    not(any(feature = "reqwest", feature = "hyper")),
    allow(dead_code, reason = "without an HTTP client nothing calls a server")
)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::testing::Reply;

/// What the server does with one request.
#[derive(Clone, Debug)]
pub(crate) struct Scripted {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Bytes of the body that are announced and never sent.
    withheld: usize,
    delay: Duration,
}

impl Scripted {
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let scripted = Scripted { status, headers: Vec::new(), body: body.into(), withheld: 0, delay: Duration::ZERO };
        scripted.header("Content-Type", content_type)
    }

    pub(crate) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Scripted::new(status, "application/json", body)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// All of it as HTTP, but for the bytes that it withholds.
    fn message(&self) -> Vec<u8> {
        let mut message = format!("HTTP/1.1 {} Status\r\n", self.status);
        for (name, value) in &self.headers {
            message.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 204 {
            message.push_str(&format!("Content-Length: {}\r\n", self.body.len() + self.withheld));
        }
        message.push_str("\r\n");
        [message.as_bytes(), &self.body].concat()
    }

    /// Announces more than it sends, then closes.
    pub(crate) fn truncated(mut self) -> Self {
        self.withheld = 10;
        self
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

impl From<Scripted> for Reply {
    fn from(scripted: Scripted) -> Self {
        let headers = scripted.headers.iter();
        let reply = headers
            .fold(Reply::text(scripted.status, &scripted.body), |reply, (name, value)| reply.header(name, value));
        let reply = reply.delay(scripted.delay);
        if scripted.withheld > 0 { reply.broken() } else { reply }
    }
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Arrived {
    /// Every value of a header, so that a second one can't hide.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }
}

#[derive(Default)]
struct State {
    script: VecDeque<Scripted>,
    arrived: Vec<Arrived>,
    connections: usize,
}

pub(crate) struct TestServer {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl TestServer {
    pub(crate) async fn start(script: impl IntoIterator<Item = Scripted>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State { script: script.into_iter().collect(), ..State::default() }));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().expect("unpoisoned").connections += 1;
                tokio::spawn(serve(stream, shared.clone()));
            }
        });
        TestServer { port, state }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn push(&self, response: Scripted) {
        self.state.lock().expect("unpoisoned").script.push_back(response);
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.state.lock().expect("unpoisoned").arrived.clone()
    }

    /// How many connections were made.
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn connections(&self) -> usize {
        self.state.lock().expect("unpoisoned").connections
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        let scripted = {
            let mut state = state.lock().expect("unpoisoned");
            state.arrived.push(request);
            state.script.pop_front().unwrap_or_else(|| Scripted::new(599, "text/plain", "no response is scripted"))
        };
        tokio::time::sleep(scripted.delay).await;
        if stream.write_all(&scripted.message()).await.is_err() || scripted.withheld > 0 {
            return;
        }
    }
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Arrived> {
    let head_end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..head_end]).into_owned();
    buffer.drain(..head_end + 4);
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(0);
    while buffer.len() < length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8_lossy(&buffer.drain(..length).collect::<Vec<u8>>()).into_owned();
    Some(Arrived { method, target, headers, body })
}
