//! Hostile clients: they get errors, or nothing, and others are served.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use twilio_emulator::{Emulator, Fault, FaultKind, Server};

use crate::server::{raw, request};

async fn started(max_connections: usize) -> (Emulator, Server) {
    let emulator = Emulator::builder().max_connections(max_connections).build().unwrap();
    let server = emulator.serve("127.0.0.1:0").await.unwrap();
    (emulator, server)
}

#[tokio::test]
async fn broken_and_huge_requests_get_errors_and_others_are_served() {
    let (emulator, server) = started(1024).await;
    let good = request(&emulator, &server, "GET /chat-v2/v2/Services", "");
    for broken in [
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ] {
        let response = raw(&server, broken).await;
        assert!(response.is_empty() || response.starts_with("HTTP/1.1 4"), "{broken:?}: {response}");
    }
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(200_000));
    let response = raw(&server, &long).await;
    assert!(response.is_empty() || response.starts_with("HTTP/1.1 4"), "{}", &response[..response.len().min(80)]);
    // A gigabyte is announced; what is read ends at the bound.
    let huge = request(
        &emulator,
        &server,
        "POST /chat-v2/v2/Services",
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000000\r\n",
    );
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(huge.as_bytes()).await.unwrap();
    let chunk = vec![b'x'; 64 * 1024];
    let mut sent = 0;
    while sent < 64 * 1024 * 1024 && stream.write_all(&chunk).await.is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 64 * 1024 * 1024, "the server reads no gigabyte");
    drop(stream);
    assert!(raw(&server, &good).await.starts_with("HTTP/1.1 200"));
}

/// Idle and half-sent requests take all places again and again.
#[tokio::test]
async fn ten_thousand_connections_keep_nobody_out() {
    let (emulator, server) = started(100).await;
    let good = request(&emulator, &server, "GET /chat-v2/v2/Services", "");
    let mut open = std::collections::VecDeque::new();
    for number in 0..10_000 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        if number % 2 == 0 {
            // It may be closed before that.
            let _ =
                stream.write_all(b"POST /chat-v2/v2/Services HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nF").await;
        }
        open.push_back(stream);
        // Only so many descriptors are there for this side; the server has closed its end long before.
        if open.len() > 200 {
            open.pop_front();
        }
        if number % 1000 == 999 {
            assert!(raw(&server, &good).await.starts_with("HTTP/1.1 200"), "after {number} connections");
        }
    }
}

/// Requests of the account that are being answered keep their places; one more is told so.
#[tokio::test]
async fn a_bound_that_is_met_is_an_error_that_names_it() {
    let (emulator, server) = started(5).await;
    let good = request(&emulator, &server, "GET /chat-v2/v2/Services", "");
    emulator.inject(Fault::new(FaultKind::Latency(Duration::from_secs(2))).times(5));
    let mut busy = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        stream.write_all(good.as_bytes()).await.unwrap();
        busy.push(stream);
    }
    tokio::time::timeout(Duration::from_secs(10), async {
        while !emulator.faults().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .unwrap();
    let refused = raw(&server, "").await;
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("5 connections at most"), "{refused}");
    for mut stream in busy {
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    }
    assert!(raw(&server, &good).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_client_that_sends_a_byte_a_second_is_cut_off() {
    let (emulator, server) = started(1024).await;
    let good = request(&emulator, &server, "GET /chat-v2/v2/Services", "");
    let mut slow = TcpStream::connect(server.address()).await.unwrap();
    let begun = Instant::now();
    for byte in good.bytes().cycle() {
        let mut received = [0; 512];
        if slow.write_all(&[byte]).await.is_err() {
            break;
        }
        match tokio::time::timeout(Duration::from_secs(1), slow.read(&mut received)).await {
            Err(_) => {}
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(length)) => {
                let response = String::from_utf8_lossy(&received[..length]).into_owned();
                assert!(response.starts_with("HTTP/1.1 4"), "{response}");
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it is still connected");
        assert!(raw(&server, &good).await.starts_with("HTTP/1.1 200"));
    }
}
