//! What a client makes of each reply, and how long it takes.

use std::time::Duration;

use serde_json::json;

use crate::error::{Error, ErrorKind};
use crate::retry::Backoff;
use crate::test_support::product::{Chat, FetchUser, SERVICE, User};
use crate::testing::{MockTransport, Reply};
use crate::transport::TransportErrorKind;

const SECOND: Duration = Duration::from_secs(1);

async fn fetch(mock: &MockTransport) -> Result<crate::Response<User>, Error> {
    mock.client::<Chat>().service(SERVICE).user("alice").fetch().send().await
}

async fn reply(reply: impl Into<Reply>) -> Result<crate::Response<User>, Error> {
    fetch(&MockTransport::new().on(FetchUser::OPERATION).once(reply)).await
}

#[tokio::test]
async fn json_strings_values_and_models_are_bodies() {
    let model = User { identity: Some("alice".to_owned()), ..User::default() };
    let replies = [
        Reply::from(r#"{"identity": "alice"}"#),
        Reply::from(r#"{"identity": "alice"}"#.to_owned()),
        Reply::from(json!({ "identity": "alice" })),
        Reply::from(model.clone()),
        Reply::json(201, &model),
        Reply::text(200, br#"{"identity": "alice"}"#.as_slice()).header("Twilio-Request-Id", "RQ1"),
    ];
    for one in replies {
        assert_eq!(reply(one).await.expect("a user").identity.as_deref(), Some("alice"));
    }
    let response = reply(Reply::json(201, &model).header("Twilio-Request-Id", "RQ1")).await.expect("a user");
    assert_eq!((response.status().as_u16(), response.request_id()), (201, Some("RQ1")));
}

#[tokio::test]
async fn a_failed_status_has_a_body_such_as_twilios() {
    for (status, code) in
        [(400, 20001), (401, 20003), (403, 20403), (404, 20404), (405, 20004), (429, 20429), (503, 20503)]
    {
        let mock = MockTransport::new().on_any().once(Reply::status(status));
        let client: Chat = mock.client_with(|settings| settings.without_retry()).expect("a client");
        let error = client.service(SERVICE).user("a").fetch().send().await.expect_err("a failure");
        let api = error.api().expect("Twilio's");
        assert!(api.code == code && api.status.as_u16() == status, "{error}");
        assert!(api.message.is_some() && api.more_info.is_some(), "{error}");
    }
    let error = reply(Reply::api_error(409, 50438).message("in use")).await.expect_err("a conflict");
    assert!(error.is_conflict() && error.to_string().contains("50438: in use"), "{error}");
}

#[tokio::test]
async fn pauses_take_no_time_and_are_known_to_the_millisecond() {
    let begun = std::time::Instant::now();
    let busy = || Reply::status(503);
    let mock = MockTransport::new().on_any().replies([
        busy(),
        busy(),
        Reply::status(429).header("Retry-After", "20"),
        Reply::from("{}"),
    ]);
    fetch(&mock).await.expect("a user");
    assert_eq!(mock.waited(), SECOND / 2 + SECOND + 20 * SECOND);
    let at: Vec<_> = mock.requests().iter().map(|request| request.at()).collect();
    assert_eq!(at, [Duration::ZERO, SECOND / 2, SECOND * 3 / 2, SECOND * 43 / 2]);
    assert!(begun.elapsed() < SECOND);
}

#[tokio::test]
async fn a_reply_that_takes_too_long_is_a_timeout_and_the_deadline_holds() {
    let mock = MockTransport::new().on_any().reply(Reply::silence());
    let error = fetch(&mock).await.expect_err("silence");
    assert!(error.is_timeout() && error.was_sent() && error.attempts() == 2, "{error}");
    assert_eq!(mock.test_clock().elapsed(), 60 * SECOND);

    for (delay, in_time) in [(29, true), (30, false)] {
        let mock = MockTransport::new().on_any().reply(Reply::from("{}").delay(delay * SECOND));
        let client: Chat = mock.client_with(|settings| settings.without_retry()).expect("a client");
        let fetched = client.service(SERVICE).user("a").fetch().send().await;
        assert_eq!(fetched.is_ok(), in_time, "{delay}");
        assert_eq!(mock.test_clock().elapsed(), delay * SECOND);
    }
}

#[tokio::test]
async fn tokios_clock_can_be_had_instead() {
    tokio::time::pause();
    let mock = MockTransport::new().with_tokio_time().on_any().reply(Reply::silence());
    let begun = tokio::time::Instant::now();
    assert!(tokio::time::timeout(5 * SECOND, fetch(&mock)).await.is_err(), "it really waits");
    assert!(5 * SECOND <= begun.elapsed() && begun.elapsed() < 6 * SECOND);
    assert_eq!((mock.waited(), mock.requests().len()), (Duration::ZERO, 1));
}

#[tokio::test]
async fn failures_before_sending_are_not_among_the_requests() {
    for (kind, expected, sent) in [
        (TransportErrorKind::Connect, ErrorKind::Connect, false),
        (TransportErrorKind::Unsupported, ErrorKind::Config, false),
        (TransportErrorKind::Refused, ErrorKind::Transport, true),
        (TransportErrorKind::Interrupted, ErrorKind::Transport, true),
        (TransportErrorKind::Timeout, ErrorKind::Timeout, true),
    ] {
        let mock = MockTransport::new().on_any().once(Reply::failure(kind));
        let client: Chat = mock.client_with(|settings| settings.without_retry()).expect("a client");
        let error = client.service(SERVICE).user("a").fetch().send().await.expect_err("a failure");
        assert_eq!((error.kind(), error.was_sent(), mock.requests().len()), (expected, sent, usize::from(sent)));
    }
}

#[tokio::test]
async fn a_reply_that_cannot_be_sent_is_an_error_that_says_why() {
    for (wrong, reason) in [
        (Reply::status(42), "42 is not a status"),
        (Reply::from("{}").header("no header", "x"), "`no header: x` is not a header"),
        (Reply::from("[]").message("x"), "not a JSON object"),
        (Reply::json(200, std::collections::HashMap::from([((1, 2), 3)])), "can't be serialised"),
    ] {
        let error = reply(wrong).await.expect_err("no reply");
        assert!(error.kind() == ErrorKind::Config && error.to_string().contains(reason), "{error}");
    }
}

#[tokio::test]
async fn a_policy_and_other_settings_can_be_the_tests_own() {
    let mock = MockTransport::new().on_any().reply(Reply::status(503));
    let patient = Backoff::new().max_attempts(6).base_delay(10 * SECOND).max_delay(20 * SECOND);
    let client: Chat = mock.client_with(|settings| settings.retry(patient).deadline(600 * SECOND)).expect("a client");
    let error = client.service(SERVICE).user("a").fetch().send().await.expect_err("busy");
    assert_eq!((error.attempts(), mock.waited()), (6, 90 * SECOND));
}
