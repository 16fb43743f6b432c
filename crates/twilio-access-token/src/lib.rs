//! Signs access tokens for Twilio's client SDKs: Chat, Conversations, Sync, TaskRouter, Video and Voice.
//!
//! Builds an [`AccessToken`] (JWT, HS256) from an account SID, an API key and a list of grants. Unofficial: Twilio neither makes nor
//! supports this crate.
//!
//! ```
//! use std::time::Duration;
//! use twilio_access_token::{AccessToken, ChatGrant};
//!
//! # let secret = "the API key's secret";
//! let token = AccessToken::builder("AC0123456789abcdef0123456789abcdef", "SK0123456789abcdef0123456789abcdef", secret)
//!     .identity("alice")
//!     .ttl(Duration::from_secs(15 * 60))
//!     .grant(ChatGrant::new().service_sid("IS0123456789abcdef0123456789abcdef"))
//!     .build()?;
//! let response = serde_json::json!({ "token": token.as_str() });
//! # Ok::<(), twilio_access_token::AccessTokenError>(())
//! ```
//!
//! - SIDs and lifetimes are checked before the token is signed; the error names the parameter.
//! - [`build_at`](AccessTokenBuilder::build_at) is deterministic: members have the order of Twilio's documentation.
//! - `Debug` shows neither the secret nor the token.
//! - Twilio checks a token when a client connects. A wrong secret, a service of another account or a deleted API key is not noticed here.
//! - A token is signed, not encrypted: its holder can read it, so an identity must not be a secret.
//!
//! OAuth access tokens for API calls are something else: see the feature `oauth` of the product crates.
#![deny(missing_docs)]

mod builder;
mod error;
mod grants;
mod object;
#[cfg(test)]
mod tests;
mod token;

pub use builder::AccessTokenBuilder;
pub use error::AccessTokenError;
pub use grants::{
    ApplicationSid, ChatGrant, CustomGrant, DataSyncGrant, Grant, TaskRouterGrant, VideoGrant, VoiceGrant,
};
pub use token::AccessToken;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
