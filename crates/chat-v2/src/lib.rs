//! A typed client of Twilio Programmable Chat v2, generated from an OpenAPI document.
//!
//! **Programmable Chat has reached its end of life.** Use this crate to look after what still runs on it, and
//! [`twilio-conversations-v1`](https://docs.rs/twilio-conversations-v1) for anything new.
//!
//! This crate is unofficial: Twilio neither makes nor supports it.
//!
//! The walk of the URL is the walk of the code: from [`Client`] through handles to an operation, which is sent or, for
//! a list, streamed.
//!
//! ```no_run
//! use twilio_chat_v2::{Client, user_channel::UserChannelNotificationLevel};
//!
//! # async fn run() -> Result<(), twilio_core::Error> {
//! let chat = Client::from_env()?;
//! let user = chat.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").user("alice");
//!
//! let membership = user.channel("general").fetch().send().await?;
//! println!("{:?} unread", membership.unread_messages_count);
//! user.channel("general").update().notification_level(UserChannelNotificationLevel::Muted).send().await?;
//!
//! let mut channels = user.channels().list().limit(500).stream();
//! while let Some(channel) = channels.try_next().await? {
//!     println!("{:?}", channel.channel_sid);
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
//! # async fn run(chat: twilio_chat_v2::Client) -> Result<(), twilio_chat_v2::Error> {
//! let service = chat.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
//! let mut users = service.users().list().page_size(100).limit(250).stream();
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
//! # async fn run(chat: twilio_chat_v2::Client) -> Result<(), twilio_chat_v2::Error> {
//! use twilio_chat_v2::Field;
//!
//! let user = chat.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").user("bob");
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
//! # async fn run(chat: twilio_chat_v2::Client) -> Result<(), twilio_chat_v2::Error> {
//! let service = chat.service("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
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

mod client;
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
