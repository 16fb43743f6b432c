//! The table of failures in the documentation of the module: each kind of error is produced as it says.

use crate::auth::{Authorization, CredentialSource, Credentials};
use crate::client::ClientBuilder;
use crate::error::{Error, ErrorKind};
use crate::test_support::product::{Chat, SERVICE};
use crate::testing::{MockTransport, Reply};
use crate::transport::TransportErrorKind;

struct Fails;

impl CredentialSource for Fails {
    async fn authorization(&self) -> Result<Authorization, Box<dyn std::error::Error + Send + Sync>> {
        Err("the vault is sealed".into())
    }
}

async fn call(replies: Option<Reply>, sid: &str, change: fn(ClientBuilder) -> ClientBuilder) -> Result<(), Error> {
    let mock = MockTransport::new();
    replies.into_iter().for_each(|reply| drop(mock.on_any().reply(reply)));
    let chat: Chat = mock.client_with(change)?;
    chat.service(SERVICE).user(sid).fetch().send().await.map(drop)
}

async fn walk(reply: Reply) -> Result<(), Error> {
    let mock = MockTransport::new().on_any().reply(reply);
    let mut users = mock.client::<Chat>().service(SERVICE).users().list().stream();
    while users.try_next().await?.is_some() {}
    Ok(())
}

/// How each kind is produced. A new kind doesn't compile until it has a way here, and a row in the table.
async fn produced(kind: ErrorKind) -> Vec<Result<(), Error>> {
    let as_is: fn(ClientBuilder) -> ClientBuilder = |settings| settings;
    let reply = |reply: Reply| call(Some(reply), "alice", as_is);
    match kind {
        ErrorKind::InvalidInput => vec![call(None, "..", as_is).await],
        ErrorKind::Credentials => {
            vec![call(None, "alice", |settings| settings.credentials(Credentials::account("", ""))).await]
        }
        ErrorKind::Config => vec![
            reply(Reply::failure(TransportErrorKind::Unsupported)).await,
            call(None, "alice", as_is).await,
            call(None, "alice", |settings| settings.edge("not a label")).await,
        ],
        ErrorKind::Token => vec![
            call(None, "alice", |settings| settings.credentials(Credentials::from_source(Fails))).await,
            #[cfg(feature = "oauth")]
            call(Some(Reply::status(401)), "alice", |settings| {
                settings.credentials(Credentials::oauth(crate::auth::OAuth::new("id", "secret")))
            })
            .await,
        ],
        ErrorKind::Connect => vec![reply(Reply::failure(TransportErrorKind::Connect)).await],
        ErrorKind::Timeout => vec![
            reply(Reply::silence()).await,
            reply(Reply::from("{}").delay(std::time::Duration::from_secs(31))).await,
            reply(Reply::failure(TransportErrorKind::Timeout)).await,
        ],
        ErrorKind::Transport => vec![
            reply(Reply::failure(TransportErrorKind::Interrupted)).await,
            reply(Reply::failure(TransportErrorKind::Refused)).await,
            reply(Reply::from("{").broken()).await,
        ],
        ErrorKind::Api => vec![reply(Reply::status(404)).await, reply(Reply::api_error(409, 50438)).await],
        ErrorKind::Decode => vec![
            reply(Reply::text(200, "<html>")).await,
            reply(Reply::text(200, [0xFF])).await,
            call(Some(Reply::text(200, "{}          ")), "alice", |settings| settings.max_body_bytes(5)).await,
        ],
        ErrorKind::Paging => {
            vec![walk(Reply::from(r#"{"users": [], "meta": {"next_page_url": "https://elsewhere.test/v2"}}"#)).await]
        }
    }
}

#[tokio::test]
async fn every_kind_of_error_is_produced_as_the_table_says() {
    let kinds = [
        ErrorKind::InvalidInput,
        ErrorKind::Credentials,
        ErrorKind::Config,
        ErrorKind::Token,
        ErrorKind::Connect,
        ErrorKind::Timeout,
        ErrorKind::Transport,
        ErrorKind::Api,
        ErrorKind::Decode,
        ErrorKind::Paging,
    ];
    let table = include_str!("../mod.rs");
    for kind in kinds {
        for (number, outcome) in produced(kind).await.into_iter().enumerate() {
            assert_eq!(outcome.expect_err("a failure").kind(), kind, "way {number}");
        }
        assert!(table.contains(&format!("//! | `{kind:?}` |")), "{kind:?} is not in the table");
    }
    assert_eq!(table.lines().filter(|line| line.starts_with("//! | `")).count(), kinds.len());
}

#[test]
fn errors_for_stubs_are_those_of_calls() {
    assert!(Error::from_status(404).is_not_found() && Error::from_status(404).operation().is_none());
    assert!(Error::from_status(429).is_retryable() && !Error::from_status(503).is_retryable());
    let operation = crate::test_support::product::FetchUser::OPERATION;
    assert!(Error::from_reply(operation, Reply::status(503)).is_retryable());
    assert_eq!(Error::from_reply(operation, "{}").kind(), ErrorKind::Decode);
    assert!(Error::from_reply(operation, Reply::silence()).is_timeout());
}
