//! Turns the inputs of a request into the query and body that are sent.

mod flat;
mod headers;

pub(crate) use headers::is_header_of_the_client;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderValue};
use serde_json::Value;

use super::{Pair, PreparedCall, Request};
use crate::error::Error;
use crate::value::percent;

impl Request {
    /// The call with everything encoded, or the first input that is wrong.
    pub(crate) fn prepare(self) -> Result<PreparedCall, Error> {
        if let Some(problem) = self.problem {
            return Err(problem.into_error(self.operation));
        }
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
            let media = HeaderValue::from_str(self.media);
            headers.insert(header::CONTENT_TYPE, media.unwrap_or(HeaderValue::from_static("application/json")));
            json.to_string().into()
        } else if !self.form.is_empty() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
            encode(&self.form).into()
        } else {
            if !matches!(self.operation.method(), Method::GET | Method::DELETE) {
                // RFC 9110, section 8.6: a method that usually has a body says so when it has none. The HTTP client doesn't by itself.
                headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            Bytes::new()
        };
        Ok(PreparedCall {
            endpoint: self.endpoint,
            operation: self.operation,
            target,
            headers,
            body,
            options: self.options,
            expects_body: false,
        })
    }
}

fn encode(pairs: &[Pair]) -> String {
    let mut encoded = String::new();
    for (name, value) in pairs {
        percent::append_pair(&mut encoded, name, value);
    }
    encoded
}
