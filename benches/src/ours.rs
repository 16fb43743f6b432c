//! Our side where a bench needs a type that the product crates keep to themselves.

use twilio_chat_v2::user_channel::UserChannel;
use twilio_conversations_v1::user::User;
use twilio_core::generated::{Handle, Operation, Request};
use twilio_core::{Credentials, Endpoint, PageMeta, Product, ProductBuilder};

use crate::documents::{ACCOUNT, TOKEN};

twilio_core::model! {
    /// A page of users as one document.
    pub struct ServiceUserPage {
        pub meta: Option<PageMeta> = "meta",
        pub users: Option<Vec<User>> = "users",
    }
}

twilio_core::model! {
    /// A page of channels as one document.
    pub struct UserChannelPage {
        pub meta: Option<PageMeta> = "meta",
        pub channels: Option<Vec<UserChannel>> = "channels",
    }
}

/// A product whose walk the benches see from within, as generated code does.
#[derive(Clone, Debug)]
pub struct Walk {
    pub endpoint: Endpoint,
}

impl Product for Walk {
    const SERVERS: &'static [&'static str] = &["https://conversations.twilio.com"];

    fn from_endpoint(endpoint: Endpoint) -> Self {
        Walk { endpoint }
    }
}

/// CreateServiceConversation.
pub const CREATE: &Operation =
    &Operation::post("CreateServiceConversation", "/v1/Services/{ChatServiceSid}/Conversations");
/// FetchServiceUser.
pub const FETCH: &Operation = &Operation::get("FetchServiceUser", "/v1/Services/{ChatServiceSid}/Users/{Sid}");

impl Walk {
    /// A client of the real server, which no bench calls.
    pub fn new() -> Result<Walk, twilio_core::Error> {
        ProductBuilder::new().credentials(credentials()).build()
    }

    /// The collection of conversations.
    pub fn conversations(&self, service: &str) -> Handle {
        self.endpoint.root("/v1").child("Services").segment("ChatServiceSid", service.into()).child("Conversations")
    }

    /// A request for one user.
    pub fn user(&self, service: &str, user: &str) -> Request {
        let service = self.endpoint.root("/v1").child("Services").segment("ChatServiceSid", service.into());
        service.child("Users").segment("Sid", user.into()).request(FETCH)
    }
}

/// The same credentials as the baseline's.
pub fn credentials() -> Credentials {
    Credentials::account(ACCOUNT, TOKEN)
}
