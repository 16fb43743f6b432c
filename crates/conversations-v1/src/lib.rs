//! A typed client of Twilio Conversations v1, generated from an OpenAPI document.
//!
//! This crate is unofficial: Twilio neither makes nor supports it.
//!
//! The walk of the URL is the walk of the code: from [`Client`] through handles to an operation, which is sent or, for
//! a list, streamed.
//!
//! ```no_run
//! use twilio_conversations_v1::Client;
//!
//! # async fn run() -> Result<(), twilio_core::Error> {
//! let conversations = Client::from_env()?;
//! let service = conversations.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
//!
//! let alice = service.users().create("alice").friendly_name("Alice").send().await?;
//! println!("{:?}", alice.sid);
//!
//! let mut users = service.users().list().limit(500).stream();
//! while let Some(user) = users.try_next().await? {
//!     println!("{:?}", user.identity);
//! }
//! # Ok(()) }
//! ```
//!
//! # Resources
//!
//! Each step of the walk with its operations. The modules below have one page for each resource, with an example.
//!
#![doc = include_str!("generated/tree.md")]
//!
//! # Authentication
//!
//! [`Client::from_env`] takes `TWILIO_API_KEY` and `TWILIO_API_SECRET`, else `TWILIO_ACCOUNT_SID` and
//! `TWILIO_AUTH_TOKEN`; [`Client::new`] takes [`Credentials`]; [`Client::builder`] sets everything else.
//!
//! # Lists
//!
//! A list is a stream of records over all its pages, or of pages; `limit` is how many records it gives at most,
//! `page_size` how many a page holds. A pager's continuation can be stored and resumed in another process.
//!
//! ```no_run
//! # async fn run(conversations: twilio_conversations_v1::Client) -> Result<(), twilio_conversations_v1::Error> {
//! let service = conversations.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
//! let mut users = service.users().list().page_size(50).limit(250).stream();
//! while let Some(user) = users.try_next().await? {
//!     println!("{:?}", user.sid);
//! }
//! # Ok(()) }
//! ```
//!
//! # Inputs
//!
//! What an operation requires is an argument, or a struct where there are more than three; what is optional is a setter.
//! A setter that isn't called sends nothing; [`Field::Clear`] sends the field empty, which clears it. What is wrong with
//! an argument is returned by `send`, `stream` or `pages` before anything leaves the machine.
//!
//! ```no_run
//! # async fn run(conversations: twilio_conversations_v1::Client) -> Result<(), twilio_conversations_v1::Error> {
//! use twilio_conversations_v1::Field;
//!
//! let user = conversations.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").user("bob");
//! user.update().friendly_name("Bob").send().await?;
//! user.update().friendly_name(Field::Clear).send().await?;
//! # Ok(()) }
//! ```
//!
//! # Answers
//!
//! Every field of a model is an `Option`, since answers may leave any of them out, and unknown enum values and odd SIDs
//! are kept, not refused. [`Response`] derefs to the model and knows the status, the headers and the raw text.
//!
//! # Errors
//!
//! All crates share one [`Error`]; its `kind` and predicates say what went wrong, `api` gives Twilio's own answer.
//!
//! ```no_run
//! # async fn run(conversations: twilio_conversations_v1::Client) -> Result<(), twilio_conversations_v1::Error> {
//! let service = conversations.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
//! match service.user("bob").fetch().send().await {
//!     Ok(bob) => println!("online: {:?}, request {:?}", bob.is_online, bob.request_id()),
//!     Err(error) if error.is_not_found() => println!("no bob"),
//!     Err(error) => {
//!         if let Some(api) = error.api() {
//!             eprintln!("Twilio's code {}: {:?}", api.code, api.message);
//!         }
//!         return Err(error);
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! # Tests
//!
//! The feature `testing` has a mock that replies by rules, and recordings of real calls that replay without a network: see
//! [`twilio_core::testing`](https://docs.rs/twilio-core/latest/twilio_core/testing), and the example `mock` of this crate for a complete test.
#![deny(missing_docs)]

mod client;
#[rustfmt::skip]
mod generated;

pub use client::Client;
pub use generated::*;
#[cfg(feature = "testing")]
pub use twilio_core::testing;
pub use twilio_core::{
    Continuation, Credentials, Error, ErrorKind, Field, Json, Links, Page, Pager, Pages, Response, Timestamp, sid,
};
