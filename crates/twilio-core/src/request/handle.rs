//! A place in the walk of a URL.
//!
//! What enters: literal segments from the API's document and checked ones from the caller. What leaves: a [`Request`] for an operation there.
//! Invariant: the path holds exactly one segment for each step; the first argument that can't stand in it is kept and stops every request.

use std::fmt;

use crate::client::Endpoint;
use crate::model::InvalidValue;
use crate::operation::Operation;
use crate::request::Problem;
use crate::request::Request;
use crate::value::PathSegment;
use crate::value::sid::{AccountSid, SidType};
use crate::value::{Input, IntoInput};

impl Endpoint {
    /// The handle that resource paths begin at: a path such as `/v2`.
    #[doc(hidden)]
    #[must_use]
    pub fn root(&self, path: &'static str) -> Handle {
        Handle { endpoint: self.clone(), path: path.to_owned(), problem: None }
    }
}

/// Client and path so far. Generated handles wrap it.
#[derive(Clone)]
pub struct Handle {
    endpoint: Endpoint,
    path: String,
    problem: Option<Box<Problem>>,
}

impl Handle {
    /// One literal segment further.
    #[must_use]
    pub fn child(&self, literal: &'static str) -> Handle {
        self.extended(&["/", literal])
    }

    /// One segment of the caller's further.
    #[must_use]
    pub fn segment(&self, parameter: &'static str, value: PathSegment) -> Handle {
        match value.encoded() {
            Ok(encoded) => self.extended(&["/", encoded]),
            Err(invalid) => self.refused(Problem::new("path parameter", parameter, invalid.clone())),
        }
    }

    /// One SID further.
    #[must_use]
    pub fn sid<S: SidType>(&self, parameter: &'static str, value: Input<S>) -> Handle {
        // A SID out of an answer may hold any text: checked as strictly as one that was parsed.
        match value.into_result().and_then(|sid| sid.check().map(|()| sid)) {
            Ok(sid) => self.segment(parameter, PathSegment::from(sid.as_str())),
            Err(invalid) => self.refused(Problem::new("path parameter", parameter, invalid)),
        }
    }

    /// The client's own account further.
    #[must_use]
    pub fn account(&self, parameter: &'static str) -> Handle {
        match self.endpoint.core().account_sid() {
            Some(sid) => self.sid(parameter, IntoInput::<AccountSid>::into_input(sid)),
            None => self.refused(Problem::new(
                "path parameter",
                parameter,
                InvalidValue::new(
                    "an account: name one in the call, or give the credentials one with `for_account`",
                    "credentials without an account",
                ),
            )),
        }
    }

    /// Text behind the last segment's value, such as `.json`.
    #[must_use]
    pub fn suffix(&self, literal: &'static str) -> Handle {
        self.extended(&[literal])
    }

    /// A request of an operation that stands here.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.endpoint.clone(), operation, self.path.clone(), self.problem.as_deref().cloned())
    }

    fn extended(&self, parts: &[&str]) -> Handle {
        let more: usize = parts.iter().map(|part| part.len()).sum();
        let mut path = String::with_capacity(self.path.len() + more);
        path.push_str(&self.path);
        path.extend(parts.iter().copied());
        Handle { endpoint: self.endpoint.clone(), path, problem: self.problem.clone() }
    }

    fn refused(&self, problem: Problem) -> Handle {
        let first = self.problem.clone().unwrap_or_else(|| Box::new(problem));
        Handle { endpoint: self.endpoint.clone(), path: self.path.clone(), problem: Some(first) }
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The path holds names of users.
        formatter
            .debug_struct("Handle")
            .field("origin", &self.endpoint.base().origin())
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}
