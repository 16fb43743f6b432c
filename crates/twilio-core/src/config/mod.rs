//! What is configured from outside: environment variables, edge, region and base URL.
//!
//! Nothing here sends anything; a wrong setting is an error that names it and never repeats a value that may hold a password.

mod base_url;
pub(crate) mod environment;
mod routing;

pub(crate) use base_url::{Base, is_loopback, rewrite_host};
pub(crate) use routing::Routing;
