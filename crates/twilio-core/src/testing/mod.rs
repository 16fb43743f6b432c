//! Tests of an application without a network. Feature `testing`, for `[dev-dependencies]`.
//!
//! | level | what replies | for | not for |
//! |---|---|---|---|
//! | [`MockTransport`] | rules that the test writes | branches and failures of one function, in every run | what Twilio really replies |
//! | [`Recorder`] and [`Replay`] | calls that were recorded once | what Twilio really replied, before an upgrade or nightly | failures that are hard to provoke |
//! | stubs: [`Response::from_model`](crate::Response::from_model), [`Page::from_items`](crate::Page::from_items), [`Error::from_status`](crate::Error::from_status) | a trait of the application's own | code above such a trait | requests: nothing is encoded |
//!
//! None of them opens a connection, and none takes time: pauses between attempts move a [`TestClock`]. They work in a build without an HTTP client
//! (`default-features = false, features = ["testing"]`). Models implement `Default` in every build: make one and set its public fields.
//!
//! # A mock
//!
//! Rules are written for the constant `OPERATION` of a request, so that a misspelt one does not compile.
//!
//! ```
//! # mod twilio_chat_v2 {
//! #     use twilio_core::{Endpoint, Product, generated::{Handle, IntoPathSegment}};
//! #     #[derive(Clone, Debug)] pub struct Client(Endpoint);
//! #     impl Product for Client {
//! #         const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];
//! #         fn from_endpoint(endpoint: Endpoint) -> Self { Client(endpoint) }
//! #     }
//! #     impl Client {
//! #         pub fn user(&self, sid: impl IntoPathSegment) -> User { User(self.0.root("/v2").child("Users").segment("Sid", sid.into_path_segment())) }
//! #         pub fn users(&self) -> Users { Users(self.0.root("/v2").child("Users")) }
//! #     }
//! #     pub struct User(Handle);
//! #     impl User { pub fn fetch(&self) -> FetchUser { FetchUser::at(&self.0) } }
//! #     pub struct Users(Handle);
//! #     impl Users { pub fn list(&self) -> ListUser { ListUser::at(&self.0) } }
//! #     twilio_core::model! { pub struct UserModel { pub identity: Option<String> = "identity" private, } }
//! #     twilio_core::request!(FetchUser: GET "FetchUser", "/v2/Users/{Sid}" => UserModel);
//! #     twilio_core::list_request!(ListUser: "ListUser", "/v2/Users", "users", Some(100) => UserModel);
//! #     pub use twilio_core::testing;
//! # }
//! use std::time::Duration;
//! use serde_json::json;
//! use twilio_chat_v2::testing::{MockTransport, Reply};
//! use twilio_chat_v2::{Client, FetchUser, ListUser};
//!
//! /// Of the application.
//! async fn count_users(chat: &Client) -> Result<usize, twilio_core::Error> {
//!     let mut users = chat.users().list().page_size(2).stream();
//!     let mut count = 0;
//!     while users.try_next().await?.is_some() {
//!         count += 1;
//!     }
//!     Ok(count)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! // #[tokio::test]
//! // async fn all_pages_are_counted_although_one_comes_too_early() {
//! let mock = MockTransport::new()
//!     .on(ListUser::OPERATION).query("Page", "1").once(Reply::status(429).header("Retry-After", "2"))
//!     .on(ListUser::OPERATION).records((0..5).map(|number| json!({ "identity": format!("user {number}") })))
//!     .on(FetchUser::OPERATION).optional().reply(Reply::status(404));
//! assert_eq!(count_users(&mock.client()).await.unwrap(), 5);
//! assert_eq!(mock.operations(), ["ListUser"; 4]);
//! assert_eq!(mock.waited(), Duration::from_secs(2));
//! mock.assert_done();
//! // }
//! # }
//! ```
//!
//! # A recording
//!
//! Record once, with real credentials: build the client with `Recorder::new(ReqwestTransport::builder().build()?)` as its transport, make the
//! calls, and [`save`](Recorder::save) the file. Read it, commit it, and replay it in every run; [`Recorder`] has a complete test.
//!
//! # Every failure
//!
//! | [`ErrorKind`](crate::ErrorKind) | produced by |
//! |---|---|
//! | `InvalidInput` | an argument that can't be sent; no rule is needed |
//! | `Credentials` | `mock.client_with(\|settings\| settings.credentials(Credentials::account("", "")))` |
//! | `Config` | `Reply::failure(TransportErrorKind::Unsupported)`, a request without a rule, or a wrong setting in [`client_with`](MockTransport::client_with) |
//! | `Token` | a [`CredentialSource`](crate::CredentialSource) that fails, or an OAuth client and `on_path("POST", "/v2/token").reply(Reply::status(401))` |
//! | `Connect` | `Reply::failure(TransportErrorKind::Connect)` |
//! | `Timeout` | [`Reply::silence`], [`Reply::delay`] beyond the time limit, or `Reply::failure(TransportErrorKind::Timeout)` |
//! | `Transport` | `Reply::failure(TransportErrorKind::Interrupted)` or `Refused`, or [`Reply::broken`] |
//! | `Api` | [`Reply::status`] from 400 on, or [`Reply::api_error`] |
//! | `Decode` | `Reply::text(200, "<html>")`, bytes that are not UTF-8, or a body beyond `max_body_bytes` |
//! | `Paging` | a page whose `meta.next_page_url` leads to another host |
//!
//! A failure that a client repeats is replied [`once`](RuleBuilder::once), followed by a rule with a success.

mod captured;
mod mock;
mod recording;
mod reply;
mod stubs;
mod template;
mod test_client;
#[cfg(test)]
mod tests;

pub use crate::clock::TestClock;
pub use captured::CapturedRequest;
pub use mock::{MockTransport, RuleBuilder};
pub use recording::{Recorder, Replay};
pub use reply::Reply;
