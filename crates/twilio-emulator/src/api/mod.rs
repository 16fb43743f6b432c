//! The API over HTTP: from a request to its response.

mod answer;
pub(crate) mod auth;
pub(crate) mod response;
mod route;
mod transport;
