//! Turns the inputs of a request into the query and body that are sent.

mod body;
mod flat;
mod headers;

pub(crate) use body::{JSON, body};
pub(crate) use headers::is_header_of_the_client;

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
        let json = json.map(|json| (self.media, json.to_string().into()));
        let body = body(&self.operation.method(), &mut headers, json, encode(&self.form));
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
