//! What all products share: connections, credentials, edge, region, limits and the retry policy.
//!
//! What enters: the settings of a [`ClientBuilder`]. What leaves: a [`Client`] that product clients are made of. Invariant: a client that exists
//! has usable credentials, labels and headers; cloning it copies one pointer.

mod builder;
mod product;
mod product_builder;
mod product_client;
#[cfg(test)]
mod tests;

pub use builder::ClientBuilder;
pub use product::{Endpoint, Product};
pub use product_builder::ProductBuilder;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Semaphore;

use crate::auth::{Credentials, TokenCall};
use crate::clock::Clock;
use crate::config::Routing;
use crate::error::Error;
use crate::operation::Operation;
use crate::retry::{Host, Hosts, Observers, Policy};
use crate::transport::Transport;

/// One pool of connections with its credentials, shared by clients of several products. Cheap to clone, `Send` and `Sync`.
///
/// An application that uses one product has no need of it: that product's client makes its own.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Client, Credentials};
///
/// let core = Client::new(Credentials::api_key("SKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "secret"))?;
/// // let chat = twilio_chat_v2::Client::with_core(&core)?;
/// // let flex = twilio_flex_v1::Client::with_core(&core)?;
///
/// // Other credentials, the same connections.
/// let other = Client::builder()
///     .credentials(Credentials::api_key("SKYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY", "another secret"))
///     .transport(core.transport())
///     .build()?;
/// # let _ = other;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Shared>);

struct Shared {
    transport: Arc<dyn Transport>,
    clock: Clock,
    credentials: Credentials,
    /// Made once, for credentials that don't change.
    authorization: Option<HeaderValue>,
    user_agent: HeaderValue,
    routing: Routing,
    limits: CallLimits,
    retries: Retries,
    hosts: Hosts,
    in_flight: Option<Semaphore>,
}

/// How long and how much.
#[derive(Clone, Debug)]
pub(crate) struct CallLimits {
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    /// The largest body of a success that is read.
    pub(crate) body: usize,
    /// Attempts at the same time.
    pub(crate) in_flight: Option<usize>,
}

/// Who decides on repetitions, and who is told.
#[derive(Clone, Debug)]
pub(crate) struct Retries {
    pub(crate) policy: Policy,
    pub(crate) observers: Observers,
}

/// What the builder found, checked.
pub(crate) struct Settings {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    pub(crate) user_agent: HeaderValue,
    pub(crate) routing: Routing,
    pub(crate) limits: CallLimits,
    pub(crate) retries: Retries,
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
    /// ```no_run
    /// # fn main() -> Result<(), twilio_core::Error> {
    /// let client = twilio_core::Client::from_env()?;
    /// # let _ = client;
    /// # Ok(()) }
    /// ```
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

    /// The transport, to share its connections with a client that has other credentials: see [`ClientBuilder::transport`].
    #[must_use]
    pub fn transport(&self) -> Arc<dyn Transport> {
        self.0.transport.clone()
    }

    /// The same, borrowed.
    pub(crate) fn network(&self) -> &dyn Transport {
        &*self.0.transport
    }

    pub(crate) fn assemble(settings: Settings) -> Result<Self, Error> {
        let authorization = settings.credentials.prepare()?;
        Ok(Client(Arc::new(Shared {
            clock: clock_of(&*settings.transport),
            transport: settings.transport,
            credentials: settings.credentials,
            authorization,
            user_agent: settings.user_agent,
            routing: settings.routing,
            hosts: Hosts::default(),
            // More permits than a semaphore can have are no limit.
            in_flight: settings.limits.in_flight.filter(|most| *most <= Semaphore::MAX_PERMITS).map(Semaphore::new),
            limits: settings.limits,
            retries: settings.retries,
        })))
    }

    /// The credentials as a header, for attempts that bring none of their own.
    pub(crate) async fn authorization(
        &self,
        operation: &'static Operation,
        budget: Duration,
    ) -> Result<HeaderValue, Error> {
        match &self.0.authorization {
            Some(header) => Ok(header.clone()),
            None => {
                let call = TokenCall {
                    transport: self.network(),
                    user_agent: &self.0.user_agent,
                    clock: &self.0.clock,
                    timeout: self.0.limits.timeout,
                };
                match self.0.clock.timeout(budget, self.0.credentials.fetch(call, operation)).await {
                    Some(header) => header,
                    None => Err(Error::token_timeout(operation)),
                }
            }
        }
    }

    /// Which credentials the client has, for the error of a 401.
    pub(crate) fn describe_credentials(&self) -> Option<String> {
        self.0.credentials.describe()
    }

    /// Twilio responded 401 to this header of the client's. Whether there may be another one.
    pub(crate) fn refused(&self, header: &HeaderValue) -> bool {
        self.0.credentials.refused(header)
    }

    /// The account that resource paths begin at, if the credentials say it.
    pub(crate) fn account_sid(&self) -> Option<&str> {
        self.0.credentials.account_sid()
    }

    /// With OAuth, the client secret would go to Twilio although the calls don't.
    pub(crate) fn lacks_token_url(&self) -> bool {
        self.0.credentials.lack_token_url()
    }

    /// The clock that calls wait by.
    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn user_agent(&self) -> HeaderValue {
        self.0.user_agent.clone()
    }

    pub(crate) fn routing(&self) -> &Routing {
        &self.0.routing
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.0.limits.timeout
    }

    pub(crate) fn deadline(&self) -> Option<Duration> {
        self.0.limits.deadline
    }

    pub(crate) fn body_limit(&self) -> usize {
        self.0.limits.body
    }

    pub(crate) fn policy(&self) -> &Policy {
        &self.0.retries.policy
    }

    /// What is known of the host with this origin.
    pub(crate) fn host(&self, origin: &str) -> Arc<Host> {
        self.0.hosts.of(origin)
    }

    /// Limits the attempts that are made at the same time, if that is limited.
    pub(crate) fn in_flight(&self) -> Option<&Semaphore> {
        self.0.in_flight.as_ref()
    }

    pub(crate) fn observers(&self) -> &Observers {
        &self.0.retries.observers
    }
}

/// The clock that a client of this transport waits by.
fn clock_of(transport: &dyn Transport) -> Clock {
    #[cfg(feature = "testing")]
    return Clock::of(transport.clock());
    #[cfg(not(feature = "testing"))]
    {
        let _ = transport;
        Clock::default()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("credentials", &self.0.credentials)
            .field("user_agent", &self.0.user_agent)
            .field("routing", &self.0.routing)
            .field("limits", &self.0.limits)
            .field("retries", &self.0.retries)
            .finish_non_exhaustive()
    }
}
