//! The client of a product crate, which differs from others by its name and its servers.

/// Makes a product's client: the type `Client` with its constructors. `product_client!("Flex v1", "twilio_flex_v1", SERVERS)` takes the product's name for
/// readers, the crate's name and the documented servers.
#[doc(hidden)]
#[macro_export]
macro_rules! product_client {
    ($product:literal, $crate_name:literal, $servers:expr) => {
        #[doc = ::core::concat!("A client of Twilio ", $product, ". Cheap to clone; clones share their connections.")]
        ///
        /// ```no_run
        /// # fn main() -> Result<(), twilio_core::Error> {
        #[doc = ::core::concat!("use ", $crate_name, "::{Client, Credentials};")]
        ///
        /// let client = Client::new(Credentials::account("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "auth token"))?;
        /// # let _ = client;
        /// # Ok(()) }
        /// ```
        #[derive(Clone, Debug)]
        pub struct Client {
            endpoint: $crate::Endpoint,
        }

        impl Client {
            /// Creates a client with these credentials. Edge and region are read from `TWILIO_EDGE` and `TWILIO_REGION`; everything else has its
            /// default.
            ///
            /// # Errors
            #[doc = ::core::concat!("See [`ProductBuilder::build`](", $crate_name, "::core::ProductBuilder::build).")]
            pub fn new(credentials: $crate::Credentials) -> ::core::result::Result<Self, $crate::Error> {
                Client::builder().credentials(credentials).build()
            }

            /// Creates a client with credentials, edge and region from the environment.
            ///
            /// # Errors
            #[doc = ::core::concat!("See [`ProductBuilder::build`](", $crate_name, "::core::ProductBuilder::build). A missing variable is named.")]
            pub fn from_env() -> ::core::result::Result<Self, $crate::Error> {
                Client::builder().build()
            }

            /// Starts a client with settings of its own, such as another base URL or other timeouts.
            pub fn builder() -> $crate::ProductBuilder<Client> {
                $crate::ProductBuilder::new()
            }

            /// Creates a client that shares the connections and credentials of another product's client ([`Client::core`]).
            ///
            /// # Errors
            #[doc = ::core::concat!("See [`ProductBuilder::build`](", $crate_name, "::core::ProductBuilder::build).")]
            pub fn with_core(core: &$crate::Client) -> ::core::result::Result<Self, $crate::Error> {
                Client::builder().core(core).build()
            }

            /// Returns what this client shares with others: connections, credentials, edge and region.
            pub fn core(&self) -> &$crate::Client {
                self.endpoint.core()
            }
        }

        impl $crate::Product for Client {
            const SERVERS: &'static [&'static str] = $servers;

            fn from_endpoint(endpoint: $crate::Endpoint) -> Self {
                Client { endpoint }
            }
        }
    };
}
