//! Grants: one type per kind, and [`CustomGrant`] for kinds that this crate does not have.
//!
//! A grant becomes one JSON object of the token. Its members have the order of Twilio's documentation; empty ones are left out.

mod custom;
mod member;
mod services;
mod voice;

pub use custom::CustomGrant;
pub(crate) use member::Member;
pub use member::{ApplicationSid, Grant};
pub use services::{ChatGrant, DataSyncGrant, TaskRouterGrant, VideoGrant};
pub use voice::VoiceGrant;
