//! What all products share: connections, credentials, edge and region.
//!
//! What enters: the settings of a [`ClientBuilder`]. What leaves: a [`Client`] that product clients are made of. Invariant: a client that exists
//! has usable credentials, labels and headers; cloning it copies one pointer.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::builder::ClientBuilder;
use crate::credentials::Credentials;
use crate::error::Error;
use crate::host::Routing;
use crate::transport::{HttpClient, Transport};

/// One pool of connections with its credentials, shared by clients of several products. Cheap to clone, `Send` and `Sync`.
///
/// An application that uses one product has no need of it: that product's client makes its own.
///
/// ```no_run
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Client, Credentials};
///
/// let core = Client::new(Credentials::api_key("SKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "secret"))?;
/// // let chat = twilio_chat_v2::Client::with_core(&core)?;
/// // let flex = twilio_flex_v1::Client::with_core(&core)?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    transport: Transport,
    credentials: Credentials,
    /// Made once: Basic credentials don't change.
    authorization: HeaderValue,
    user_agent: HeaderValue,
    routing: Routing,
    timeout: Duration,
}

/// What the builder found, checked.
pub(crate) struct Settings {
    pub(crate) transport: Transport,
    pub(crate) credentials: Credentials,
    pub(crate) user_agent: HeaderValue,
    pub(crate) routing: Routing,
    pub(crate) timeout: Duration,
}

impl Client {
    /// A client with these credentials; edge and region come from `TWILIO_EDGE` and `TWILIO_REGION`.
    ///
    /// # Errors
    /// When the credentials are empty or hold control characters, when edge or region is no host label, or when TLS can't be set up.
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Client::builder().credentials(credentials).build()
    }

    /// A client whose credentials, edge and region come from the environment: see [`Credentials::from_env`].
    ///
    /// # Errors
    /// As [`Client::new`], and when credentials are missing: the text names the variable.
    pub fn from_env() -> Result<Self, Error> {
        Client::builder().build()
    }

    /// A builder, to set more than the credentials.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The pool of connections, to give it to a client with other credentials: see [`ClientBuilder::http_client`].
    #[must_use]
    pub fn http_client(&self) -> HttpClient {
        self.transport().http_client().clone()
    }

    pub(crate) fn assemble(settings: Settings) -> Result<Self, Error> {
        let Settings { transport, credentials, user_agent, routing, timeout } = settings;
        let authorization = credentials.authorization()?;
        Ok(Client(Arc::new(Shared { transport, credentials, authorization, user_agent, routing, timeout })))
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.0.transport
    }

    /// The credentials as a header, for calls that bring none of their own.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.0.authorization.clone()
    }

    pub(crate) fn user_agent(&self) -> HeaderValue {
        self.0.user_agent.clone()
    }

    pub(crate) fn routing(&self) -> &Routing {
        &self.0.routing
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.0.timeout
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("credentials", &self.0.credentials)
            .field("user_agent", &self.0.user_agent)
            .field("routing", &self.0.routing)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}
