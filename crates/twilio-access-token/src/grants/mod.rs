//! Grants: one type per kind, and [`CustomGrant`] for kinds that this crate does not have.
//!
//! A grant becomes one JSON object of the token. Its members have the order of Twilio's documentation; empty ones are left out.

mod custom;
mod member;
mod services;
mod voice;

pub use custom::CustomGrant;
pub use member::Grant;
pub(crate) use member::Member;
pub use services::{ChatGrant, DataSyncGrant, TaskRouterGrant, VideoGrant};
pub use twilio_core::sid::ApplicationSid;
pub use voice::VoiceGrant;
