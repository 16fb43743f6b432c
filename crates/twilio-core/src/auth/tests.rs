//! Where a call's `Authorization` comes from, and that there is always exactly one.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Authorization, CredentialSource, Credentials};
use crate::error::ErrorKind;
use crate::test_support::product::{Chat, SERVICE};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;
use crate::testing::{MockTransport, Reply};

const USER: &str = r#"{"identity": "alice"}"#;

/// A source that counts and hands out `n1`, `n2` and so on, the next one whenever the last one was refused.
#[derive(Clone, Default)]
struct Counting {
    number: Arc<AtomicU32>,
    renews: bool,
}

impl CredentialSource for Counting {
    async fn authorization(&self) -> Result<Authorization, Box<dyn StdError + Send + Sync>> {
        tokio::task::yield_now().await;
        Ok(Authorization::bearer(format!("n{}", self.number.load(Ordering::SeqCst))))
    }

    fn refused(&self, authorization: &Authorization) -> bool {
        assert!(*authorization == Authorization::bearer(format!("n{}", self.number.load(Ordering::SeqCst))));
        self.number.fetch_add(1, Ordering::SeqCst);
        self.renews
    }
}

fn chat(mock: &MockTransport, source: impl CredentialSource) -> Chat {
    let credentials = Credentials::from_source(source);
    mock.client_with(|builder| builder.credentials(credentials)).expect("chat")
}

fn authorizations(mock: &MockTransport) -> Vec<String> {
    mock.requests().iter().map(|sent| sent.header("authorization").expect("a header").to_owned()).collect()
}

#[tokio::test]
async fn a_source_of_the_users_own_signs_every_attempt() {
    let mock = MockTransport::new().on_any().replies([Reply::text(503, ""), Reply::text(200, USER)]);
    chat(&mock, Counting::default()).service(SERVICE).user("a").fetch().send().await.expect("user");
    assert_eq!(authorizations(&mock), ["Bearer n0", "Bearer n0"]);
    assert!(mock.requests().iter().all(|sent| sent.headers()["authorization"].is_sensitive()));
}

#[tokio::test]
async fn a_source_that_has_another_header_behind_a_401_is_asked_once_more() {
    for (renews, attempts) in [(false, 1), (true, 2)] {
        let mock = MockTransport::new().on_any().respond(|_| Reply::text(401, ""));
        let source = Counting { renews, ..Counting::default() };
        let update = chat(&mock, source).service(SERVICE).user("a").update();
        let error = update.send().await.expect_err("refused");
        assert!(error.is_unauthorized() && error.attempts() == attempts);
        assert_eq!(authorizations(&mock), ["Bearer n0", "Bearer n1"][..attempts as usize]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_fails_is_an_error_and_nothing_leaves() {
    struct Fails(&'static str);
    impl CredentialSource for Fails {
        async fn authorization(&self) -> Result<Authorization, Box<dyn StdError + Send + Sync>> {
            match self.0 {
                "never" => std::future::pending().await,
                "odd" => Ok(Authorization::from("s3cr3t\n")),
                _ => Err("s3cr3t vault is sealed".into()),
            }
        }
    }
    for (how, text) in [
        ("fails", "the credential source failed"),
        ("odd", "the credential source gave no header"),
        ("never", "no access token in time"),
    ] {
        let mock = MockTransport::new().on_any().replies([Reply::text(200, USER)]);
        let fetch = chat(&mock, Fails(how)).service(SERVICE).user("a").fetch();
        let error = fetch.send().await.expect_err("no header");
        assert_eq!((error.kind(), error.was_sent(), mock.requests().len()), (ErrorKind::Token, false, 0));
        assert!(error.to_string().contains(text) && !error.to_string().contains("s3cr3t"), "{error}");
        assert_eq!((how == "never", how == "fails"), (error.is_timeout(), std::error::Error::source(&error).is_some()));
    }
}

#[tokio::test]
async fn an_authorization_of_the_call_replaces_the_clients() {
    let server = Script::new([Scripted::json(200, USER), Scripted::json(200, USER)]);
    let user = Chat::over(&server).service(SERVICE).user("a");
    user.fetch().with_authorization(Authorization::basic("AC2", "x")).send().await.expect("user");
    user.update().authorization("Bearer parameter").with_authorization("Bearer own").send().await.expect("user");
    let sent: Vec<Vec<String>> = server
        .arrived()
        .iter()
        .map(|request| request.header("authorization").into_iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(sent, [["Basic QUMyOng="], ["Bearer own"]], "one header, whoever set one");
}

#[tokio::test]
async fn an_authorization_that_cannot_be_sent_is_refused_before_anything_leaves() {
    let server = Script::new([]);
    let user = Chat::over(&server).service(SERVICE).user("a");
    for text in ["", "Bearer pa55\r\nX-Evil: 1", "Bearer pa55ç"] {
        let one = user.fetch().with_authorization(text).send().await.map(drop);
        let two = user.update().authorization(text).send().await.map(drop);
        for error in [one.expect_err("refused"), two.expect_err("refused")] {
            assert_eq!(error.kind(), ErrorKind::InvalidInput);
            assert!(error.to_string().to_lowercase().contains("authorization") && !error.to_string().contains("pa55"));
        }
    }
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn an_authorization_of_the_call_travels_to_following_pages_and_into_no_continuation() {
    let path = format!("/v2/Services/{SERVICE}/Users");
    let server = Script::new([]);
    let page = |next: String| {
        Scripted::json(200, format!(r#"{{"users": [{{"identity": "u"}}], "meta": {{"next_page_url": {next}}}}}"#))
    };
    server.push(page(format!("\"{}{path}?Page=1\"", server.url())));
    server.push(page("null".to_owned()));
    let list = Chat::over(&server).service(SERVICE).users().list().with_authorization("Bearer s3cr3t");
    let mut stream = list.stream();
    stream.try_next().await.expect("a page").expect("a user");
    let stored = serde_json::to_string(&stream.continuation()).expect("JSON");
    assert!(!stored.contains("s3cr3t") && !stored.to_lowercase().contains("authorization"), "{stored}");
    stream.try_next().await.expect("a page").expect("a user");
    assert!(server.arrived().iter().all(|request| request.header("authorization") == ["Bearer s3cr3t"]));
    assert_eq!(server.arrived().len(), 2);
}

#[test]
fn debug_of_a_source_and_of_requests_shows_no_secret() {
    let credentials = Credentials::from_source(Counting::default());
    assert_eq!(format!("{credentials:?}"), "Credentials(source, <hidden>)");
    let chat = Chat::builder().build().expect("chat");
    let fetch = chat.service(SERVICE).user("a").fetch().with_authorization("Bearer s3cr3t");
    assert!(!format!("{fetch:?}").contains("s3cr3t"));
}

#[tokio::test]
async fn an_account_signs_with_its_auth_token_and_an_api_key_with_its_secret() {
    // By another program than ours: `printf AC1:token | base64`, `printf SK1:secret | base64`.
    for (credentials, expected) in [
        (Credentials::account("AC1", "token"), "Basic QUMxOnRva2Vu"),
        (Credentials::api_key("SK1", "secret"), "Basic U0sxOnNlY3JldA=="),
    ] {
        let server = Script::new([Scripted::json(200, USER)]);
        let builder = crate::client::ProductBuilder::<Chat>::new()
            .credentials(credentials)
            .base_url(server.url())
            .transport(server.transport());
        builder.build().expect("chat").service(SERVICE).user("a").fetch().send().await.expect("user");
        assert_eq!(server.arrived()[0].header("authorization"), [expected]);
    }
}

#[test]
fn basic_credentials_make_the_header_and_it_is_sensitive() {
    let header = Credentials::account("AC1", "secret").prepare().expect("header").expect("a fixed one");
    assert_eq!(header.as_bytes(), b"Basic QUMxOnNlY3JldA==");
    assert!(header.is_sensitive());
    assert_eq!(format!("{header:?}"), "Sensitive");
}

#[test]
fn debug_shows_neither_sid_nor_secret() {
    for credentials in [Credentials::account("AC-name", "pa55"), Credentials::api_key("AC-name", "pa55")] {
        let text = format!("{credentials:?}");
        assert!(!text.contains("AC-name") && !text.contains("pa55"), "{text}");
    }
}

#[test]
fn what_cannot_be_sent_is_refused_without_being_shown() {
    for (sid, secret) in [("", "pa55"), ("AC1", ""), ("AC:1", "pa55"), ("AC1", "pa55\n"), ("AC\u{0}1", "pa55")] {
        let error = Credentials::account(sid, secret).prepare().expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(!format!("{error} {error:?}").contains("pa55"));
    }
}

#[test]
fn credentials_with_quotes_or_blanks_around_them_are_refused_and_not_shown() {
    for (sid, token) in
        [("\"AC1\"", "pa55"), ("AC1", "'pa55'"), ("AC1 ", "pa55"), ("AC1", "\tpa55"), ("AC1", "pa55\u{a0}")]
    {
        for credentials in [Credentials::account(sid, token), Credentials::api_key(sid, token)] {
            let error = crate::client::Client::new(credentials).expect_err("refused");
            let text = error.to_string();
            assert!(error.kind() == ErrorKind::Credentials && text.contains("begins or ends with"), "{text}");
            assert!(!text.contains("pa55"), "{text}");
        }
    }
}
