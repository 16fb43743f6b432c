//! A server on 127.0.0.1 in a process of its own, so that its work is not counted as the client's.
//!
//! In: the bench's own program, started again with `serve`. Out: a port. Invariant: it ends when its standard input does,
//! so that it never outlives the bench.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use serde_json::Value;

use crate::documents::{CHANNELS_PATH, USERS_PATH, channel, page, records, user};

type Failure = Box<dyn std::error::Error>;

/// How many pages each list has: 20,000 records.
pub const PAGES: u64 = 200;

/// The server's process.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:port`.
    pub base: String,
}

impl Server {
    /// Starts this program again as a server.
    pub fn start() -> Result<Server, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut port = String::new();
        let out = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(out).read_line(&mut port)?;
        Ok(Server { child, base: format!("http://127.0.0.1:{}", port.trim()) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Serves until standard input ends.
pub fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = format!("http://{}", listener.local_addr()?);
    crate::harness::line(&listener.local_addr()?.port().to_string());
    let answers = Arc::new(Answers { base, users: both(user), channels: both(channel), user: user(1).to_string() });
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = answers.clone();
            std::thread::spawn(move || {
                crate::harness::keep_to_core(0);
                connection(stream, &answers)
            });
        }
    });
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

struct Answers {
    base: String,
    users: [String; 2],
    channels: [String; 2],
    user: String,
}

/// The records of two different pages, which alternate: a client may stop at a page that repeats the one before.
fn both(record: fn(u64) -> Value) -> [String; 2] {
    [records(0, record), records(1, record)]
}

fn page_of(pages: &[String; 2], number: u64) -> &str {
    if number.is_multiple_of(2) { &pages[0] } else { &pages[1] }
}

impl Answers {
    fn body(&self, target: &str) -> String {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let number = query.split('&').find_map(|pair| pair.strip_prefix("Page=")?.parse().ok()).unwrap_or(0);
        let token = format!("{:032x}", number + 1);
        let next = (number + 1 < PAGES)
            .then(|| format!("{}{path}?PageSize=100&Page={}&PageToken=PT{token}", self.base, number + 1));
        match path {
            USERS_PATH => page("users", USERS_PATH, number, next.as_deref(), page_of(&self.users, number)),
            CHANNELS_PATH => page("channels", CHANNELS_PATH, number, next.as_deref(), page_of(&self.channels, number)),
            _ => self.user.clone(),
        }
    }
}

/// Requests without a body, one after another.
fn connection(mut stream: TcpStream, answers: &Answers) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut buffer, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            match stream.read(&mut chunk)? {
                0 => return Ok(()),
                count => buffer.extend_from_slice(&chunk[..count]),
            }
        };
        let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
        buffer.drain(..end + 4);
        let body = answers.body(head.split(' ').nth(1).unwrap_or_default());
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTwilio-Request-Id: RQ0123456789abcdef0123456789abcdef\r\n\
             Twilio-Concurrent-Requests: 1\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        answer.push_str(&body);
        stream.write_all(answer.as_bytes())?;
    }
}
