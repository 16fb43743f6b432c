//! Access tokens for the SDKs in browsers and apps: Chat, Conversations, Sync, TaskRouter, Video and Voice.
//!
//! What enters: the account's SID, an API key with its secret, who the token is for and what it grants. What leaves: a signed
//! [`AccessToken`] (JWT, HS256), or the first thing that is wrong. Invariants: the same inputs and the same time give the same text, members
//! in the order of Twilio's documentation; neither the secret nor the token is shown by `Debug`.
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
//! let answer = serde_json::json!({ "token": token.as_str() });
//! # Ok::<(), twilio_access_token::AccessTokenError>(())
//! ```
//!
//! Twilio reads a token when a client connects, not before: a wrong secret, a service of another account or a deleted API key don't show
//! here. The token's text is readable by whoever holds it (it is signed, not encrypted), so an identity shouldn't be a secret.
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
