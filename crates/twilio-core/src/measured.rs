//! What the benches measure and the API has no name for. Not covered by semantic versioning; nothing else uses it.

use bytes::Bytes;

use crate::client::Endpoint;
use crate::error::Error;
use crate::generated::Request;

/// The URL and the body that a request is sent with.
///
/// # Errors
/// What is wrong with the request's inputs.
pub fn encoded(request: Request) -> Result<(String, Option<Bytes>), Error> {
    let call = request.into_call()?;
    let url = call.endpoint.base().url(&call.target);
    Ok((url.map(String::from).unwrap_or_default(), call.body))
}

/// Where a link to the next page leads.
///
/// # Errors
/// Why it isn't followed.
pub fn next_target(endpoint: &Endpoint, link: &str) -> Result<String, String> {
    crate::page::link_target(endpoint, link)
}
