//! What the benches and the fuzz targets reach of the private parts. Not covered by semantic versioning; nothing else uses it.

use bytes::Bytes;
use http::HeaderMap;
pub use http::StatusCode;

use crate::call::{CallSpan, RawResponse};
use crate::client::Endpoint;
use crate::config::Origin;
use crate::error::{Earlier, Error};
use crate::model::Decode;
use crate::operation::Operation;
use crate::page::{Page, next_link};
use crate::request::{Continuation, Request};

/// The URI and the body that a request is sent with.
///
/// # Errors
/// An input of the request is invalid.
pub fn encoded(request: Request) -> Result<(Option<http::Uri>, Bytes), Error> {
    let call = request.prepare()?;
    Ok((call.endpoint.base().uri(&call.target), call.body))
}

/// The target that a link to the next page leads to.
///
/// # Errors
/// Why it isn't followed.
pub fn next_target(endpoint: &Endpoint, link: &str) -> Result<String, String> {
    next_link::target(endpoint, link)
}

/// The URI that would be called for a link to the next page.
///
/// # Errors
/// Why none would be.
pub fn follow(endpoint: &Endpoint, link: &str) -> Result<Option<http::Uri>, String> {
    next_link::target(endpoint, link).map(|target| endpoint.base().uri(&target))
}

/// Scheme, host and port of a URL, as they are compared; `None` for a URL that is refused.
#[must_use]
pub fn origin(url: &str) -> Option<(bool, String, u16)> {
    let (origin, _) = Origin::parse(url).ok()?;
    Some((origin.is_https(), origin.host().to_owned(), origin.port()))
}

/// The URI and the stored headers that a request would be sent with when it is resumed at this continuation.
///
/// # Errors
/// The continuation isn't one of that list.
pub fn resumed(mut request: Request, continuation: &Continuation) -> Result<(Option<http::Uri>, HeaderMap), Error> {
    request.enter(continuation)?;
    let call = request.prepare()?;
    Ok((call.endpoint.base().uri(&continuation.target), call.headers))
}

/// The usable proxies for `http` and `https` that these variables set, and whether a request to `uri` is refused because of an unusable one.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
#[must_use]
pub fn proxies(lookup: &dyn Fn(&str) -> Option<String>, uri: &http::Uri) -> ([Option<String>; 2], bool) {
    let rules = crate::transport::proxy_rules(lookup);
    (rules.addresses().map(|address| address.map(str::to_owned)), rules.check(uri).is_err())
}

/// The error of a response to `GET {path}`, of the template `/v2/Services/{ServiceSid}/Users/{Sid}`.
#[must_use]
pub fn refused(path: &str, status: StatusCode, body: &[u8]) -> Error {
    const OPERATION: &Operation = &Operation::get("FetchUser", "/v2/Services/{ServiceSid}/Users/{Sid}");
    Error::refused_by_api(OPERATION, path, status, HeaderMap::new(), body)
}

/// Reads a page whose records are in `conversations`.
///
/// # Errors
/// It is not a page.
pub fn page<T: Decode>(text: &str) -> Result<(Page<T>, Option<String>), Error> {
    const OPERATION: &Operation = &Operation::list("ListConversation", "/v1/Conversations", "conversations", Some(100));
    let (status, headers, text) = (StatusCode::OK, HeaderMap::new(), text.to_owned());
    let (attempts, earlier, span) = (1, Earlier::default(), CallSpan::none());
    let read = Page::read(RawResponse { operation: OPERATION, status, headers, text, attempts, earlier, span });
    read.map(|(page, _, link)| (page, link))
}
