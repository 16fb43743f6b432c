//! One call before it is sent. Not generic: generated requests wrap it, so that a setter costs a crate one call.
//!
//! What enters: the inputs of generated setters and the options that begin with `with_`. What leaves: a [`Call`] with everything encoded, or the
//! first input that was wrong. Invariants: setting an input again replaces it; an input that isn't set sends nothing; nothing is sent before
//! every input was checked.

mod continuation;
mod handle;
mod invalid_argument;
mod macros;

pub use continuation::Continuation;
pub use handle::Handle;
pub(crate) use invalid_argument::Problem;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use crate::auth::Authorization;
use crate::call::{Call, CallOptions};
use crate::client::Endpoint;
use crate::error::Error;
use crate::model::Encode;
use crate::model::InvalidValue;
use crate::operation::{Operation, Place};
use crate::page::ListOptions;
use crate::retry::{Never, Policy, RetryPolicy};
use crate::value::percent;
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
    headers: HeaderMap,
    options: CallOptions,
    pub(crate) list: ListOptions,
    problem: Option<Problem>,
}

type Pair = (&'static str, String);

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

    /// Sets the whole JSON body.
    pub fn body<T: Encode>(self, value: Input<T>) -> Self {
        self.input(Place::Body, "", value)
    }

    /// Sets a query parameter. An empty array sends nothing.
    pub fn query<T: Encode>(self, name: &'static str, value: Input<T>) -> Self {
        self.input(Place::Query, name, value)
    }

    /// Sets a header.
    pub fn header<T: Encode>(self, name: &'static str, value: Input<T>) -> Self {
        self.input(Place::Header, name, value)
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

    fn put_header(&mut self, name: String, texts: &[String]) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(Problem::new(
                "header",
                "(name)",
                InvalidValue::new("a header name", "other characters than a name can have"),
            ));
        };
        self.headers.remove(&header);
        for text in texts {
            // Beyond ASCII there is no charset that both ends agree on (RFC 9110, section 5.5).
            let value = HeaderValue::from_str(text).ok().filter(|value| value.to_str().is_ok());
            let Some(value) = value else {
                let found = "a line break, a control character or a character beyond ASCII";
                return self.refuse(Problem::new("header", name, InvalidValue::new("visible ASCII", found)));
            };
            self.headers.append(&header, value);
        }
    }

    /// Sends a header of the caller's own.
    pub(crate) fn own_header(&mut self, name: &str, value: &str) {
        const OURS: [HeaderName; 8] = [
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::HOST,
            header::USER_AGENT,
            header::CONTENT_LENGTH,
            header::TRANSFER_ENCODING,
            header::CONNECTION,
            header::UPGRADE,
        ];
        if let Some(ours) = OURS.iter().find(|ours| ours.as_str().eq_ignore_ascii_case(name)) {
            let problem = InvalidValue::new("a header that the client doesn't set by itself", "one that it sets");
            return self.refuse(Problem::new("header", ours.as_str().to_owned(), problem));
        }
        self.put_header(name.to_owned(), &[value.to_owned()]);
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
        self.with_retry(Arc::new(Never))
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

    /// Everything encoded, or what is wrong.
    pub(crate) fn into_call(self) -> Result<Call, Error> {
        if let Some(problem) = self.problem {
            return Err(problem.into_error(self.operation));
        }
        self.endpoint.check_tls()?;
        let mut target = self.path;
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&encode(&self.query));
        }
        let mut headers = self.headers;
        let json = match self.body {
            Some(Value::Object(whole)) => Some(Value::Object(whole.into_iter().chain(self.json).collect())),
            Some(whole) if self.json.is_empty() => Some(whole),
            _ => (!self.json.is_empty()).then_some(Value::Object(self.json)),
        };
        let body = if let Some(json) = json {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            Some(json.to_string().into())
        } else if !self.form.is_empty() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
            Some(encode(&self.form).into())
        } else {
            if !matches!(self.operation.method(), Method::GET | Method::DELETE) {
                // RFC 9110, section 8.6: a method that usually has a body says so when it has none. The HTTP client doesn't by itself.
                headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            None
        };
        Ok(Call { endpoint: self.endpoint, operation: self.operation, target, headers, body, options: self.options })
    }
}

fn replace(pairs: &mut Vec<Pair>, name: &'static str, value: &dyn Encode) {
    pairs.retain(|(other, _)| *other != name);
    value.texts(&mut |text| pairs.push((name, text.to_owned())));
}

fn encode(pairs: &[Pair]) -> String {
    let mut encoded = String::new();
    for (name, value) in pairs {
        percent::append_pair(&mut encoded, name, value);
    }
    encoded
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[Pair]| pairs.iter().map(|(name, _)| *name).collect::<Vec<_>>();
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

#[cfg(test)]
mod tests;
