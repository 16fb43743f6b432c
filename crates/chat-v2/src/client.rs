//! The second name of this API's server.

use twilio_core::ProductBuilder;

use crate::generated::Client;

impl Client {
    /// Starts a client of the API's older name, `ip-messaging.twilio.com`. Both names serve the same API. A base URL that is set on the builder replaces it.
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
        ProductBuilder::new().default_server("https://ip-messaging.twilio.com")
    }
}
