//! What is made again, when, and what never is. The clock is the mock's: pauses take no time and are exact.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::client::{Client, ClientBuilder};
use crate::error::{Error, ErrorKind, TransportErrorKind};
use crate::operation::Operation;
use crate::retry::{Backoff, FailedAttempt, RetryPolicy};
use crate::test_support::product::{Chat, SERVICE};
use crate::testing::{MockTransport, Reply};

const USER: &str = r#"{"identity": "alice"}"#;

fn core(mock: &MockTransport, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    mock.core_with(change).expect("client")
}

/// When each request was sent.
fn times(mock: &MockTransport) -> Vec<Duration> {
    mock.requests().iter().map(|sent| sent.at()).collect()
}

fn pauses(mock: &MockTransport) -> Vec<Duration> {
    times(mock).windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn ok() -> Reply {
    Reply::text(200, USER)
}

fn busy(status: u16) -> Reply {
    Reply::text(status, "")
}

/// A call of this method without a body to read.
async fn call(mock: &MockTransport, method: &str) -> Result<(), Error> {
    const POST: &Operation = &Operation::post("CreateUser", "/v2/Users");
    const PUT: &Operation = &Operation::put("PutUser", "/v2/Users");
    const PATCH: &Operation = &Operation::patch("PatchUser", "/v2/Users");
    const GET: &Operation = &Operation::get("GetUser", "/v2/Users");
    const DELETE: &Operation = &Operation::delete("DeleteUser", "/v2/Users");
    let operation = [POST, PUT, PATCH, GET, DELETE].into_iter().find(|operation| operation.method() == method);
    let handle = mock.client::<Chat>().endpoint.root("/v2").child("Users");
    handle.request(operation.expect("a method")).send_without_body().await.map(drop)
}

async fn fetch(mock: &MockTransport) -> Result<(), Error> {
    mock.client::<Chat>().service(SERVICE).user("alice").fetch().send().await.map(drop)
}

#[tokio::test]
async fn get_and_delete_are_repeated_on_everything_that_passes() {
    for method in ["GET", "DELETE"] {
        for failure in [
            Reply::failure(TransportErrorKind::Connect),
            Reply::failure(TransportErrorKind::Interrupted),
            Reply::silence(),
            busy(429),
            busy(502),
            busy(503),
            busy(504),
        ] {
            let mock = MockTransport::new().on_any().replies([failure.clone(), ok()]);
            assert!(call(&mock, method).await.is_ok(), "{method} {failure:?}");
        }
    }
}

#[tokio::test]
async fn a_post_is_repeated_on_429_and_where_nothing_was_sent_and_nowhere_else() {
    for method in ["POST", "PUT", "PATCH"] {
        for failure in [Reply::failure(TransportErrorKind::Connect), busy(429)] {
            let mock = MockTransport::new().on_any().replies([failure.clone(), ok()]);
            assert!(call(&mock, method).await.is_ok(), "{method} {failure:?}");
        }
        for failure in [
            Reply::failure(TransportErrorKind::Interrupted),
            Reply::silence(),
            busy(502),
            busy(503),
            busy(504),
            ok().broken(),
        ] {
            let mock = MockTransport::new().on_any().replies([failure.clone(), ok()]);
            let error = call(&mock, method).await.expect_err("not repeated");
            assert_eq!((mock.requests().len(), error.attempts()), (1, 1), "{method} {failure:?}");
            assert!(error.was_sent() && !error.is_retryable());
        }
    }
}

#[tokio::test]
async fn a_repeated_call_is_the_same_call() {
    let mock = MockTransport::new().on_any().replies([busy(429), ok()]);
    let update = mock.client::<Chat>().service(SERVICE).user("a").update().friendly_name("x").with_header("X-Own", "1");
    update.send().await.expect("user");
    let [first, second] = &mock.requests()[..] else { panic!("two attempts") };
    assert_eq!((first.method(), first.uri(), first.body()), (second.method(), second.uri(), second.body()));
    assert_eq!((&first.body()[..], first.headers()), (&b"FriendlyName=x"[..], second.headers()));
}

#[tokio::test]
async fn what_does_not_pass_is_never_repeated() {
    for method in ["GET", "DELETE", "POST"] {
        for status in [301, 400, 401, 403, 404, 408, 409, 412, 422, 500, 501, 505] {
            let mock = MockTransport::new().on_any().replies([busy(status), ok()]);
            let error = call(&mock, method).await.expect_err("not repeated");
            assert_eq!((error.attempts(), mock.requests().len()), (1, 1), "{method} {status}");
        }
    }
    let mock = MockTransport::new().on_any().replies([Reply::text(200, "<html>"), ok()]);
    assert_eq!(fetch(&mock).await.expect_err("no model").kind(), ErrorKind::Decode);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn over_all_sequences_of_failures_no_post_is_sent_again_that_may_have_been_processed() {
    // What happens, whether it is harmless for a POST, and whether the request was sent.
    let steps = [
        (Reply::failure(TransportErrorKind::Connect), true, false),
        (busy(429), true, true),
        (Reply::failure(TransportErrorKind::Interrupted), false, true),
        (Reply::silence(), false, true),
        (busy(401), false, true),
        (busy(500), false, true),
        (busy(503), false, true),
        (ok(), false, true),
        (ok().broken(), false, true),
    ];
    for first in &steps {
        for second in &steps {
            for third in &steps {
                let script = [first, second, third];
                let replies = script.into_iter().map(|(reply, ..)| reply.clone());
                let mock = MockTransport::new().on_any().replies(replies.chain([ok()]));
                let outcome = call(&mock, "POST").await;
                let allowed = script.iter().take_while(|(_, is_harmless, _)| *is_harmless).count() + 1;
                let sent = script.iter().take(allowed).filter(|(.., is_sent)| *is_sent).count();
                let last = usize::from(allowed == 4);
                assert_eq!(mock.requests().len(), sent + last, "{script:?}");
                if let Err(error) = outcome {
                    assert_eq!((error.attempts() as usize, error.was_sent()), (allowed, sent > 0), "{script:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn four_attempts_with_pauses_whose_ceiling_doubles() {
    let mock = MockTransport::new().on_any().replies(std::iter::repeat_n(busy(503), 9));
    let error = fetch(&mock).await.expect_err("busy");
    assert_eq!((error.attempts(), error.status().map(|status| status.as_u16())), (4, Some(503)));
    assert!(error.to_string().ends_with("after 4 attempts"), "{error}");
    assert_eq!(pauses(&mock), [500, 1000, 2000].map(Duration::from_millis));
}

#[tokio::test(start_paused = true)]
async fn by_a_real_clock_pauses_are_random_up_to_their_ceiling() {
    let mut seen = std::collections::HashSet::new();
    for _ in 0..50 {
        let mock = MockTransport::new().with_tokio_time().on_any().replies(std::iter::repeat_n(busy(503), 9));
        fetch(&mock).await.expect_err("busy");
        let pauses = pauses(&mock);
        assert_eq!(pauses.len(), 3);
        for (pause, ceiling) in pauses.into_iter().zip([501, 1001, 2001]) {
            assert!(pause <= Duration::from_millis(ceiling), "{pause:?}");
            seen.insert(pause);
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn by_a_real_clock_retry_after_is_waited_for_and_a_little_more() {
    for _ in 0..50 {
        let replies = [busy(429).header("retry-after", "20"), ok()];
        let mock = MockTransport::new().with_tokio_time().on_any().replies(replies);
        fetch(&mock).await.expect("user");
        let pause = pauses(&mock)[0];
        assert!(secs(20) <= pause && pause <= Duration::from_millis(20_501), "{pause:?}");
    }
}

#[tokio::test]
async fn retry_after_in_seconds_or_as_a_date_is_waited_for() {
    let date = |until: &str| busy(429).header("date", "Sun, 06 Nov 1994 08:49:37 GMT").header("retry-after", until);
    for step in [
        busy(429).header("retry-after", "20"),
        date("Sun, 06 Nov 1994 08:49:57 GMT"),
        date("Sunday, 06-Nov-94 08:49:57 GMT"),
        date("Sun Nov  6 08:49:57 1994"),
        busy(503).header("retry-after", "20"),
    ] {
        let mock = MockTransport::new().on_any().replies([step, ok()]);
        fetch(&mock).await.expect("user");
        assert_eq!((pauses(&mock), mock.waited()), (vec![secs(20)], secs(20)));
    }
}

#[tokio::test]
async fn a_retry_after_past_the_deadline_returns_the_error_at_once() {
    for after in ["60", "3600", "99999999999999999999"] {
        let mock = MockTransport::new().on_any().replies([busy(429).header("retry-after", after), ok()]);
        let error = fetch(&mock).await.expect_err("too late");
        assert!(error.is_rate_limited() && error.attempts() == 1 && error.retry_after() >= Some(secs(60)));
        assert_eq!(mock.test_clock().elapsed(), Duration::ZERO);
    }
    let mock = MockTransport::new().on_any().replies([busy(429).header("retry-after", "59"), ok()]);
    fetch(&mock).await.expect("in time");
}

#[tokio::test]
async fn nothing_outlasts_the_deadline() {
    let silent = || MockTransport::new().on_any().reply(Reply::silence());
    let mock = silent();
    let error = fetch(&mock).await.expect_err("silence");
    assert!(error.is_timeout() && error.was_sent());
    assert_eq!(mock.test_clock().elapsed(), secs(60));
    assert_eq!(error.attempts(), 2, "the second attempt is cut by the deadline");

    let mock = silent();
    let user = mock.client::<Chat>().service(SERVICE).user("a");
    user.fetch().with_deadline(secs(5)).send().await.expect_err("silence");
    assert_eq!(mock.test_clock().elapsed(), secs(5));

    let mock = silent();
    let chat: Chat = mock.client_with(|builder| builder.deadline(secs(7)).timeout(secs(2))).expect("chat");
    chat.service(SERVICE).user("a").fetch().send().await.expect_err("silence");
    assert!(mock.test_clock().elapsed() <= secs(7));
}

#[tokio::test(start_paused = true)]
async fn by_a_real_clock_nothing_outlasts_the_deadline() {
    let begun = tokio::time::Instant::now();
    let mock = MockTransport::new().with_tokio_time().on_any().reply(Reply::silence());
    let error = fetch(&mock).await.expect_err("silence");
    assert!(error.is_timeout() && error.was_sent() && error.attempts() == 2);
    assert!(begun.elapsed() <= Duration::from_millis(60_001), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn one_attempt_takes_at_most_thirty_seconds_by_default() {
    let mock = MockTransport::new().on_any().reply(Reply::silence());
    let fetch = mock.client::<Chat>().service(SERVICE).user("a").fetch().without_retry();
    let error = fetch.send().await.expect_err("silence");
    assert!(error.is_timeout());
    assert_eq!(mock.test_clock().elapsed(), secs(30));
}

#[tokio::test]
async fn a_timeout_above_the_default_deadline_is_meant() {
    let mock = MockTransport::new().on_any().replies([ok().delay(secs(90))]);
    let user = mock.client::<Chat>().service(SERVICE).user("a");
    user.fetch().with_timeout(secs(120)).send().await.expect("user");
}

#[tokio::test]
async fn a_deadline_that_no_clock_can_tell_is_none() {
    let mock = MockTransport::new().on_any().replies([busy(503), ok()]);
    let user = mock.client::<Chat>().service(SERVICE).user("a");
    user.fetch().with_deadline(Duration::MAX).with_timeout(Duration::MAX).send().await.expect("user");
}

#[tokio::test]
async fn retries_can_be_turned_off_for_a_client_and_for_a_call() {
    let mock = MockTransport::new().on_any().respond(|_| busy(503));
    let off = Chat::with_core(&core(&mock, |builder| builder.without_retry())).expect("chat");
    let attempts = |error: Error| error.attempts();
    let user = |chat: &Chat| chat.service(SERVICE).user("a").fetch();
    assert_eq!(user(&off).send().await.map(drop).map_err(attempts), Err(1));
    assert_eq!(user(&mock.client::<Chat>()).without_retry().send().await.map(drop).map_err(attempts), Err(1));
    let more = Backoff::new().max_attempts(7).base_delay(Duration::from_millis(1));
    assert_eq!(user(&off).with_retry(more.clone()).send().await.map(drop).map_err(attempts), Err(7));
    let list = mock.client::<Chat>().service(SERVICE).users().list().with_retry(more);
    assert_eq!(list.stream().try_next().await.map(drop).map_err(attempts), Err(7));
}

#[tokio::test]
async fn a_policy_of_the_users_own_decides_with_what_it_is_told() {
    #[derive(Clone, Default)]
    struct Own(Arc<Mutex<Vec<String>>>);
    impl RetryPolicy for Own {
        fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
            let (number, safe) = (failed.number(), failed.is_safe_to_repeat());
            let told = format!("{number} {safe} {:?} {:?}", failed.elapsed(), failed.remaining());
            self.0.lock().expect("unpoisoned").push(told);
            (number < 3).then_some(secs(10))
        }
    }
    let own = Own::default();
    let mock = MockTransport::new().on_any().replies([
        busy(500),
        busy(503),
        Reply::failure(TransportErrorKind::Interrupted),
        ok(),
    ]);
    let chat = Chat::with_core(&core(&mock, |builder| builder.retry(own.clone()))).expect("chat");
    let error = chat.service(SERVICE).user("a").update().send().await.expect_err("enough");
    assert_eq!((error.attempts(), times(&mock)), (3, vec![secs(0), secs(10), secs(20)]));
    let told = own.0.lock().expect("unpoisoned").clone();
    assert_eq!(told, ["1 false 0ns Some(60s)", "2 false 10s Some(50s)", "3 false 20s Some(40s)"]);
}

#[tokio::test]
async fn after_a_policy_repeated_what_may_have_been_done_a_429_is_not_called_safe() {
    struct Careless;
    impl RetryPolicy for Careless {
        fn pause(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
            (failed.number() == 1).then_some(Duration::ZERO)
        }
    }
    for last in [busy(429), Reply::failure(TransportErrorKind::Connect)] {
        let mock = MockTransport::new().on_any().replies([busy(503), last]);
        let update = mock.client::<Chat>().service(SERVICE).user("a").update().with_retry(Careless);
        let error = update.send().await.expect_err("refused");
        assert!(!error.is_retryable() && error.was_sent() && error.attempts() == 2, "{error}");
    }
}

#[tokio::test]
async fn each_observer_is_told_of_each_retry_and_nothing_personal_is_shown() {
    type Told = (u32, ErrorKind, Duration, String);
    let told = Arc::new(Mutex::new(Vec::<Told>::new()));
    let observer = || {
        let told = told.clone();
        move |failed: &FailedAttempt<'_>, delay| {
            let shown = format!("{failed:?} {}", failed.operation());
            told.lock().expect("unpoisoned").push((failed.number(), failed.error().kind(), delay, shown));
        }
    };
    let body = r#"{"code": 20429, "message": "alice-identity is too fast"}"#;
    let mock = MockTransport::new().on_any().replies([
        Reply::text(429, body).header("retry-after", "3"),
        Reply::failure(TransportErrorKind::Connect),
        Reply::silence(),
        ok(),
    ]);
    let client = core(&mock, |builder| builder.on_retry(observer()).on_retry(observer()));
    Chat::with_core(&client).expect("chat").service(SERVICE).user("alice-identity").fetch().send().await.expect("user");
    let told = told.lock().expect("unpoisoned").clone();
    let reasons: Vec<_> = told.iter().step_by(2).map(|told| (told.0, told.1)).collect();
    assert_eq!(reasons, [(1, ErrorKind::Api), (2, ErrorKind::Connect), (3, ErrorKind::Timeout)]);
    assert!(told.len() == 6 && told[0] == told[1] && told[0].2 >= secs(3));
    assert!(told.iter().all(|told| told.3.ends_with("FetchUser") && !told.3.contains("alice")), "{told:?}");
}

#[tokio::test]
async fn a_404_to_a_delete_that_may_have_been_done_stays_an_error_that_says_so() {
    let gone = Reply::text(404, r#"{"code": 20404, "message": "not found"}"#);
    for first in [busy(503), Reply::silence(), Reply::failure(TransportErrorKind::Interrupted)] {
        let mock = MockTransport::new().on_any().replies([first, gone.clone()]);
        let error = call(&mock, "DELETE").await.expect_err("gone");
        assert!(error.is_not_found() && error.attempts() == 2 && error.was_sent());
        assert!(error.to_string().ends_with("after 2 attempts"), "{error}");
    }
}

#[tokio::test]
async fn a_delete_that_was_answered_is_not_repeated_because_its_body_broke_off() {
    let mock = MockTransport::new().on_any().replies([ok().broken(), ok()]);
    assert!(!call(&mock, "DELETE").await.expect_err("broken").is_retryable());
    assert_eq!(mock.requests().len(), 1);
    let mock = MockTransport::new().on_any().replies([ok().broken(), ok()]);
    call(&mock, "GET").await.expect("a second time");
}

#[tokio::test]
async fn an_error_knows_what_its_earlier_attempts_sent() {
    let mock = MockTransport::new().on_any().replies([
        Reply::silence(),
        Reply::failure(TransportErrorKind::Connect),
        Reply::failure(TransportErrorKind::Connect),
        Reply::failure(TransportErrorKind::Connect),
    ]);
    let user = mock.client::<Chat>().service(SERVICE).user("a");
    let error = user.fetch().with_timeout(secs(1)).send().await.expect_err("no answer");
    assert!(error.is_connect() && error.was_sent() && error.attempts() == 4);
    assert!(!error.to_string().contains("nothing was sent"), "{error}");
    let mock = MockTransport::new().on_any().respond(|_| Reply::failure(TransportErrorKind::Connect));
    let error = fetch(&mock).await.expect_err("no connection");
    assert!(!error.was_sent() && error.attempts() == 4 && error.to_string().contains("nothing was sent"));
    let mock = MockTransport::new().on_any().replies([busy(503), Reply::text(200, "<html>")]);
    let error = fetch(&mock).await.expect_err("no model");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 2));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_ends_attempts_and_pauses() {
    for (step, wait) in [(Reply::silence(), secs(5)), (busy(503).header("retry-after", "30"), secs(5))] {
        let mock = MockTransport::new().with_tokio_time().on_any().respond(move |_| step.clone());
        let dropped = tokio::time::timeout(wait, fetch(&mock)).await;
        assert!(dropped.is_err() && mock.requests().len() == 1);
        tokio::time::sleep(secs(300)).await;
        assert_eq!(mock.requests().len(), 1);
    }
}

#[tokio::test]
async fn each_page_has_its_own_attempts_and_its_own_deadline() {
    let page = |number: u32, next: &str| {
        Reply::text(200, format!(r#"{{"users": [{{"identity": "u{number}"}}], "meta": {{"next_page_url": {next}}}}}"#))
    };
    let late = |step: Reply| step.header("retry-after", "50");
    let next = |number: u32| format!(r#""https://chat.twilio.com/v2/Services/{SERVICE}/Users?Page={number}""#);
    let mock =
        MockTransport::new().on_any().replies([late(busy(429)), page(0, &next(1)), late(busy(503)), page(1, "null")]);
    let mut stream = mock.client::<Chat>().service(SERVICE).users().list().stream();
    let mut users = 0;
    while stream.try_next().await.expect("a page").is_some() {
        users += 1;
    }
    assert_eq!((users, mock.requests().len()), (2, 4));
    let urls: Vec<String> = mock.requests().into_iter().map(|sent| sent.uri().to_string()).collect();
    assert!(urls[0] == urls[1] && urls[2] == urls[3] && urls[2].ends_with("?Page=1"), "{urls:?}");
}

#[tokio::test]
async fn neither_a_write_nor_a_call_after_429_is_repeated_when_its_response_would_come_after_the_deadline() {
    // The pause fits the deadline, and what is left then is less than the attempt took.
    for (method, status, attempts) in [("POST", 429, 1), ("GET", 429, 1), ("GET", 503, 2)] {
        let busy = || Reply::text(status, "").header("retry-after", "3").delay(secs(1));
        let mock = MockTransport::new().on_any().replies([busy(), busy()]);
        let client =
            core(&mock, |builder| builder.deadline(Duration::from_millis(4_800)).retry(Backoff::new().max_attempts(2)));
        let user = Chat::with_core(&client).expect("chat").service(SERVICE).user("alice");
        let outcome = if method == "POST" { user.update().send().await } else { user.fetch().send().await };
        let error = outcome.expect_err("busy");
        assert_eq!(error.attempts(), attempts, "{method} {status}: {error}");
    }
}
