//! Walks to the users of a chat service and to the channels of one of them, and makes every call that stands there.
//!
//! Runs by itself, against a server that it starts in this process: `cargo run -p twilio-chat-v2 --example walk`. It prints
//! each request as the server saw it, and fails when one is not what it should be.

#![allow(clippy::print_stdout, reason = "an example says what it does")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use twilio_chat_v2::user_channel::UserChannelNotificationLevel;
use twilio_chat_v2::{Client, Credentials};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
#[tokio::main]
async fn main() -> Outcome {
    let server = Server::start()?;
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "auth token");
    let chat = Client::builder().credentials(credentials).base_url(&server.base).build()?;
    let service = chat.service(SERVICE);
    let root = format!("/v2/Services/{SERVICE}/Users");

    // Users: create, fetch, update, list, delete.
    let created = service.users().create("alice").friendly_name("Alice & Bob").send().await?;
    sent(&server, &format!("POST {root} Identity=alice&FriendlyName=Alice%20%26%20Bob"))?;
    same(Some("alice"), created.identity.as_deref())?;

    let alice = service.user("alice");
    alice.fetch().send().await?;
    sent(&server, &format!("GET {root}/alice"))?;
    alice.update().attributes("{}").send().await?;
    sent(&server, &format!("POST {root}/alice Attributes=%7B%7D"))?;

    // Three pages of two; the limit of five ends inside the last one.
    let mut users = service.users().list().page_size(2).limit(5).stream();
    let mut names = Vec::new();
    while let Some(user) = users.try_next().await? {
        names.extend(user.identity);
    }
    same(vec!["record 0", "record 1", "record 2", "record 3", "record 4"], names.iter().map(String::as_str).collect())?;
    for page in ["", "&Page=1", "&Page=2"] {
        sent(&server, &format!("GET {root}?PageSize=2{page}"))?;
    }

    // Channels of the user: fetch, update, list, delete.
    let general = alice.channel("a b/ç");
    let membership = general.fetch().send().await?;
    sent(&server, &format!("GET {root}/alice/Channels/a%20b%2F%C3%A7"))?;
    same(Some(UserChannelNotificationLevel::Muted), membership.notification_level.clone())?;
    general.update().notification_level(UserChannelNotificationLevel::Default).send().await?;
    sent(&server, &format!("POST {root}/alice/Channels/a%20b%2F%C3%A7 NotificationLevel=default"))?;

    let mut channels = alice.channels().list().page_size(2).limit(5).stream();
    let mut count = 0;
    while channels.try_next().await?.is_some() {
        count += 1;
    }
    same(5, count)?;
    for page in ["", "&Page=1", "&Page=2"] {
        sent(&server, &format!("GET {root}/alice/Channels?PageSize=2{page}"))?;
    }
    general.delete().send().await?;
    sent(&server, &format!("DELETE {root}/alice/Channels/a%20b%2F%C3%A7"))?;
    alice.delete().send().await?;
    sent(&server, &format!("DELETE {root}/alice"))?;

    // What would lead elsewhere is refused before anything is sent.
    let refused = service.user("..").delete().send().await.err().ok_or("`..` is no identity")?;
    println!("{refused}");
    same(true, server.arrived.try_recv().is_err())
}

/// What the server says to a request.
fn answer(base: &str, method: &str, target: &str) -> (u16, String) {
    let path = target.split('?').next().unwrap_or_default();
    match (method, path) {
        ("DELETE", _) => (204, String::new()),
        ("GET", path) if path.ends_with("/Users") => (200, page(base, target, "users", "identity")),
        ("GET", path) if path.ends_with("/Channels") => (200, page(base, target, "channels", "channel_sid")),
        (_, path) if path.contains("/Channels/") => (200, "{\"notification_level\":\"muted\"}".to_owned()),
        ("POST", path) if path.ends_with("/Users") => (201, "{\"identity\":\"alice\"}".to_owned()),
        _ => (200, "{\"identity\":\"alice\"}".to_owned()),
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
