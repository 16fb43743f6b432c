//! What is configured from outside: environment variables, edge, region and base URL.
//!
//! Nothing here sends anything. A wrong setting is an error that names it and never repeats a value that may contain a password.

mod base_url;
pub(crate) mod environment;
mod origin;
mod routing;

pub(crate) use base_url::Base;
pub(crate) use origin::{Origin, OriginProblem, is_scheme};
pub(crate) use routing::Routing;
