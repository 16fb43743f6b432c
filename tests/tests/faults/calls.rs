//! The four calls, each with the name of who makes it, and what has to hold of every outcome.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use twilio_conversations_v1::{Client, Credentials, Error, ErrorKind};
use twilio_core::{Authorization, Backoff, ClientBuilder, CredentialSource, OAuth};
use twilio_tests::adapters::{Adapter, Settings};
use twilio_tests::faults::{Kind, TOKEN, TOKEN_PATH};

/// Whoever calls, nothing may show it.
pub const SECRET: &str = "pa55word-of-the-account";
/// `AC1:pa55word-of-the-account`.
pub const BASIC: &str = "Basic QUMxOnBhNTV3b3JkLW9mLXRoZS1hY2NvdW50";
/// How every token of a source begins.
pub const SOURCE: &str = "t0ken-of-the-source-";
/// What an OAuth client is known by.
const CLIENT_ID: &str = "OQ-of-the-account";
/// What a call for an OAuth client's token holds.
pub const TOKEN_FORM: &str =
    "grant_type=client_credentials&client_id=OQ-of-the-account&client_secret=pa55word-of-the-account";

/// Access tokens without an end: each one that is refused is followed by another.
#[derive(Default)]
pub struct Tokens(AtomicU64);

impl CredentialSource for Tokens {
    async fn authorization(&self) -> Result<Authorization, Box<dyn std::error::Error + Send + Sync>> {
        let number = self.0.load(Ordering::Relaxed);
        Ok(Authorization::bearer(format!("{SOURCE}{number}")))
    }

    fn refused(&self, _: &Authorization) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        true
    }
}

/// Account and password.
pub fn account() -> Credentials {
    Credentials::account("AC1", SECRET)
}

/// An OAuth client whose tokens come from this server.
pub fn oauth(server: &str) -> Credentials {
    Credentials::oauth(OAuth::new(CLIENT_ID, SECRET).token_url(format!("{server}{TOKEN_PATH}")))
}

/// The four calls.
pub const KINDS: [Kind; 4] = [Kind::List, Kind::Fetch, Kind::Create, Kind::Delete];

/// A client of any base, with one pool of connections. Short of time, as everything here is on this machine.
pub fn core(adapter: Adapter, credentials: Credentials, timeout: Duration) -> twilio_core::Client {
    let transport = adapter.transport(Settings { connect_timeout: Some(timeout), ..Settings::default() });
    builder(credentials, timeout).transport(transport).build().expect("client")
}

/// One whose calls end soon: a 429 is repeated until the deadline.
pub fn brief(adapter: Adapter, credentials: Credentials) -> twilio_core::Client {
    let transport = adapter.transport(Settings::default());
    let deadline = Duration::from_secs(2);
    builder(credentials, deadline).deadline(deadline).transport(transport).build().expect("client")
}

/// The same, with more to be set.
pub fn builder(credentials: Credentials, timeout: Duration) -> ClientBuilder {
    // The default policy, but for its pauses: ten thousand calls have no time for them.
    let policy = Backoff::new().base_delay(Duration::from_millis(5)).max_delay(Duration::from_millis(20));
    let builder = twilio_core::Client::builder().credentials(credentials).retry(policy);
    builder.timeout(timeout).deadline(timeout * 40)
}

/// The same client for that base.
pub fn client(core: &twilio_core::Client, base_url: &str) -> Client {
    Client::builder().core(core).base_url(base_url).build().expect("client")
}

/// Makes a call; a success says how many records it gave.
pub async fn call(client: &Client, kind: Kind, caller: u64) -> Result<usize, Error> {
    let name = format!("call-{caller}");
    match kind {
        Kind::List => {
            let list = client.conversations().list().state(name.as_str()).page_size(2);
            // Every other one asks for the next page while it still gives the records of this one.
            let mut conversations =
                if caller.is_multiple_of(2) { list.stream() } else { list.with_prefetch().stream() };
            let mut count = 0;
            while let Some(conversation) = conversations.try_next().await? {
                assert_eq!(conversation.unique_name.as_deref(), Some(name.as_str()), "somebody else's answer");
                count += 1;
            }
            Ok(count)
        }
        Kind::Fetch => {
            let conversation = client.conversation(&name).fetch().send().await?;
            assert_eq!(conversation.unique_name.as_deref(), Some(name.as_str()), "somebody else's answer");
            Ok(1)
        }
        Kind::Create => {
            let conversation = client.conversations().create().unique_name(&name).send().await?;
            assert_eq!(conversation.unique_name.as_deref(), Some(name.as_str()), "somebody else's answer");
            Ok(1)
        }
        Kind::Delete => client.conversation(&name).delete().send().await.map(|_| 0),
        Kind::Token => unreachable!("clients fetch tokens by themselves"),
    }
}

/// What every error has to be, whatever was wrong.
pub fn check_error(error: &Error, kind: Kind, caller: u64) {
    let operation = match kind {
        Kind::List => "ListConversation",
        Kind::Fetch => "FetchConversation",
        Kind::Create => "CreateConversation",
        Kind::Delete => "DeleteConversation",
        Kind::Token => "CreateToken",
    };
    assert_eq!(error.operation(), Some(operation));
    let never_here = [ErrorKind::InvalidInput, ErrorKind::Credentials, ErrorKind::Config];
    assert!(!never_here.contains(&error.kind()), "{error:?}");
    assert_eq!(error.status().is_some(), error.headers().is_some());
    assert!(error.kind() != ErrorKind::Api || error.status().is_some());
    let never_sent = [ErrorKind::Connect, ErrorKind::Paging, ErrorKind::Token];
    assert!(error.was_sent() || never_sent.contains(&error.kind()), "{error:?}");
    assert!(error.attempts() > 0 || error.kind() == ErrorKind::Paging, "{error:?}");

    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        shown.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    for secret in [SECRET, CLIENT_ID, &BASIC["Basic ".len()..], SOURCE, TOKEN, &format!("call-{caller}")] {
        assert!(!shown.contains(secret), "{secret:?} stands in {shown}");
    }
    assert!(error.to_string().len() < 1000 && !error.to_string().contains(char::is_control), "{error}");
}
