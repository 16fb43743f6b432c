//! The client of this product: how it is made. What it leads to is generated.

use twilio_core::{Credentials, Endpoint, Error, Product, ProductBuilder};

use crate::generated;

/// A client of Twilio Programmable Chat v2. Cheap to clone; clones share their connections.
///
/// ```no_run
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_chat_v2::{Client, Credentials};
///
/// let chat = Client::new(Credentials::account("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "auth token"))?;
/// # let _ = chat;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) endpoint: Endpoint,
}

impl Client {
    /// A client with these credentials; edge and region come from the environment, the rest is as Twilio documents it.
    ///
    /// # Errors
    /// As [`ProductBuilder::build`].
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Client::builder().credentials(credentials).build()
    }

    /// A client with everything from the environment.
    ///
    /// # Errors
    /// As [`ProductBuilder::build`]; a variable that is missing is named.
    pub fn from_env() -> Result<Self, Error> {
        Client::builder().build()
    }

    /// Starts a client with settings of its own, such as another base URL or other timeouts.
    pub fn builder() -> ProductBuilder<Client> {
        ProductBuilder::new()
    }

    /// Starts a client of the API's older name, `ip-messaging.twilio.com`. Both names serve the same API.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), twilio_core::Error> {
    /// use twilio_chat_v2::{Client, Credentials};
    ///
    /// let credentials = Credentials::account("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "auth token");
    /// let chat = Client::ip_messaging().credentials(credentials).build()?;
    /// # let _ = chat;
    /// # Ok(()) }
    /// ```
    pub fn ip_messaging() -> ProductBuilder<Client> {
        ProductBuilder::new().server("https://ip-messaging.twilio.com")
    }

    /// A client that shares the connections and credentials of another product's ([`Client::core`]).
    ///
    /// # Errors
    /// As [`ProductBuilder::build`].
    pub fn with_core(core: &twilio_core::Client) -> Result<Self, Error> {
        Client::builder().core(core).build()
    }

    /// What this client shares with others: connections, credentials, edge and region.
    pub fn core(&self) -> &twilio_core::Client {
        self.endpoint.core()
    }
}

impl Product for Client {
    const SERVERS: &'static [&'static str] = generated::SERVERS;

    fn from_endpoint(endpoint: Endpoint) -> Self {
        Client { endpoint }
    }
}
