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
//! # Inputs
//!
//! What an operation requires is an argument, or a struct where there are more than three; what is optional is a setter.
//! A setter that isn't called sends nothing; [`Field::Clear`] sends the field empty, which clears it. What is wrong with
//! an argument is returned by `send`, `stream` or `pages` before anything leaves the machine.
//!
//! # Answers
//!
//! Every field of a model is an `Option`, since answers may leave any of them out, and unknown enum values and odd SIDs
//! are kept, not refused. [`Response`] derefs to the model and knows the status, the headers and the raw text.
//!
//! # Errors
//!
//! All crates share one [`Error`]; its `kind` and predicates say what went wrong, `api` gives Twilio's own answer.
#![deny(missing_docs)]

mod client;
#[rustfmt::skip]
mod generated;

pub use client::Client;
pub use generated::*;
pub use twilio_core::{
    Continuation, Credentials, Error, ErrorKind, Field, Json, Links, Page, Pager, Pages, Response, Timestamp, sid,
};
