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
//! Required inputs are arguments; where an operation has more than three, each has a method, in a fixed order, and the last
//! one returns the request. Optional inputs are setters. A setter that isn't called sends nothing; [`Field::Clear`] sends the
//! field empty, which clears it; an `Option` that is `None` leaves the field unset. Inputs accept the type itself, a string that
//! is read as one, and the optional field of a model ([`IntoInput`], [`IntoField`]). If an argument is invalid, the request
//! returns an error and nothing is sent.
//!
//! Setters have the names of the API's inputs, and so have `limit`, `page_size` and `resume` of lists, which choose what is
//! returned. Options that change how this library makes the call begin with `with_` or `without_`, so that a new input never
//! has the name of an option.
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
//! Attributes are JSON in a string: `attributes` takes the string, `attributes_json` anything that serialises.
//!
//! ```no_run
//! # async fn run(conversations: twilio_conversations_v1::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use std::collections::BTreeMap;
//!
//! let order = BTreeMap::from([("order", 4711)]);
//! let created = conversations.conversations().create().attributes_json(&order).send().await?;
//! let read: Option<BTreeMap<String, u32>> = created.attributes_json()?;
//! println!("{:?}", read.map(|read| read["order"]));
//! # Ok(()) }
//! ```
//!
//! # One model for two paths
//!
//! The default service's resources and those of a service by SID have the same models, so that one function takes both.
//!
//! ```no_run
//! use std::time::Duration;
//! use twilio_conversations_v1::{Timestamp, conversation::Conversation};
//!
//! /// Whether nothing has happened for 30 days; false for a conversation without a date.
//! fn is_stale(conversation: &Conversation) -> bool {
//!     let cutoff = Timestamp::now() - Duration::from_secs(30 * 24 * 60 * 60);
//!     conversation.date_updated.as_ref().is_some_and(|updated| updated.is_before(&cutoff))
//! }
//!
//! # async fn run(client: twilio_conversations_v1::Client) -> Result<(), twilio_conversations_v1::Error> {
//! let of_the_default_service = client.conversation("general").fetch().send().await?;
//! let of_another = client.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").conversation("general").fetch().send().await?;
//! println!("{} {}", is_stale(&of_the_default_service), is_stale(&of_another));
//! # Ok(()) }
//! ```
//!
//! # Answers
//!
//! Every field of a model is an `Option`, since answers may leave any of them out, and unknown enum values and odd SIDs
//! are kept, not refused. With the feature `schemars`, every model and enum has a JSON Schema; the example `tool` makes a tool definition of one. [`Response`] derefs to the model and knows the status, the headers and the raw text.
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
#![cfg_attr(docsrs, feature(doc_cfg))]

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use twilio_core as core;
#[cfg(feature = "oauth")]
pub use twilio_core::OAuth;
#[cfg(feature = "testing")]
pub use twilio_core::testing;
pub use twilio_core::{
    ApiError, ApiErrorItem, Authorization, Backoff, Continuation, CredentialSource, Credentials, Date, Error,
    ErrorCode, ErrorKind, FailedAttempt, Field, FromText, Input, IntoField, IntoInput, IntoPathSegment, InvalidValue,
    Json, JsonString, Links, Operation, Page, PageMeta, Pager, Pages, PathSegment, ProductBuilder, Response,
    RetryPolicy, Spelling, Timestamp, UnknownValue, Unredacted, sid, transport,
};
