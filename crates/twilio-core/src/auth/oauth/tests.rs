//! Tokens as calls see them: who fetches them, how often, and what happens when they can't be had. The clock is the mock's, or
//! tokio's, paused, where calls run at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::OAuth;
use crate::auth::Credentials;
use crate::client::{Client, ClientBuilder, ProductBuilder};
use crate::error::{Error, ErrorCode, ErrorKind, TransportErrorKind};
use crate::test_support::product::{Chat, SERVICE};
use crate::testing::{CapturedRequest, MockTransport, Reply};

const USER: &str = r#"{"identity": "alice"}"#;

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn oauth() -> OAuth {
    OAuth::new("OQ-client-id", "s3cr3t+/=&")
}

fn chat(mock: &MockTransport) -> Chat {
    mock.client_with(|builder| builder.credentials(Credentials::oauth(oauth()))).expect("chat")
}

async fn fetch(chat: &Chat) -> Result<(), Error> {
    chat.service(SERVICE).user("a").fetch().send().await.map(drop)
}

fn core(mock: &MockTransport, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    mock.core_with(change).expect("client")
}

fn is_token_call(sent: &CapturedRequest) -> bool {
    sent.operation() == Some("CreateToken")
}

fn token_calls(mock: &MockTransport) -> usize {
    mock.requests().iter().filter(|sent| is_token_call(sent)).count()
}

fn token(number: u32) -> Reply {
    Reply::text(200, format!(r#"{{"access_token": "t{number}", "token_type": "Bearer", "expires_in": 3600}}"#))
}

/// A mock whose token endpoint returns `t1`, `t2` and so on, each after a second.
fn numbered(api: impl FnMut(&CapturedRequest) -> Reply + Send + 'static) -> MockTransport {
    number(MockTransport::new(), api)
}

/// The same, by tokio's clock.
fn slowly_numbered(api: impl FnMut(&CapturedRequest) -> Reply + Send + 'static) -> MockTransport {
    number(MockTransport::new().with_tokio_time(), api)
}

fn number(mock: MockTransport, mut api: impl FnMut(&CapturedRequest) -> Reply + Send + 'static) -> MockTransport {
    let mut number = 0;
    mock.on_any().respond(move |sent| {
        if !is_token_call(sent) {
            return api(sent);
        }
        number += 1;
        token(number).delay(secs(1))
    })
}

fn only(accepted: &'static str) -> impl FnMut(&CapturedRequest) -> Reply + Send + 'static {
    move |sent| match sent.header("authorization") == Some(accepted) {
        true => Reply::text(200, USER),
        false => Reply::text(401, r#"{"code": 20003, "message": "Authenticate"}"#),
    }
}

#[tokio::test]
async fn the_token_call_is_a_form_without_authorization_and_the_call_bears_the_token() {
    let mock = numbered(only("Bearer t1"));
    let scoped = oauth().scope("a b").audience("https://x.test");
    let client = core(&mock, |builder| builder.credentials(Credentials::oauth(scoped)));
    fetch(&Chat::with_core(&client).expect("chat")).await.expect("user");
    let [token, call] = &mock.requests()[..] else { panic!("two requests") };
    assert_eq!((token.method(), token.uri().to_string().as_str()), ("POST", "https://oauth.twilio.com/v2/token"));
    assert_eq!(token.header("authorization"), None);
    assert_eq!(
        token.body()[..],
        *b"grant_type=client_credentials&client_id=OQ-client-id&client_secret=s3cr3t%2B%2F%3D%26&scope=a%20b&audience=https%3A%2F%2Fx.test"
    );
    let mut names: Vec<_> = token.headers().keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "content-type", "user-agent"]);
    assert_eq!(token.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(call.header("authorization"), Some("Bearer t1"));
    assert!(call.headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn scope_and_audience_are_sent_only_when_they_are_set() {
    for (oauth, rest) in [
        (OAuth::new("id", "secret"), ""),
        (OAuth::new("id", "secret").scope("a"), "&scope=a"),
        (OAuth::new("id", "secret").audience("b"), "&audience=b"),
    ] {
        let mock = numbered(|_| Reply::text(200, USER));
        let client = core(&mock, |builder| builder.credentials(Credentials::oauth(oauth)));
        fetch(&Chat::with_core(&client).expect("chat")).await.expect("user");
        let form = "grant_type=client_credentials&client_id=id&client_secret=secret";
        assert_eq!(mock.requests()[0].body()[..], *format!("{form}{rest}").as_bytes());
    }
}

#[tokio::test]
async fn neither_edge_nor_region_touch_the_token_endpoint() {
    for url in [None, Some("https://oauth.ie1.twilio.com/v2/token")] {
        let mock = MockTransport::new().on_any().replies([token(1), Reply::text(200, USER)]);
        let oauth = url.into_iter().fold(oauth(), OAuth::token_url);
        let client =
            core(&mock, |builder| builder.edge("sydney").region("au1").credentials(Credentials::oauth(oauth.clone())));
        fetch(&Chat::with_core(&client).expect("chat")).await.expect("user");
        let urls: Vec<String> = mock.requests().into_iter().map(|sent| sent.uri().to_string()).collect();
        assert_eq!(urls[0], url.unwrap_or("https://oauth.twilio.com/v2/token"));
        assert!(urls[1].starts_with("https://chat.sydney.au1.twilio.com/"), "{urls:?}");
    }
}

#[test]
fn the_token_url_must_be_set_with_a_base_url() {
    let build = |oauth: OAuth| {
        let builder = ProductBuilder::<Chat>::new().base_url("http://127.0.0.1:1");
        builder.credentials(Credentials::oauth(oauth)).build()
    };
    let error = build(oauth()).expect_err("refused");
    assert!(error.kind() == ErrorKind::Config && error.to_string().contains("token_url"), "{error}");
    assert!(build(oauth().token_url("http://127.0.0.1:1/token")).is_ok());
    let core = Client::new(Credentials::oauth(oauth())).expect("client");
    assert!(ProductBuilder::<Chat>::new().core(&core).base_url("http://127.0.0.1:1").build().is_err());
    assert!(ProductBuilder::<Chat>::new().core(&core).build().is_ok());
}

#[test]
fn settings_that_cannot_work_are_refused_and_not_repeated() {
    for oauth in [
        OAuth::new("", "s3cr3t"),
        OAuth::new("id", " "),
        oauth().token_url("s3cr3t"),
        oauth().token_url("ftp://s3cr3t"),
        oauth().token_url("https://u:s3cr3t@host"),
        oauth().token_url("https://host#s3cr3t"),
    ] {
        assert!(!format!("{oauth:?}").contains("s3cr3t"));
        let credentials = Credentials::oauth(oauth);
        assert_eq!(format!("{credentials:?}"), "Credentials(OAuth client, <hidden>)");
        let error = Client::new(credentials).expect_err("refused");
        assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error:?}");
    }
}

#[test]
fn a_token_url_that_is_plain_http_to_another_machine_is_refused_unless_it_is_allowed() {
    let built = |client: OAuth| Client::new(Credentials::oauth(client)).map(drop);
    for url in ["http://127.0.0.1/t", "https://proxy.test/t"] {
        built(oauth().token_url(url)).expect(url);
    }
    let error = built(oauth().token_url("http://proxy.test/t")).expect_err("refused");
    assert!(error.to_string().starts_with("token_url is plain http"), "{error}");
    built(oauth().token_url("http://proxy.test/t").allow_plain_http()).expect("allowed");
}

#[tokio::test(start_paused = true)]
async fn sixty_four_clones_that_need_a_token_at_once_make_one_token_call() {
    let mock = slowly_numbered(only("Bearer t1"));
    let credentials = Credentials::oauth(oauth());
    let client = core(&mock, |builder| builder.credentials(credentials.clone()));
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..64 {
        // Clones of a product, of a client, and another client of the same credentials.
        let client = match number % 3 {
            0 => core(&mock, |builder| builder.credentials(credentials.clone())),
            _ => client.clone(),
        };
        let chat = Chat::with_core(&client).expect("chat");
        calls.spawn(async move { fetch(&chat).await });
    }
    assert!(calls.join_all().await.into_iter().all(|outcome| outcome.is_ok()));
    assert_eq!((token_calls(&mock), mock.requests().len()), (1, 65));
}

#[tokio::test]
async fn a_token_is_kept_until_shortly_before_it_expires() {
    let mock = numbered(|_| Reply::text(200, USER));
    let chat = chat(&mock);
    fetch(&chat).await.expect("user");
    mock.test_clock().advance(secs(3538));
    fetch(&chat).await.expect("user");
    assert_eq!(token_calls(&mock), 1);
    mock.test_clock().advance(secs(2));
    fetch(&chat).await.expect("user");
    assert_eq!(token_calls(&mock), 2);
    assert_eq!(mock.requests().last().expect("a call").header("authorization"), Some("Bearer t2"));
}

#[tokio::test(start_paused = true)]
async fn when_the_one_that_fetches_is_dropped_another_takes_over() {
    let mock = slowly_numbered(only("Bearer t2"));
    let chat = chat(&mock);
    let leader = tokio::spawn({
        let chat = chat.clone();
        async move { fetch(&chat).await }
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let chat = chat.clone();
        waiting.spawn(async move { fetch(&chat).await });
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(token_calls(&mock), 1, "all wait for the first one");
    leader.abort();
    assert!(waiting.join_all().await.into_iter().all(|outcome| outcome.is_ok()));
    assert_eq!(token_calls(&mock), 2, "one took over, for all");
}

#[tokio::test]
async fn a_401_drops_the_token_fetches_once_and_repeats_once_a_post_too() {
    let mock = numbered(only("Bearer t2"));
    let chat = chat(&mock);
    let update = chat.service(SERVICE).user("a").update().friendly_name("x");
    update.without_retry().send().await.expect("user");
    let calls: Vec<CapturedRequest> = mock.requests().into_iter().filter(|sent| !is_token_call(sent)).collect();
    assert_eq!((token_calls(&mock), calls.len()), (2, 2));
    assert_eq!((calls[0].form("FriendlyName"), calls[1].form("FriendlyName")), (Some("x"), Some("x")));

    let mock = numbered(only("nothing"));
    let error = fetch(&self::chat(&mock)).await.expect_err("refused twice");
    assert!(error.is_unauthorized() && error.attempts() == 2 && error.has_code(ErrorCode::AUTHENTICATION));
    assert_eq!((token_calls(&mock), mock.requests().len()), (2, 4), "once, and not once for each attempt");
}

#[tokio::test(start_paused = true)]
async fn many_that_are_refused_at_once_share_the_next_token() {
    let mut api = only("Bearer t2");
    let mock = slowly_numbered(move |sent| api(sent).delay(secs(1)));
    let chat = chat(&mock);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let chat = chat.clone();
        calls.spawn(async move { fetch(&chat).await });
    }
    assert!(calls.join_all().await.into_iter().all(|outcome| outcome.is_ok()));
    assert_eq!((token_calls(&mock), mock.requests().len()), (2, 2 + 128));
}

#[tokio::test]
async fn a_token_call_that_is_refused_is_a_typed_error_and_nothing_leaves_without_a_token() {
    for (status, body, shown) in [
        (401, r#"{"error": "invalid_client", "error_description": "s3cr3t"}"#, "401 Unauthorized: invalid_client"),
        (
            400,
            r#"{"code": 20001, "message": "client s3cr3t+/=& is wrong"}"#,
            "Twilio error 20001: client <hidden> is wrong",
        ),
        (403, "<html>s3cr3t</html>", "403 Forbidden"),
        (200, r#"{"token_type": "bearer", "s3cr3t": 1}"#, "the response has no access token: it has no access_token"),
        (200, r#"{"access_token": "s3cr3t", "token_type": "mac"}"#, "its token_type is not Bearer"),
        (302, "", "302 Found"),
    ] {
        let mock = MockTransport::new().on_any().respond(move |_| Reply::text(status, body));
        let error = fetch(&chat(&mock)).await.expect_err("no token");
        assert_eq!((error.kind(), error.was_sent(), error.attempts()), (ErrorKind::Token, false, 1), "{error}");
        assert!(!error.is_retryable() && error.operation() == Some("FetchUser"));
        let inner = error.token_error().expect("the token call's");
        assert_eq!(
            (inner.operation(), inner.status().map(|status| status.as_u16())),
            (Some("CreateToken"), Some(status))
        );
        assert!(error.to_string().contains(shown), "{error}");
        let source = std::error::Error::source(&error).expect("a source");
        let all = format!("{error} {error:?} {source} {source:?} {:?}", inner.body_prefix());
        assert!(!all.contains("s3cr3t") && !all.contains("OQ-client-id"), "{all}");
        assert!(mock.requests().iter().all(is_token_call), "nothing else left");
    }
}

#[tokio::test]
async fn a_token_call_that_fails_for_now_is_repeated_by_the_policy_for_a_post_too() {
    for failure in [
        Reply::failure(TransportErrorKind::Connect),
        Reply::failure(TransportErrorKind::Interrupted),
        Reply::silence(),
        Reply::text(200, "{").broken(),
        Reply::text(500, ""),
        Reply::text(503, "<html>"),
        Reply::text(429, "").header("retry-after", "7"),
    ] {
        let mock = MockTransport::new().on_any().replies([failure.clone(), token(1), Reply::text(200, USER)]);
        let sent = chat(&mock).service(SERVICE).user("a").update().send().await;
        assert!(sent.is_ok(), "{failure:?}");
    }
    let mock = MockTransport::new().on_any().respond(|_| Reply::text(503, ""));
    let error = fetch(&chat(&mock)).await.expect_err("no token");
    assert_eq!((error.kind(), error.attempts(), token_calls(&mock)), (ErrorKind::Token, 4, 4));
    assert!(error.is_retryable() && !error.was_sent());
    let mock = MockTransport::new().on_any().respond(|_| Reply::text(429, "").header("retry-after", "3600"));
    let error = fetch(&chat(&mock)).await.expect_err("no token");
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(secs(3600))));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_by_those_that_waited_and_not_kept_for_later() {
    let broken = Arc::new(AtomicU32::new(1));
    let switch = broken.clone();
    let mock = MockTransport::new().with_tokio_time().on_any().respond(move |sent| {
        match (is_token_call(sent), switch.load(Ordering::SeqCst)) {
            (true, 1) => Reply::text(400, r#"{"error": "invalid_client"}"#).delay(secs(1)),
            (true, _) => token(1),
            (false, _) => Reply::text(200, USER),
        }
    });
    let chat = chat(&mock);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let chat = chat.clone();
        calls.spawn(async move { fetch(&chat).await });
    }
    let outcomes = calls.join_all().await;
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Token)));
    assert_eq!((token_calls(&mock), mock.requests().len()), (1, 1));
    broken.store(0, Ordering::SeqCst);
    fetch(&chat).await.expect("it works again");
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_never_answers_does_not_outlast_the_deadline() {
    let mock = MockTransport::new().with_tokio_time().on_any().respond(|_| Reply::silence());
    let begun = tokio::time::Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let chat = chat(&mock);
        calls.spawn(async move { fetch(&chat).await });
    }
    for outcome in calls.join_all().await {
        let error = outcome.expect_err("no token");
        assert!(error.kind() == ErrorKind::Token && error.is_timeout() && !error.was_sent(), "{error}");
    }
    assert!(begun.elapsed() <= Duration::from_millis(60_010), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_call_with_an_authorization_of_its_own_needs_no_token() {
    let mock = MockTransport::new().on_any().respond(|_| Reply::text(401, ""));
    let fetch = chat(&mock).service(SERVICE).user("a").fetch().with_authorization("Bearer own");
    assert!(fetch.send().await.expect_err("refused").is_unauthorized());
    let sent = mock.requests();
    assert_eq!(
        (sent.len(), sent[0].header("authorization")),
        (1, Some("Bearer own")),
        "no token call and no repetition"
    );
}

#[tokio::test]
async fn a_token_that_is_refused_in_the_middle_of_a_list_is_renewed_there() {
    let page = |next: &str| {
        Reply::text(200, format!(r#"{{"users": [{{"identity": "u"}}], "meta": {{"next_page_url": {next}}}}}"#))
    };
    let link = format!(r#""https://chat.twilio.com/v2/Services/{SERVICE}/Users?Page=1""#);
    let mock =
        MockTransport::new().on_any().replies([token(1), page(&link), Reply::text(401, ""), token(2), page("null")]);
    let mut stream = chat(&mock).service(SERVICE).users().list().stream();
    let mut users = 0;
    while stream.try_next().await.expect("a page").is_some() {
        users += 1;
    }
    assert_eq!((users, token_calls(&mock)), (2, 2));
}
