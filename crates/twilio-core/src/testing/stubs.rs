//! Responses, pages and errors for an application's own stubs.

use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::reply::Reply;
use crate::call::{Response, check};
use crate::error::Error;
use crate::operation::Operation;
use crate::page::Page;

/// For applications with a trait of their own around the client, whose stub returns models. Feature `testing`.
impl<T: Serialize> Response<T> {
    /// A response with this model: status 200, no headers, and the model as its text.
    ///
    /// ```
    /// # twilio_core::model! { pub struct User { pub identity: Option<String> = "identity" private, } }
    /// use twilio_core::Response;
    ///
    /// let mut user = User::default();
    /// user.identity = Some("alice".to_owned());
    /// let response = Response::from_model(user);
    /// assert_eq!((response.status().as_u16(), response.identity.as_deref()), (200, Some("alice")));
    /// assert_eq!(response.text(), r#"{"identity":"alice"}"#);
    /// ```
    #[must_use]
    pub fn from_model(model: T) -> Self {
        let text = serde_json::to_string(&model).unwrap_or_default();
        Response::from_parts(model, StatusCode::OK, HeaderMap::new(), text)
    }
}

/// For applications with a trait of their own around the client, whose stub returns pages. Feature `testing`.
impl<T> Page<T> {
    /// The last page of a list, with these records.
    ///
    /// ```
    /// let page = twilio_core::Page::from_items(vec!["alice", "bob"]);
    /// assert_eq!(page.items(), ["alice", "bob"]);
    /// assert!(page.continuation().is_none());
    /// ```
    #[must_use]
    pub fn from_items(items: Vec<T>) -> Self {
        Page::of(items)
    }
}

/// For applications with a trait of their own around the client, whose stub returns errors. Feature `testing`.
impl Error {
    /// The error of a call whose response has this status, with a body such as Twilio's.
    ///
    /// It names no operation, so [`is_retryable`](Error::is_retryable) says what holds for a `POST`.
    ///
    /// ```
    /// use twilio_core::Error;
    ///
    /// assert!(Error::from_status(404).is_not_found());
    /// assert!(Error::from_status(429).is_retryable() && !Error::from_status(503).is_retryable());
    /// ```
    #[must_use]
    pub fn from_status(status: u16) -> Self {
        const UNKNOWN: &Operation = &Operation::post("", "");
        Error::from_reply(UNKNOWN, Reply::status(status)).without_operation()
    }

    /// The error of one attempt of this operation with this reply. A reply that is a success is an error of kind
    /// [`Decode`](crate::ErrorKind::Decode).
    ///
    /// ```
    /// # twilio_core::model! { pub struct User { pub identity: Option<String> = "identity" private, } }
    /// # twilio_core::request!(FetchUser: GET "FetchUser", "/v2/Users/{Sid}" => User);
    /// use twilio_core::{Error, testing::Reply, transport::TransportErrorKind};
    ///
    /// let taken = Error::from_reply(FetchUser::OPERATION, Reply::api_error(409, 50438));
    /// assert!(taken.is_conflict() && taken.has_code(50438.into()) && taken.operation() == Some("FetchUser"));
    /// let reset = Error::from_reply(FetchUser::OPERATION, Reply::failure(TransportErrorKind::Interrupted));
    /// assert!(reset.was_sent() && reset.is_retryable());
    /// ```
    #[must_use]
    pub fn from_reply(operation: &'static Operation, reply: impl Into<Reply>) -> Self {
        match check(operation, operation.path(), "", reply.into().into_result()) {
            Err(error) => error,
            Ok(response) => response.undecodable(&"the test says so"),
        }
    }
}
