//! One call before it is sent. Not generic: generated requests wrap it, so that a setter costs a crate one call.
//!
//! What enters: the inputs of generated setters and the options that begin with `with_`. What leaves: a [`Call`] with everything encoded, or the
//! first input that was wrong. Invariants: setting an input again replaces it; an input that isn't set sends nothing; nothing is sent before
//! every input was checked.

mod continuation;
mod encoding;
mod handle;
mod invalid_argument;
mod macros;
mod options;
mod prepared_call;
mod required_inputs;
mod resume;
#[cfg(test)]
mod tests;

pub use continuation::Continuation;
pub(crate) use encoding::{JSON, body, is_header_of_the_client};
pub use handle::Handle;
pub(crate) use invalid_argument::Problem;
pub(crate) use options::CallOptions;
use options::ListOptions;
pub(crate) use prepared_call::PreparedCall;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use crate::auth::Authorization;
use crate::client::Endpoint;
use crate::model::Encode;
use crate::operation::{Operation, Place};
use crate::retry::{Backoff, Policy, RetryPolicy};
use crate::value::{Field, Input};

/// A call with its inputs. Generated requests wrap it.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    endpoint: Endpoint,
    operation: &'static Operation,
    path: String,
    query: Vec<Pair>,
    form: Vec<Pair>,
    json: Map<String, Value>,
    /// What stands for the whole JSON body; `json` goes on top.
    body: Option<Value>,
    /// The media type of the JSON body.
    media: &'static str,
    headers: HeaderMap,
    options: CallOptions,
    pub(crate) list: ListOptions,
    problem: Option<Problem>,
}

type Pair = (Cow<'static, str>, String);

impl Request {
    pub(crate) fn new(
        endpoint: Endpoint,
        operation: &'static Operation,
        path: String,
        problem: Option<Problem>,
    ) -> Self {
        Request {
            endpoint,
            operation,
            path,
            query: Vec::new(),
            form: Vec::new(),
            json: Map::new(),
            body: None,
            media: JSON,
            headers: HeaderMap::new(),
            options: CallOptions::default(),
            list: ListOptions::default(),
            problem,
        }
    }

    /// Sets a form field that the operation needs.
    pub fn require_form<T: Encode>(self, name: &'static str, value: Input<T>) -> Self {
        self.input(Place::Form, name, value)
    }

    /// Sets a member of the JSON body that the operation needs.
    pub fn require_json<T: Encode>(self, name: &'static str, value: Input<T>) -> Self {
        self.input(Place::Json, name, value)
    }

    /// Sets the media type of the JSON body, such as `application/scim+json`. Default: `application/json`.
    ///
    /// The media type is one of the document, which a header can hold.
    pub fn media(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    /// Sets the whole JSON body, which the operation needs.
    pub fn require_body<T: Encode>(self, value: Input<T>) -> Self {
        self.input(Place::Body, "", value)
    }

    /// Sets a query parameter that the operation needs. An empty array sends nothing.
    pub fn require_query<T: Encode>(self, name: &'static str, value: Input<T>) -> Self {
        self.input(Place::Query, name, value)
    }

    /// Sets a header that the operation needs.
    pub fn require_header<T: Encode>(self, name: &'static str, value: Input<T>) -> Self {
        self.input(Place::Header, name, value)
    }

    /// Sets the whole JSON body, or makes it `null`.
    pub fn body<T: Encode>(self, value: Field<T>) -> Self {
        self.field(Place::Body, "", value)
    }

    /// Sets a query parameter, or leaves it out. An empty array sends nothing.
    pub fn query<T: Encode>(self, name: &'static str, value: Field<T>) -> Self {
        self.field(Place::Query, name, value)
    }

    /// Sets a header, or leaves it out.
    pub fn header<T: Encode>(self, name: &'static str, value: Field<T>) -> Self {
        self.field(Place::Header, name, value)
    }

    /// Sets a form field, or clears it.
    pub fn form<T: Encode>(self, name: &'static str, value: Field<T>) -> Self {
        self.field(Place::Form, name, value)
    }

    /// Sets a member of the JSON body, or clears it.
    pub fn json<T: Encode>(self, name: &'static str, value: Field<T>) -> Self {
        self.field(Place::Json, name, value)
    }

    pub(crate) fn input<T: Encode>(mut self, place: Place, name: &'static str, value: Input<T>) -> Self {
        match value.into_result() {
            Ok(value) => self.put(place, name, &value),
            Err(invalid) => self.refuse(Problem::new(place.describe(), name, invalid)),
        }
        self
    }

    pub(crate) fn field<T: Encode>(mut self, place: Place, name: &'static str, value: Field<T>) -> Self {
        match value {
            Field::Value(value) => self.put(place, name, &value),
            Field::Clear if place == Place::Json => _ = self.json.insert(name.to_owned(), Value::Null),
            Field::Unset => {}
            Field::Clear if place == Place::Query => self.query.retain(|(set, _)| *set != name),
            Field::Clear if place == Place::Header => _ = self.headers.remove(name),
            Field::Clear if place == Place::Body => self.put(place, name, &Value::Null),
            Field::Clear => self.put(place, name, &String::new()),
            Field::Invalid(invalid) => self.refuse(Problem::new(place.describe(), name, invalid)),
        }
        self
    }

    fn put(&mut self, place: Place, name: &'static str, value: &dyn Encode) {
        // A SID out of an answer may hold any text: checked as strictly as one that was parsed.
        if let Err(invalid) = value.check() {
            return self.refuse(Problem::new(place.describe(), name, invalid));
        }
        if value.is_unlisted() {
            tracing::warn!(
                target: "twilio_core",
                { twilio.operation = self.operation.id(), twilio.input = name },
                "a value that the API's document doesn't list is sent as it is; the spelling includes upper and lower case"
            );
        }
        match place {
            Place::Query => replace(&mut self.query, name, value),
            Place::Form => replace(&mut self.form, name, value),
            Place::Json => _ = self.json.insert(name.to_owned(), value.to_json()),
            Place::Body => {
                self.json.clear();
                self.body = Some(value.to_json());
            }
            Place::Header if name.eq_ignore_ascii_case(header::AUTHORIZATION.as_str()) => {
                self.headers.remove(header::AUTHORIZATION);
                value.texts(&mut |text| match Authorization::from(text).into_header() {
                    Ok(value) => _ = self.headers.insert(header::AUTHORIZATION, value),
                    Err(invalid) => self.refuse(Problem::new(place.describe(), name, invalid)),
                });
            }
            Place::Header => {
                let mut texts = Vec::new();
                value.texts(&mut |text| texts.push(text.to_owned()));
                self.put_header(name.to_owned(), &texts);
            }
        }
    }

    /// `with_header` of the generated requests.
    #[doc(hidden)]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.own_header(name, value);
        self
    }

    /// `with_timeout` of the generated requests.
    #[doc(hidden)]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// `with_deadline` of the generated requests.
    #[doc(hidden)]
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// `with_retry` of the generated requests.
    #[doc(hidden)]
    pub fn with_retry(mut self, policy: Arc<dyn RetryPolicy>) -> Self {
        self.options.policy = Some(Policy(policy));
        self
    }

    /// `without_retry` of the generated requests.
    #[doc(hidden)]
    pub fn without_retry(self) -> Self {
        self.with_retry(Arc::new(Backoff::new().max_attempts(1)))
    }

    /// `with_authorization` of the generated requests.
    #[doc(hidden)]
    pub fn with_authorization(mut self, authorization: Authorization) -> Self {
        match authorization.into_header() {
            Ok(value) => _ = self.headers.insert(header::AUTHORIZATION, value),
            Err(invalid) => self.refuse(Problem::new("header", header::AUTHORIZATION.as_str(), invalid)),
        }
        self
    }

    /// The first problem wins: it is the one nearest to the beginning of the walk.
    pub(crate) fn refuse(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn set_query(&mut self, name: &'static str, value: &str) {
        replace(&mut self.query, name, &value.to_owned());
    }

    /// A header that a stored continuation brings, unless the caller set it.
    pub(crate) fn default_header(&mut self, name: &HeaderName, value: HeaderValue) {
        if !self.headers.contains_key(name) {
            self.headers.append(name, value);
        }
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }
}

fn replace(pairs: &mut Vec<Pair>, name: &'static str, value: &dyn Encode) {
    pairs.retain(|(other, _)| other != name);
    value.texts(&mut |text| pairs.push((Cow::Borrowed(name), text.to_owned())));
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[Pair]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id())
            .field("method", &self.operation.method())
            .field("path", &self.operation.path())
            .field("query", &names(&self.query))
            .field("form", &names(&self.form))
            .field("json", &self.json.keys().collect::<Vec<_>>())
            .field("body", &self.body.is_some())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}
