//! How a product's client is built.
//!
//! What enters: a shared [`Client`] or the settings of one, a base URL or one of the documented servers. What leaves: the product's client.
//! Invariants: nothing is sent; two settings that contradict each other are an error that names them.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::product::{Endpoint, Product};
use crate::auth::Credentials;
use crate::client::Client;
use crate::client::ClientBuilder;
use crate::error::Error;
use crate::retry::{FailedAttempt, RetryPolicy};
use crate::transport::Transport;

/// Builds a product's client: the settings of a [`ClientBuilder`], or a shared [`Client`], and where to call.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// # use twilio_core::{Endpoint, Product};
/// # struct Chat { endpoint: Endpoint }
/// # impl Product for Chat {
/// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com", "https://ip-messaging.twilio.com"];
/// #     fn from_endpoint(endpoint: Endpoint) -> Self { Chat { endpoint } }
/// # }
/// use std::time::Duration;
/// use twilio_core::{Backoff, Credentials, ProductBuilder};
///
/// let chat: Chat = ProductBuilder::new()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .edge("dublin")
///     .region("ie1")
///     .timeout(Duration::from_secs(10))
///     .deadline(Duration::from_secs(25))
///     .retry(Backoff::new().max_attempts(3))
///     .on_retry(|failed, delay| eprintln!("{} again in {delay:?}", failed.operation()))
///     .max_body_bytes(8 * 1024 * 1024)
///     .user_agent_extension("support-desk/2.1")
///     .build()?;
///
/// // Everything shared, but for where it calls: a gateway, or a test server.
/// let here: Chat = ProductBuilder::new().core(chat.endpoint.core()).base_url("http://127.0.0.1:8080/twilio").build()?;
///
/// // The connections shared, the credentials another account's; the older name of the server; one attempt for each call.
/// let other: Chat = ProductBuilder::new()
///     .credentials(Credentials::account("ACYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY", "another token"))
///     .transport(chat.endpoint.core().transport())
///     .default_server("https://ip-messaging.twilio.com")
///     .without_retry()
///     .build()?;
/// # let _ = (here, other);
/// # Ok(()) }
/// ```
#[must_use = "a builder does nothing until it builds"]
pub struct ProductBuilder<P> {
    plan: Plan,
    product: PhantomData<fn() -> P>,
}

/// What a [`ProductBuilder`] holds. Not generic: compiled here, once for all products.
#[derive(Default)]
struct Plan {
    settings: ClientBuilder,
    /// The first of `settings` that was set, to be named beside a shared client.
    set: Option<&'static str>,
    core: Option<Client>,
    base_url: Option<String>,
    server: Option<String>,
    allows_plain_http: bool,
    default_server: Option<String>,
}

impl<P: Product> ProductBuilder<P> {
    /// Nothing set: credentials, edge and region from the environment, the product's default server.
    pub fn new() -> Self {
        ProductBuilder { plan: Plan::default(), product: PhantomData }
    }

    /// Shares the connections, credentials, edge, region and timeouts of a client that exists already.
    pub fn core(mut self, client: &Client) -> Self {
        self.plan.core = Some(client.clone());
        self
    }

    /// See [`ClientBuilder::credentials`].
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.set("credentials", |settings| settings.credentials(credentials))
    }

    /// See [`ClientBuilder::edge`].
    pub fn edge(self, edge: impl Into<String>) -> Self {
        self.set("edge", |settings| settings.edge(edge))
    }

    /// See [`ClientBuilder::region`].
    pub fn region(self, region: impl Into<String>) -> Self {
        self.set("region", |settings| settings.region(region))
    }

    /// See [`ClientBuilder::transport`].
    pub fn transport(self, transport: impl Transport) -> Self {
        self.set("transport", |settings| settings.transport(transport))
    }

    /// See [`ClientBuilder::timeout`].
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set("timeout", |settings| settings.timeout(timeout))
    }

    /// See [`ClientBuilder::deadline`].
    pub fn deadline(self, deadline: Duration) -> Self {
        self.set("deadline", |settings| settings.deadline(deadline))
    }

    /// See [`ClientBuilder::max_body_bytes`].
    pub fn max_body_bytes(self, bytes: usize) -> Self {
        self.set("max_body_bytes", |settings| settings.max_body_bytes(bytes))
    }

    /// See [`ClientBuilder::max_in_flight`].
    pub fn max_in_flight(self, requests: usize) -> Self {
        self.set("max_in_flight", |settings| settings.max_in_flight(requests))
    }

    /// See [`ClientBuilder::retry`].
    pub fn retry(self, policy: impl RetryPolicy) -> Self {
        self.set("retry", |settings| settings.retry(policy))
    }

    /// See [`ClientBuilder::without_retry`].
    pub fn without_retry(self) -> Self {
        self.set("without_retry", ClientBuilder::without_retry)
    }

    /// See [`ClientBuilder::on_retry`].
    pub fn on_retry(self, observer: impl Fn(&FailedAttempt<'_>, Duration) + Send + Sync + 'static) -> Self {
        self.set("on_retry", |settings| settings.on_retry(observer))
    }

    /// See [`ClientBuilder::user_agent_extension`].
    pub fn user_agent_extension(self, extension: impl Into<String>) -> Self {
        self.set("user_agent_extension", |settings| settings.user_agent_extension(extension))
    }

    /// Sets the base URL to call instead of Twilio's: a reverse proxy, a test server. It may have a path, which is put before every request's.
    ///
    /// `https` only, except for this machine: see [`allow_plain_http`](Self::allow_plain_http).
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.plan.base_url = Some(base_url.into());
        self
    }

    /// Allows a `base_url` of plain `http` on another machine. Everybody on the way can then read the credentials and the data.
    ///
    /// ```
    /// # use twilio_core::{Credentials, Endpoint, Error, Product, ProductBuilder};
    /// # #[derive(Clone, Debug)] pub struct Chat(Endpoint);
    /// # impl Product for Chat {
    /// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
    /// #     fn from_endpoint(endpoint: Endpoint) -> Self { Chat(endpoint) }
    /// # }
    /// # fn main() -> Result<(), Error> {
    /// let behind_a_gateway: Chat = ProductBuilder::new()
    ///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
    ///     .base_url("http://gateway.internal/twilio")
    ///     .allow_plain_http()
    ///     .max_in_flight(8)
    ///     .build()?;
    /// # let _ = behind_a_gateway;
    /// # Ok(()) }
    /// ```
    pub fn allow_plain_http(mut self) -> Self {
        self.plan.allows_plain_http = true;
        self
    }

    /// Calls another one of the product's documented servers ([`Product::SERVERS`]), such as its older name.
    ///
    /// ```
    /// # use twilio_core::{Credentials, Endpoint, Error, Product, ProductBuilder};
    /// # #[derive(Clone, Debug)] pub struct Chat(Endpoint);
    /// # impl Product for Chat {
    /// #     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com", "https://ip-messaging.twilio.com"];
    /// #     fn from_endpoint(endpoint: Endpoint) -> Self { Chat(endpoint) }
    /// # }
    /// # fn main() -> Result<(), Error> {
    /// let by_the_older_name: Chat = ProductBuilder::new()
    ///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
    ///     .server("https://ip-messaging.twilio.com")
    ///     .build()?;
    /// # let _ = by_the_older_name;
    /// # Ok(()) }
    /// ```
    pub fn server(mut self, server: impl Into<String>) -> Self {
        self.plan.server = Some(server.into());
        self
    }

    /// Sets the documented server that is called where neither [`base_url`](Self::base_url) nor [`server`](Self::server) is set, in place of the first one.
    /// For the constructors of product crates.
    pub fn default_server(mut self, server: impl Into<String>) -> Self {
        self.plan.default_server = Some(server.into());
        self
    }

    /// Builds the product's client. Nothing is sent and no connection is made.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`]; and [`Config`](crate::ErrorKind::Config) when the base URL is none, holds a user name or a query, when the
    /// server is no documented one, when two settings contradict each other, or when a base URL is set and the OAuth client's token URL isn't.
    pub fn build(self) -> Result<P, Error> {
        self.plan.endpoint(P::SERVERS).map(P::from_endpoint)
    }

    fn set(mut self, name: &'static str, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.plan.set = self.plan.set.or(Some(name));
        self.plan.settings = change(self.plan.settings);
        self
    }
}

impl Plan {
    fn endpoint(self, servers: &[&str]) -> Result<Endpoint, Error> {
        let calls_elsewhere = self.base_url.is_some();
        let server = self.server.or(self.default_server.filter(|_| !calls_elsewhere));
        let base = match (self.base_url, server) {
            (Some(_), Some(_)) => return Err(Error::config("base_url and server are both set; set one")),
            (Some(base_url), None) => base_url,
            (None, Some(server)) if servers.contains(&server.as_str()) => server,
            (None, Some(_)) => {
                return Err(Error::config(format!("server is no documented one; pass one of {}", servers.join(", "))));
            }
            (None, None) => servers.first().map(|server| (*server).to_owned()).unwrap_or_default(),
        };
        let client = match (self.core, self.set) {
            (Some(client), None) => client,
            (Some(_), Some(setting)) => {
                return Err(Error::config(format!(
                    "{setting} is set beside a shared client, which has its own; set it there"
                )));
            }
            (None, _) => self.settings.build()?,
        };
        if calls_elsewhere && client.lacks_token_url() {
            return Err(Error::config(
                "base_url is set, but the OAuth client's token_url isn't: its secret would go to Twilio; set it on the OAuth client",
            ));
        }
        Endpoint::new(client, &base, calls_elsewhere, self.allows_plain_http, servers)
    }
}

impl<P: Product> Default for ProductBuilder<P> {
    fn default() -> Self {
        ProductBuilder::new()
    }
}

impl<P> fmt::Debug for ProductBuilder<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `base_url` may hold a password: whoever passes one learns it from `build`.
        formatter
            .debug_struct("ProductBuilder")
            .field("settings", &self.plan.settings)
            .field("core", &self.plan.core)
            .finish_non_exhaustive()
    }
}
