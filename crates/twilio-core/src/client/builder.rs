//! The settings of a [`Client`].
//!
//! What enters: credentials, edge, region, timeouts, words for the user agent, each optional. What leaves: a client, or the first setting that
//! is wrong, by name. Invariant: what is set explicitly goes before the environment, and the environment before the host.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::auth::{Credentials, credentials_from_env};
use crate::client::{CallLimits, Client, Retries, Settings};
use crate::config::Routing;
use crate::config::environment::{self, Lookup};
use crate::error::Error;
use crate::limits::{SUCCESS_BODY, TIMEOUT};
use crate::retry::{Backoff, FailedAttempt, Observers, Policy, RetryPolicy};
use crate::transport::{Transport, default_transport};

/// Builds a [`Client`].
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use std::time::Duration;
/// use twilio_core::{Backoff, Client, Credentials};
///
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .edge("dublin")
///     .region("ie1")
///     .timeout(Duration::from_secs(10)) // for each attempt
///     .deadline(Duration::from_secs(25)) // for all of them
///     .retry(Backoff::new().max_attempts(3))
///     .max_in_flight(32)
///     .on_retry(|failed, delay| eprintln!("{} again in {delay:?}", failed.operation()))
///     .max_body_bytes(8 * 1024 * 1024)
///     .user_agent_extension("support-desk/2.1")
///     .build()?;
///
/// // Another account over the same connections, for calls that are made once.
/// let of_the_subaccount = Client::builder()
///     .credentials(Credentials::account("ACYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY", "another token"))
///     .transport(client.transport())
///     .without_retry()
///     .build()?;
/// # let _ = of_the_subaccount;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct ClientBuilder {
    credentials: Option<Credentials>,
    edge: Option<String>,
    region: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    body_limit: Option<usize>,
    in_flight: Option<usize>,
    policy: Option<Policy>,
    observers: Observers,
    user_agent_extensions: Vec<String>,
}

impl ClientBuilder {
    /// Who the client is. Without it, [`Credentials::from_env`] is asked.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Where requests enter Twilio's network, such as `dublin`. Without it: `TWILIO_EDGE`, then the edge in the host.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.edge = Some(edge.into());
        self
    }

    /// Where the data lives, such as `ie1`. Without it: `TWILIO_REGION`, then the region in the host.
    ///
    /// Twilio routes a region without an edge to US1; set both. (Of today: au1 sydney, br1 sao-paulo, de1 frankfurt, ie1 dublin, jp1 tokyo,
    /// jp2 osaka, sg1 singapore, us1 ashburn, us2 umatilla.)
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer. 30 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// What sends the requests, instead of the default HTTP client: one with other settings (see
    /// [`ReqwestTransport`](crate::transport)), another HTTP library, or a test's. See [`Transport`].
    ///
    /// An `Arc` of a transport is a transport: pass [`Client::transport`] of another client to share its connections.
    ///
    /// ```
    /// # fn main() -> Result<(), twilio_core::Error> {
    /// use twilio_core::{Client, Credentials, transport::transport_fn};
    ///
    /// let client = Client::builder()
    ///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
    ///     .transport(transport_fn(|_request, _limits| async { Ok(http::Response::new(b"{}".to_vec())) }))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(()) }
    /// ```
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// How long a call may take in all: every attempt of it and the pauses between them. For a list it counts for each page by itself. 60 seconds
    /// by default, or the timeout if that is longer.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// The largest body of a success that is read, in bytes (decompressed, with the feature `gzip`): what is longer is an error of kind [`Decode`](crate::ErrorKind::Decode). 40 MiB by
    /// default. Of a failure 64 KiB are read, whatever is set here.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Sets how many requests the client, all of its clones and all product clients made of it have in flight at the same time, at least one.
    /// The others wait, within the deadlines of their calls. Default: no limit.
    ///
    /// Without it the client finds a server's rate limit by itself: after a 429, all calls to that host keep the pause that the server asks for.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.in_flight = Some(requests.max(1));
        self
    }

    /// Sets the retry policy. Default: [`Backoff`] (four attempts, exponential, full jitter).
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.policy = Some(Policy::new(policy));
        self
    }

    /// One attempt for each call, and no other (but the one with a new token behind a 401 to an access token).
    pub fn without_retry(mut self) -> Self {
        self.policy = Some(Policy::new(Backoff::new().max_attempts(1)));
        self
    }

    /// Calls `observer` before each retry, with the attempt that failed and the delay until the next one. May be called several times.
    ///
    /// It runs on the task that makes the call, so it must not block. The error of the attempt may contain personal data in
    /// [`Error::body_prefix`]; its `Display` doesn't.
    ///
    /// ```
    /// use twilio_core::Client;
    ///
    /// let client = Client::builder().on_retry(|failed, delay| {
    ///     if failed.error().is_rate_limited() {
    ///         println!("{} goes on in {delay:?}, after attempt {}", failed.operation(), failed.number());
    ///     }
    /// });
    /// # let _ = client;
    /// ```
    pub fn on_retry(mut self, observer: impl Fn(&FailedAttempt<'_>, Duration) + Send + Sync + 'static) -> Self {
        self.observers.add(observer);
        self
    }

    /// Appends a word to the `User-Agent` header, such as `support-desk/2.1`. May be called several times.
    pub fn user_agent_extension(mut self, extension: impl Into<String>) -> Self {
        self.user_agent_extensions.push(extension.into());
        self
    }

    /// Builds the client. Nothing is sent and no connection is made.
    ///
    /// # Errors
    /// [`Credentials`](crate::ErrorKind::Credentials) when they are missing, by halves or empty; [`Config`](crate::ErrorKind::Config) when edge or
    /// region is no host label, an extension is no header text, or TLS can't be set up.
    pub fn build(self) -> Result<Client, Error> {
        self.build_with(&environment::process)
    }

    pub(crate) fn build_with(self, lookup: Lookup<'_>) -> Result<Client, Error> {
        let from_environment = (self.edge.is_none(), self.region.is_none());
        let edge = self.edge.or_else(|| environment::edge(lookup));
        let region = self.region.or_else(|| environment::region(lookup));
        let routing = Routing::new(edge, region).map_err(|option| {
            Error::config(format!(
                "the {option} is no host label; pass lower-case letters, digits and hyphens, such as `dublin` or `ie1`"
            ))
        })?;
        let routing = routing.noting_environment(from_environment.0, from_environment.1);
        for (option, label, known) in routing.unknown() {
            tracing::warn!(
                "the {option} `{label}` is not one that this library knows ({}): its host may not exist",
                known.join(", ")
            );
        }
        if routing.has_region_only() {
            tracing::warn!("a region is set without an edge: Twilio routes such requests to US1; set the edge too");
        }
        let credentials = match self.credentials {
            Some(credentials) => credentials,
            None => credentials_from_env(lookup)?,
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(lookup)?,
        };
        Client::assemble(Settings {
            transport,
            credentials,
            user_agent: user_agent(&self.user_agent_extensions)?,
            routing,
            limits: CallLimits {
                timeout: self.timeout.unwrap_or(TIMEOUT),
                deadline: self.deadline,
                body: self.body_limit.unwrap_or(SUCCESS_BODY),
                in_flight: self.in_flight,
            },
            retries: Retries {
                policy: self.policy.unwrap_or_else(|| Policy::new(Backoff::new())),
                observers: self.observers,
            },
        })
    }
}

/// `twilio-rust/<version> (<os> <arch>) rust/<version of the compiler>`, then each extension after one space.
fn user_agent(extensions: &[String]) -> Result<HeaderValue, Error> {
    let mut text = format!(
        "twilio-rust/{} ({} {}) rust/{}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        env!("TWILIO_RUSTC_VERSION")
    );
    for extension in extensions {
        let visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        if extension.trim().is_empty() || extension.trim() != extension || !extension.bytes().all(visible) {
            return Err(Error::config(
                "a user agent extension is empty or holds more than visible ASCII; pass one such as `support-desk/2.1`",
            ));
        }
        text.push(' ');
        text.push_str(extension);
    }
    HeaderValue::from_str(&text).map_err(|_| Error::config("the user agent is no header text"))
}

#[cfg(test)]
mod tests {
    use super::{Client, ClientBuilder, Credentials};
    use crate::error::ErrorKind;

    fn builder() -> ClientBuilder {
        Client::builder().credentials(Credentials::account("AC1", "pa55word"))
    }

    #[test]
    fn an_explicit_edge_or_region_goes_before_the_environment_and_that_before_the_host() {
        let environment = |name: &str| match name {
            "TWILIO_EDGE" => Some("sydney".to_owned()),
            "TWILIO_REGION" => Some("au1".to_owned()),
            _ => None,
        };
        let host = |builder: ClientBuilder| {
            builder.build_with(&environment).expect("client").routing().rewrite("chat.x.y.twilio.com").into_owned()
        };
        assert_eq!(host(builder()), "chat.sydney.au1.twilio.com");
        assert_eq!(host(builder().edge("dublin")), "chat.dublin.au1.twilio.com");
        assert_eq!(host(builder().edge("dublin").region("ie1")), "chat.dublin.ie1.twilio.com");
        let unset = builder().build_with(&|_| None).expect("client");
        assert_eq!(unset.routing().rewrite("chat.x.y.twilio.com"), "chat.x.y.twilio.com");
    }

    #[test]
    fn credentials_come_from_the_environment_when_none_are_set() {
        let error = Client::builder().build_with(&|_| None).expect_err("none");
        assert_eq!(error.kind(), ErrorKind::Credentials);
        let environment = |name: &str| ["TWILIO_API_KEY", "TWILIO_API_SECRET"].contains(&name).then(|| "x".to_owned());
        assert!(Client::builder().build_with(&environment).is_ok());
    }

    #[test]
    fn the_user_agent_names_library_platform_and_rust_then_the_extensions() {
        let client = builder().user_agent_extension("desk/2.1").user_agent_extension("tests").build().expect("client");
        let expected = format!(
            "twilio-rust/{} ({} {}) rust/{} desk/2.1 tests",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            env!("TWILIO_RUSTC_VERSION"),
        );
        assert!(env!("TWILIO_RUSTC_VERSION").starts_with("1."), "the compiler that runs this test");
        assert_eq!(client.user_agent().to_str().expect("text"), expected);
    }

    #[test]
    fn of_twilios_variables_the_documented_ones_are_read_and_none_for_oauth() {
        let asked = std::cell::RefCell::new(std::collections::BTreeSet::new());
        let nothing = |name: &str| {
            asked.borrow_mut().insert(name.to_owned());
            None
        };
        Client::builder().build_with(&nothing).expect_err("no credentials");
        let asked = asked.into_inner();
        let twilios: Vec<&str> = asked.iter().map(String::as_str).filter(|name| name.contains("TWILIO")).collect();
        // Without a pair, nothing but the transport is left to be made.
        let expected =
            ["API_KEY", "API_SECRET", "API_KEY_SID", "API_KEY_SECRET", "ACCOUNT_SID", "AUTH_TOKEN", "EDGE", "REGION"];
        let mut expected = expected.map(|name| format!("TWILIO_{name}"));
        expected.sort();
        assert_eq!(twilios, expected);
        assert!(!asked.iter().any(|name| name.contains("OAUTH") || name.contains("CLIENT")), "{asked:?}");
    }

    #[test]
    fn a_region_without_an_edge_is_warned_about_and_not_completed() {
        let build = |builder: ClientBuilder| builder.build_with(&|_| None).expect("client");
        let events = crate::test_support::tracing::events(|| {
            assert_eq!(build(builder().region("ie1")).routing().rewrite("chat.twilio.com"), "chat.ie1.twilio.com");
        });
        assert!(
            events.len() == 1 && events[0].starts_with("WARN") && events[0].contains("without an edge"),
            "{events:?}"
        );
        assert!(
            crate::test_support::tracing::events(|| drop(build(builder().region("ie1").edge("dublin")))).is_empty()
        );
    }

    #[test]
    fn wrong_settings_are_named() {
        for (builder, name) in [
            (builder().edge("evil.test/"), "edge"),
            (builder().region("a b"), "region"),
            (builder().user_agent_extension("a\r\nX-Evil: 1"), "user agent extension"),
            (builder().user_agent_extension(""), "user agent extension"),
        ] {
            let error = builder.build().expect_err("refused");
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    #[test]
    fn debug_of_client_and_builder_shows_no_secret() {
        let text = format!("{:?} {:?}", builder(), builder().build().expect("client"));
        assert!(!text.contains("pa55word") && !text.contains("AC1"), "{text}");
        // base64 of `AC1:pa55word`, as the header has it.
        assert!(!text.contains("QUMxOnBhNTV3b3Jk"), "{text}");
    }
}
