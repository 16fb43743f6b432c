//! A typed client of Twilio Flex v1, generated from an OpenAPI document.
//!
//! This crate is unofficial: Twilio neither makes nor supports it.
//!
//! The walk of the URL is the walk of the code: from [`Client`] through handles to an operation, which is sent or, for
//! a list, streamed.
//!
//! ```no_run
//! use twilio_flex_v1::Client;
//!
//! # async fn run() -> Result<(), twilio_core::Error> {
//! let flex = Client::from_env()?;
//!
//! let mut channels = flex.channels().list().limit(500).stream();
//! while let Some(channel) = channels.try_next().await? {
//!     println!("{:?} belongs to task {:?}", channel.sid, channel.task_sid);
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
//! # async fn run(flex: twilio_flex_v1::Client) -> Result<(), twilio_flex_v1::Error> {
//! let mut channels = flex.channels().list().page_size(100).limit(250).stream();
//! while let Some(channel) = channels.try_next().await? {
//!     println!("{:?}", channel.sid);
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
//! # async fn run(flex: twilio_flex_v1::Client) -> Result<(), twilio_flex_v1::Error> {
//! use twilio_flex_v1::Field;
//!
//! let flow = flex.flex_flow("FOaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
//! flow.update().friendly_name("Front desk").enabled(true).send().await?;
//! flow.update().contact_identity(Field::Clear).send().await?;
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
//! # async fn run(flex: twilio_flex_v1::Client) -> Result<(), twilio_flex_v1::Error> {
//! match flex.channel("CHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").fetch().send().await {
//!     Ok(channel) => println!("task {:?}, request {:?}", channel.task_sid, channel.request_id()),
//!     Err(error) if error.is_not_found() => println!("no such channel"),
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
