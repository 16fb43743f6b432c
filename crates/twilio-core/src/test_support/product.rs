//! A product for tests, written as generated code is.
#![allow(dead_code, reason = "the macros give every request all of its options, and not every test needs each")]

use crate::auth::Credentials;
use crate::client::Client;
use crate::client::{Endpoint, Product, ProductBuilder};
use crate::error::Error;
use crate::generated::{Handle, IntoField, IntoInput, IntoPathSegment, Operation};
use crate::operation::Place;
use crate::test_support::script::Script;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::test_support::server::TestServer;
use crate::value::sid::{ServiceSid, UserSid};

pub(crate) const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) endpoint: Endpoint,
}

impl Product for Chat {
    const SERVERS: &'static [&'static str] = &["https://chat.twilio.com", "https://ip-messaging.twilio.com"];

    fn from_endpoint(endpoint: Endpoint) -> Self {
        Chat { endpoint }
    }
}

impl Chat {
    pub(crate) fn builder() -> ProductBuilder<Chat> {
        // Tests of anything but retries want each scripted response once.
        ProductBuilder::new().credentials(Credentials::account("AC1", "pa55word")).without_retry()
    }

    /// A client whose requests get the responses of this script.
    pub(crate) fn over(script: &Script) -> Chat {
        Chat::scripted(script).build().expect("client")
    }

    pub(crate) fn scripted(script: &Script) -> ProductBuilder<Chat> {
        Chat::builder().base_url(script.url()).transport(script.transport())
    }

    /// A client of this server, over HTTP.
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn at(server: &TestServer) -> Chat {
        Chat::builder().base_url(server.url()).build().expect("client")
    }

    pub(crate) fn with_core(client: &Client) -> Result<Chat, Error> {
        ProductBuilder::new().core(client).build()
    }

    pub(crate) fn service(&self, sid: impl IntoInput<ServiceSid>) -> Service {
        Service(self.endpoint.root("/v2").child("Services").sid("ServiceSid", sid.into_input()))
    }
}

crate::location_request!(FetchData: GET "FetchData", "/v2/Data.json");

impl Chat {
    pub(crate) fn data(&self) -> FetchData {
        FetchData::at(&self.endpoint.root("/v2").child("Data.json"))
    }

    /// Below the account of the credentials.
    pub(crate) fn own_user(&self) -> UserHandle {
        UserHandle(self.endpoint.root("/v2").child("Accounts").account("AccountSid"))
    }
}

crate::model! {
    pub struct User {
        pub sid: Option<UserSid> = "sid",
        pub identity: Option<String> = "identity" private,
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Service(Handle);

impl Service {
    pub(crate) fn user(&self, sid: impl IntoPathSegment) -> UserHandle {
        UserHandle(self.0.child("Users").segment("Sid", sid.into_path_segment()))
    }

    pub(crate) fn users(&self) -> Users {
        Users(self.0.child("Users"))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct UserHandle(pub(crate) Handle);

impl UserHandle {
    pub(crate) fn fetch(&self) -> FetchUser {
        FetchUser::at(&self.0)
    }

    pub(crate) fn delete(&self) -> DeleteUser {
        DeleteUser::at(&self.0)
    }

    pub(crate) fn update(&self) -> UpdateUser {
        UpdateUser::at(&self.0)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Users(Handle);

impl Users {
    pub(crate) fn list(&self) -> ListUser {
        ListUser::at(&self.0)
    }

    /// As products list whose pages hold a token instead of a link.
    pub(crate) fn list_by_token(&self) -> ListUser {
        const OPERATION: &Operation =
            &Operation::list("ListUser", "/v2/Services/{ServiceSid}/Users", "users", Some(100)).by_token("pageToken");
        ListUser(self.0.request(OPERATION))
    }
}

crate::request!(FetchUser: GET "FetchUser", "/v2/Services/{ServiceSid}/Users/{Sid}" => User);

impl FetchUser {
    pub(crate) fn add_ons(self, value: impl IntoField<serde_json::Value>) -> Self {
        Self(self.0.query_map("AddOns", value.into_field()))
    }
}

crate::request!(DeleteUser: DELETE "DeleteUser", "/v2/Services/{ServiceSid}/Users/{Sid}" => ());

impl DeleteUser {
    pub(crate) fn webhook_enabled(self, value: impl IntoInput<bool>) -> Self {
        Self(self.0.input(Place::Header, "X-Twilio-Webhook-Enabled", value.into_input()))
    }
}

crate::request!(UpdateUser: POST "UpdateUser", "/v2/Services/{ServiceSid}/Users/{Sid}" => User);

impl UpdateUser {
    pub(crate) fn friendly_name(self, value: impl IntoField<String>) -> Self {
        Self(self.0.field(Place::Form, "FriendlyName", value.into_field()))
    }

    pub(crate) fn role_sid(self, value: impl IntoField<crate::value::sid::RoleSid>) -> Self {
        Self(self.0.field(Place::Form, "RoleSid", value.into_field()))
    }

    pub(crate) fn permission(self, value: impl IntoField<Vec<String>>) -> Self {
        Self(self.0.field(Place::Form, "Permission", value.into_field()))
    }

    pub(crate) fn attributes(self, value: impl IntoField<serde_json::Value>) -> Self {
        Self(self.0.field(Place::Json, "attributes", value.into_field()))
    }

    pub(crate) fn active(self, value: impl IntoField<bool>) -> Self {
        Self(self.0.field(Place::Json, "active", value.into_field()))
    }

    pub(crate) fn body(self, value: impl IntoInput<serde_json::Value>) -> Self {
        Self(self.0.input(Place::Body, "", value.into_input()))
    }

    pub(crate) fn add_ons(self, value: impl IntoField<serde_json::Value>) -> Self {
        Self(self.0.form_map("AddOns", value.into_field()))
    }

    pub(crate) fn scim(self) -> Self {
        Self(self.0.media("application/scim+json"))
    }

    /// As Flex Insights declares it.
    pub(crate) fn authorization(self, value: impl IntoInput<String>) -> Self {
        Self(self.0.input(Place::Header, "Authorization", value.into_input()))
    }
}

crate::list_request!(ListUser: "ListUser", "/v2/Services/{ServiceSid}/Users", "users", Some(100), ["Flex-Metadata"] => User);

impl ListUser {
    pub(crate) fn role(self, value: impl IntoInput<Vec<String>>) -> Self {
        Self(self.0.input(Place::Query, "Role", value.into_input()))
    }

    pub(crate) fn authorization(self, value: impl IntoInput<String>) -> Self {
        Self(self.0.input(Place::Header, "Authorization", value.into_input()))
    }

    pub(crate) fn flex_metadata(self, value: impl IntoInput<String>) -> Self {
        Self(self.0.input(Place::Header, "Flex-Metadata", value.into_input()))
    }
}
