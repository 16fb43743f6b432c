//! A product's client: what it is made of.
//!
//! What enters: a [`Client`] and a base. What leaves: an [`Endpoint`], which generated code walks from. Invariant: an endpoint's base is checked,
//! and no call of its handles leaves that base.

use std::fmt;
use std::sync::Arc;

use crate::client::Client;
use crate::config::Base;
use crate::error::Error;
use crate::retry::Host;

/// A product's client, as [`ProductBuilder`](crate::ProductBuilder) makes it.
///
/// Product crates implement it; an application has no need to.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Credentials, Endpoint, Product, ProductBuilder};
///
/// #[derive(Clone, Debug)]
/// pub struct Chat { endpoint: Endpoint }
///
/// impl Product for Chat {
///     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com", "https://ip-messaging.twilio.com"];
///     fn from_endpoint(endpoint: Endpoint) -> Self { Chat { endpoint } }
/// }
///
/// let chat: Chat = ProductBuilder::new()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .server("https://ip-messaging.twilio.com")
///     .build()?;
/// # let _ = chat.endpoint;
/// # Ok(()) }
/// ```
pub trait Product: Sized {
    /// The servers in the API's document, the default one first. Links of answers to any of them are followed on the configured base.
    const SERVERS: &'static [&'static str];

    /// Wraps the endpoint.
    fn from_endpoint(endpoint: Endpoint) -> Self;
}

/// Where a product's calls go, and with what: a shared [`Client`] and a base. Cheap to clone.
///
/// It is what a product's client holds; an application has no need of it.
///
/// ```
/// use twilio_core::{Client, Endpoint, Product};
///
/// #[derive(Clone, Debug)]
/// pub struct Chat(Endpoint);
///
/// impl Product for Chat {
///     const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
///     fn from_endpoint(endpoint: Endpoint) -> Self { Chat(endpoint) }
/// }
///
/// impl Chat {
///     /// The shared client, to make another product's client of.
///     pub fn core(&self) -> &Client { self.0.core() }
/// }
/// ```
#[derive(Clone)]
pub struct Endpoint(Arc<Shared>);

struct Shared {
    client: Client,
    base: Base,
    /// The origins of the documented servers, with edge and region in them.
    documented: Vec<String>,
    host: Arc<Host>,
}

impl Endpoint {
    /// `is_set`: the base is the caller's own.
    pub(super) fn new(
        client: Client,
        base: &str,
        is_set: bool,
        allows_plain_http: bool,
        servers: &[&str],
    ) -> Result<Self, Error> {
        let base = Base::parse(base, client.routing())?;
        if !allows_plain_http {
            base.require_encryption("base_url")?;
        }
        let base = if is_set { base.set_by_caller() } else { base };
        let documented = servers.iter().map(|server| Ok(Base::parse(server, client.routing())?.origin().to_owned()));
        let documented = documented.collect::<Result<_, Error>>()?;
        let host = client.host(base.origin());
        Ok(Endpoint(Arc::new(Shared { client, base, documented, host })))
    }

    /// The endpoint of one of Twilio's hosts, for requests of the caller's own.
    pub(crate) fn of_origin(client: Client, origin: &str) -> Result<Self, Error> {
        Endpoint::new(client, origin, false, false, &[])
    }

    /// The shared client, to make another product's client of.
    #[must_use]
    pub fn core(&self) -> &Client {
        &self.0.client
    }

    pub(crate) fn base(&self) -> &Base {
        &self.0.base
    }

    /// What the client knows of the host that is called.
    pub(crate) fn host(&self) -> &Host {
        &self.0.host
    }

    pub(crate) fn documented_origins(&self) -> &[String] {
        &self.0.documented
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A path prefix may hold a token of a gateway's: the origin is enough.
        formatter
            .debug_struct("Endpoint")
            .field("origin", &self.0.base.origin())
            .field("client", &self.0.client)
            .finish()
    }
}
