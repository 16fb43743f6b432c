//! OAuth client credentials: access tokens that are fetched, kept and renewed.
//!
//! - The token request has no `Authorization` header, and neither edge nor region changes its URL.
//! - One fetch is in flight at a time, however many calls wait for it. A fetch that is dropped is taken over by another caller that waits.
//! - A fetch that fails is an error, and the next call tries again.

mod cache;
mod client;
#[cfg(test)]
mod tests;
mod token;
mod token_request;
mod tokens;

pub use client::OAuth;
pub(super) use tokens::Tokens;
