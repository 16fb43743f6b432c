//! Bulk work under a rate limit, with the default settings: every call succeeds, in the time that the limit itself costs.
//!
//! The clock is tokio's, paused: pauses take no time and are exact.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::Instant;
use twilio_conversations_v1::conversation::CreateConversation;
use twilio_conversations_v1::{Client, Error};
use twilio_core::testing::{MockTransport, Reply};

const CALLS: usize = 200;
/// What the server allows in each second.
const RATE: usize = 10;
/// How long a response takes.
const LATENCY: Duration = Duration::from_millis(20);
/// 200 calls at ten in each second: the last ten may be made after 19.
const LEAST: Duration = Duration::from_secs((CALLS / RATE - 1) as u64);

/// A server that counts the requests of each second; `Retry-After` in seconds, if it sends one.
fn limited(retry_after: Option<u64>) -> MockTransport {
    let begun = Instant::now();
    let counted = Mutex::new((0, 0));
    MockTransport::new().with_tokio_time().on(CreateConversation::OPERATION).respond(move |_| {
        let second = begun.elapsed().as_secs();
        let mut counted = counted.lock().expect("unpoisoned");
        *counted = if counted.0 == second { (second, counted.1 + 1) } else { (second, 1) };
        let reply = match (counted.1 > RATE, retry_after) {
            (false, _) => Reply::json(201, json!({ "sid": "CH0123456789abcdef0123456789abcdef" })),
            (true, Some(seconds)) => Reply::api_error(429, 20429).header("Retry-After", &seconds.to_string()),
            (true, None) => Reply::api_error(429, 20429),
        };
        reply.delay(LATENCY)
    })
}

/// Makes all calls, so many at the same time, each worker with a clone of the client: the failures, the time, and the requests.
async fn bulk(mock: &MockTransport, client: Client, in_flight: usize) -> (Vec<Error>, Duration, usize) {
    let (begun, left) = (Instant::now(), Arc::new(Mutex::new(CALLS)));
    let mut workers = JoinSet::new();
    for _ in 0..in_flight {
        let (client, left) = (client.clone(), left.clone());
        workers.spawn(async move {
            let mut failures = Vec::new();
            while take(&left) {
                failures.extend(client.conversations().create().send().await.err());
            }
            failures
        });
    }
    let mut failures = Vec::new();
    while let Some(worker) = workers.join_next().await {
        failures.extend(worker.expect("no panic"));
    }
    (failures, begun.elapsed(), mock.requests().len())
}

fn take(left: &Mutex<usize>) -> bool {
    let mut left = left.lock().expect("unpoisoned");
    let some = *left > 0;
    *left -= usize::from(some);
    some
}

#[tokio::test(start_paused = true)]
async fn two_hundred_creates_at_a_limit_of_ten_a_second_all_succeed_in_little_more_than_the_limit_costs() {
    for retry_after in [Some(1), None] {
        for in_flight in [4, 16, 32, 64] {
            let mock = limited(retry_after);
            let (failures, took, requests) = bulk(&mock, mock.client(), in_flight).await;
            let cell = format!("{in_flight} in flight, Retry-After {retry_after:?}: {took:?}, {requests} requests");
            println!("{cell}");
            assert!(failures.is_empty(), "{cell}: {} failed, {:?}", failures.len(), failures[0]);
            assert!(took >= LEAST && took <= LEAST.mul_f64(1.2), "{cell}");
            assert!(requests <= 5 * CALLS / 2, "{cell}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_requests_in_flight_is_kept_by_all_clones() {
    let most = Arc::new(Mutex::new((0_usize, 0_usize)));
    let seen = most.clone();
    let mock = MockTransport::new().with_tokio_time().on(CreateConversation::OPERATION).respond(move |_| {
        let mut seen = seen.lock().expect("unpoisoned");
        seen.0 += 1;
        Reply::json(201, json!({})).delay(Duration::from_secs(1))
    });
    let client: Client = mock.client_with(|settings| settings.max_in_flight(8)).expect("a client");
    let (failures, took, _) = bulk(&mock, client, 64).await;
    assert!(failures.is_empty());
    // 200 calls of a second each, eight at the same time.
    assert_eq!((took.as_secs(), most.lock().expect("unpoisoned").0), (25, CALLS));
}

#[tokio::test(start_paused = true)]
async fn a_host_that_fails_gets_little_more_than_one_request_for_each_call() {
    let mock = MockTransport::new()
        .with_tokio_time()
        .on(twilio_conversations_v1::conversation::FetchConversation::OPERATION)
        .respond(|_| Reply::status(503).delay(LATENCY));
    let client: Client = mock.client();
    let mut calls = JoinSet::new();
    for _ in 0..2000 {
        let client = client.clone();
        calls.spawn(async move { client.conversation("general").fetch().send().await });
        if calls.len() == 64 {
            calls.join_next().await;
        }
    }
    let mut refused = 0;
    while let Some(call) = calls.join_next().await {
        let error = call.expect("no panic").expect_err("503");
        refused += usize::from(error.to_string().contains("its retries are used up"));
    }
    assert!(mock.requests().len() < 2000 + 400, "{} requests", mock.requests().len());
    assert!(refused > 0, "the error says why the call was not repeated");
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_outlasts_the_deadline_is_an_error_with_both_figures() {
    let mock = MockTransport::new()
        .with_tokio_time()
        .on(CreateConversation::OPERATION)
        .reply(Reply::api_error(429, 20429).header("Retry-After", "120"));
    let error = mock.client::<Client>().conversations().create().send().await.expect_err("429");
    assert_eq!(error.attempts(), 1);
    let text = error.to_string();
    assert!(text.contains("not repeated: the pause would be 120") && text.contains("60 s are left"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_the_limit_of_another_until_its_deadline_says_that_nothing_was_sent() {
    let mock = MockTransport::new()
        .with_tokio_time()
        .on(CreateConversation::OPERATION)
        .reply(Reply::api_error(429, 20429).header("Retry-After", "30"));
    let client: Client = mock.client();
    let other = client.clone();
    let first = tokio::spawn(async move { other.conversations().create().send().await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    let begun = Instant::now();
    let create = client.conversations().create().with_deadline(Duration::from_secs(5));
    let error = create.send().await.expect_err("the host is closed");
    assert_eq!((error.attempts(), error.was_sent(), error.is_timeout()), (0, false, true));
    assert!(error.to_string().contains("the host's rate limit holds requests back"), "{error}");
    assert_eq!(begun.elapsed(), Duration::ZERO, "it fails at once");
    first.abort();
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_next_attempt_leaves_its_place_to_another() {
    let mock = MockTransport::new()
        .with_tokio_time()
        .on(twilio_conversations_v1::conversation::FetchConversation::OPERATION)
        .path("ConversationSid", "busy")
        .once(Reply::status(503).header("Retry-After", "30"))
        .on(twilio_conversations_v1::conversation::FetchConversation::OPERATION)
        .reply(json!({}))
        .on_path("GET", "/v1/Services")
        .reply(json!({}));
    let client: Client = mock.client_with(|settings| settings.max_in_flight(1)).expect("a client");
    let waiting = client.clone();
    let waiting = tokio::spawn(async move { waiting.conversation("busy").fetch().await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (begun, sent) = (Instant::now(), mock.requests().len());
    // To another host, so that the pause of the first one doesn't hold.
    let url = "https://sync.twilio.com/v1/Services";
    let other = client.core().request(http::Method::GET, url).with_deadline(Duration::from_secs(5));
    other.send_without_body().await.expect("a response");
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(sent, 1);
    waiting.await.expect("no panic").expect("the second attempt");
    let of_the_first = mock.operations().iter().filter(|id| **id == "FetchConversation").count();
    assert_eq!(of_the_first, 2, "it waited, and was sent again");
    mock.assert_done();
}
