//! The URL that Twilio signed.
//!
//! Scheme and host come from configuration: [`PublicUrl`] for a whole server, [`ConfiguredUrl`] for one webhook. Path and query come
//! from the request. URLs are cut and joined, never parsed and written again, because the signature covers every byte.

mod configured;
mod parts;
mod public_url;
mod signed;

pub(crate) use configured::ConfiguredUrl;
pub use public_url::PublicUrl;
pub(crate) use signed::SignedUrl;
