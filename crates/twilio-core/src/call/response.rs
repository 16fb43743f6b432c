//! A decoded response with what came around it.
//!
//! What enters: a success as text. What leaves: the model, and status, headers and the raw text beside it. Invariant: a body that isn't what the
//! operation returns is an error, never an empty model.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;

use http::{HeaderMap, StatusCode};

use crate::call::RawResponse;
use crate::error::{Error, request_id};
use crate::model::{Decode, from_json};
use crate::request::{PreparedCall, Request};

/// A successful response. Dereferences to the model; use [`into_inner`](Response::into_inner) to move fields out.
///
/// ```
/// fn show(response: &twilio_core::Response<String>) {
///     let text: &str = response;                       // the model's methods and fields
///     println!("{text} {} {:?}", response.status(), response.request_id());
///     let etag = response.headers().get("etag");
/// #   let _ = etag;
/// }
///
/// /// The model, for a program that keeps it, and the body, for one that wants a field which the model doesn't have.
/// fn split(response: twilio_core::Response<String>) -> (String, serde_json::Result<serde_json::Value>) {
///     let body = serde_json::from_str(response.text());
///     (response.into_inner(), body)
/// }
/// ```
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl<T> Response<T> {
    /// The status: 200, 201, 202 or 204; of an operation that gives an address, one of a redirection.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// `Twilio-Request-Id`: what Twilio's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The body as it came: what the model doesn't know is in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the model, to keep it or to move fields out of it: `let sid = response.into_inner().sid;`.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    pub(super) fn new(value: T, response: RawResponse) -> Self {
        Response::from_parts(value, response.status, response.headers, response.text)
    }

    pub(crate) fn from_parts(value: T, status: StatusCode, headers: HeaderMap, text: String) -> Self {
        Response { value, status, headers, text }
    }
}

/// A request that is being sent, as `.await` on it makes it.
pub type Sending<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send>>;

impl Request {
    /// Sends the request and decodes the response. Only the decoding is compiled once per model.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    #[doc(hidden)]
    pub async fn send<T: Decode>(self) -> Result<Response<T>, Error> {
        let response = self.raw_response(true).await?;
        match from_json(&response.text) {
            Ok(value) => Ok(Response::new(value, response)),
            Err(error) => Err(response.undecodable(&error)),
        }
    }

    /// Sends the request and looks at nothing but the status.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    #[doc(hidden)]
    pub async fn send_without_body(self) -> Result<Response<()>, Error> {
        self.raw_response(false).await.map(|response| Response::new((), response))
    }

    /// Sends the request and gives the address that the response redirects to, without asking for it.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind); a response without a `Location` header is one of kind [`Decode`](crate::ErrorKind::Decode).
    #[doc(hidden)]
    pub async fn send_for_location(self) -> Result<Response<String>, Error> {
        let response = self.raw_response(false).await?;
        let location = response.headers.get(http::header::LOCATION).and_then(|value| value.to_str().ok());
        match location.map(str::to_owned) {
            Some(location) => Ok(Response::new(location, response)),
            None => Err(response.undecodable(&"it has no `Location` header")),
        }
    }

    async fn raw_response(self, expects_body: bool) -> Result<RawResponse, Error> {
        PreparedCall { expects_body, ..self.prepare()? }.send().await
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
