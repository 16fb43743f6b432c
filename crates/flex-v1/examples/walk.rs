//! Walks to the chat channels of Flex and makes every call that stands there.
//!
//! Runs by itself, against a server that it starts in this process: `cargo run -p twilio-flex-v1 --example walk`. It prints
//! each request as the server saw it, and fails when one is not what it should be.

#![allow(clippy::print_stdout, reason = "an example says what it does")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use twilio_flex_v1::channel::CreateChannelRequired;
use twilio_flex_v1::{Client, Credentials};

const CHANNEL: &str = "CH0123456789abcdef0123456789abcdef";
#[tokio::main]
async fn main() -> Outcome {
    let server = Server::start()?;
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "auth token");
    let flex = Client::builder().credentials(credentials).base_url(&server.base).build()?;

    // Four inputs are required: more than three come as a struct, so that none is taken for another.
    let required = CreateChannelRequired {
        flex_flow_sid: "FO0123456789abcdef0123456789abcdef".parse()?,
        identity: "alice".to_owned(),
        chat_user_friendly_name: "Alice".to_owned(),
        chat_friendly_name: "A question".to_owned(),
    };
    let created = flex.channels().create(required).target("web").send().await?;
    sent(
        &server,
        "POST /v1/Channels FlexFlowSid=FO0123456789abcdef0123456789abcdef&Identity=alice&ChatUserFriendlyName=Alice\
         &ChatFriendlyName=A%20question&Target=web",
    )?;

    // The identifier that an answer holds leads on, without being looked at.
    let channel = flex.channel(&created.sid);
    let fetched = channel.fetch().send().await?;
    sent(&server, &format!("GET /v1/Channels/{CHANNEL}"))?;
    same(created.sid.clone(), fetched.sid.clone())?;

    // Three pages of two; the limit of five ends inside the last one.
    let mut channels = flex.channels().list().page_size(2).limit(5).stream();
    let mut urls = Vec::new();
    while let Some(channel) = channels.try_next().await? {
        urls.extend(channel.url);
    }
    same(vec!["record 0", "record 1", "record 2", "record 3", "record 4"], urls.iter().map(String::as_str).collect())?;
    for page in ["", "&Page=1", "&Page=2"] {
        sent(&server, &format!("GET /v1/Channels?PageSize=2{page}"))?;
    }

    channel.delete().send().await?;
    sent(&server, &format!("DELETE /v1/Channels/{CHANNEL}"))?;

    // A SID of another kind is refused before anything is sent.
    let refused = flex.channel("US0123456789abcdef0123456789abcdef").delete().send().await.err();
    println!("{}", refused.ok_or("a user is no channel")?);
    same(true, server.arrived.try_recv().is_err())
}

/// What the server says to a request.
fn answer(base: &str, method: &str, target: &str) -> (u16, String) {
    let path = target.split('?').next().unwrap_or_default();
    match (method, path) {
        ("DELETE", _) => (204, String::new()),
        ("GET", "/v1/Channels") => (200, page(base, target, "flex_chat_channels", "url")),
        _ => (if method == "POST" { 201 } else { 200 }, format!("{{\"sid\":\"{CHANNEL}\"}}")),
    }
}

/// What the program leaves in: `Err` says what was expected and what came instead.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Prints what arrived if it is what should have.
fn sent(server: &Server, expected: &str) -> Outcome {
    let arrived = server.arrived.recv_timeout(Duration::from_secs(5))?;
    if arrived != expected {
        return Err(format!("expected {expected:?}, arrived {arrived:?}").into());
    }
    println!("{arrived}");
    Ok(())
}

/// Two values that have to be equal.
fn same<T: PartialEq + std::fmt::Debug>(expected: T, found: T) -> Outcome {
    if expected == found { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}").into()) }
}

/// Three pages of two records.
fn page(base: &str, target: &str, key: &str, field: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let number: u32 = query.split('&').find_map(|pair| pair.strip_prefix("Page=")?.parse().ok()).unwrap_or(0);
    let next = match number {
        0 | 1 => format!("\"{base}{path}?PageSize=2&Page={}\"", number + 1),
        _ => "null".to_owned(),
    };
    let records = [2 * number, 2 * number + 1].map(|record| format!("{{\"{field}\":\"record {record}\"}}")).join(",");
    format!("{{\"{key}\":[{records}],\"meta\":{{\"key\":\"{key}\",\"page\":{number},\"next_page_url\":{next}}}}}")
}

/// A server in this process, as small as an example allows; it tells what arrives.
struct Server {
    base: String,
    arrived: mpsc::Receiver<String>,
}

impl Server {
    fn start() -> std::io::Result<Server> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let base = format!("http://{}", listener.local_addr()?);
        let (tell, arrived) = mpsc::channel();
        let own = base.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tell, base) = (tell.clone(), own.clone());
                // A connection that breaks shows as a request that is missing.
                thread::spawn(move || _ = serve(&stream, &base, &tell));
            }
        });
        Ok(Server { base, arrived })
    }
}

fn serve(mut stream: &TcpStream, base: &str, tell: &mpsc::Sender<String>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let length = head
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body)?;
        let request = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1");
        let (method, target) = request.split_once(' ').unwrap_or_default();
        _ = tell.send(format!("{request} {}", String::from_utf8_lossy(&body)).trim_end().to_owned());
        let (status, answer) = answer(base, method, target);
        let length = if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", answer.len()) };
        write!(stream, "HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\n{length}\r\n{answer}")?;
    }
}
