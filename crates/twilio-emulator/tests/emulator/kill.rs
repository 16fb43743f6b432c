//! The program is killed in the middle of writes: what it acknowledged is there afterwards, and nothing is half there.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use twilio_emulator::Emulator;

/// How often it is killed; the fifty by `EMULATOR_KILLS=50`.
fn kills() -> usize {
    std::env::var("EMULATOR_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

/// Starts the program on a free port, and reads its address from what it prints.
fn start(data: &Path) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_twilio-emulator"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let page = out.lines().map(Result::unwrap).find(|line| line.starts_with("page")).unwrap();
    let address = page.rsplit("http://").next().unwrap().trim_end_matches('/').to_owned();
    (child, address)
}

async fn send(address: &str, authorization: &str, line: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let request = format!(
        "{line} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {authorization}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await.ok()?;
    response.split_once("\r\n\r\n").map(|(head, body)| format!("{}\n{body}", &head[9..12]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.redb");
    let authorization = crate::api::authorization(&Emulator::new());
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..kills() {
        let (mut child, address) = start(&data);
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (address, authorization) = (address.clone(), authorization.clone());
                tokio::spawn(async move {
                    let mut kept = Vec::new();
                    for number in 0.. {
                        let name = format!("r{round}-w{writer}-{number}");
                        let body = format!("UniqueName={name}&Participant=%7B%22identity%22%3A%22{name}%22%7D");
                        let line = "POST /conversations-v1/v1/ConversationWithParticipants";
                        match send(&address, &authorization, line, &body).await {
                            Some(response) if response.starts_with("202") => kept.push(name),
                            _ => break,
                        }
                    }
                    kept
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(300)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
    }
    assert!(acknowledged.len() > kills(), "{} writes", acknowledged.len());
    let (mut child, address) = start(&data);
    for name in &acknowledged {
        let path = format!("GET /conversations-v1/v1/Conversations/{name}/Participants/{name}");
        let response = send(&address, &authorization, &path, "").await.unwrap();
        assert!(response.starts_with("200"), "{name} is lost: {response}");
    }
    // A conversation that was not acknowledged is there with its participant, or not at all.
    let mut next = Some("/conversations-v1/v1/Conversations?PageSize=100".to_owned());
    while let Some(path) = next {
        let page = send(&address, &authorization, &format!("GET {path}"), "").await.unwrap();
        let page: serde_json::Value = serde_json::from_str(page.split_once('\n').unwrap().1).unwrap();
        for talk in page["conversations"].as_array().unwrap() {
            let name = talk["unique_name"].as_str().unwrap();
            let path = format!("GET /conversations-v1/v1/Conversations/{name}/Participants/{name}");
            assert!(
                send(&address, &authorization, &path, "").await.unwrap().starts_with("200"),
                "{name} is half there"
            );
        }
        next = page["meta"]["next_page_url"].as_str().map(|url| url.split_once(&address).unwrap().1.to_owned());
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
