//! A rule of a mock: which requests it is for, and what they are replied.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::records::Records;
use crate::operation::Operation;
use crate::testing::captured::CapturedRequest;
use crate::testing::reply::Reply;
use crate::testing::template;

/// Which requests a rule is for, before its conditions.
#[derive(Clone)]
pub(super) enum Target {
    Operation(&'static Operation),
    Path { method: String, template: String },
    Any,
}

/// What an input of the request has to be.
#[derive(Clone)]
pub(super) enum Condition {
    Path(String, String),
    Query(String, String),
    Form(String, String),
    Header(String, String),
    Json(String, Value),
    When(Arc<dyn Fn(&CapturedRequest) -> bool + Send + Sync>),
}

type Respond = dyn FnMut(&CapturedRequest) -> Reply + Send;

/// What the requests of a rule are replied.
pub(super) enum Replies {
    /// The same to each.
    Always(Reply),
    /// One after another; then the rule is used up.
    Sequence(VecDeque<Reply>),
    /// What a closure returns.
    Respond(Box<Respond>),
    /// Pages of these records.
    Records(Records),
}

pub(super) struct Rule {
    pub(super) target: Target,
    pub(super) conditions: Vec<Condition>,
    replies: Mutex<Replies>,
    used: AtomicU64,
    /// `assert_done` accepts that nothing used it.
    is_optional: bool,
}

impl Rule {
    pub(super) fn new(target: Target, conditions: Vec<Condition>, replies: Replies, is_optional: bool) -> Self {
        Rule { target, conditions, replies: Mutex::new(replies), used: AtomicU64::new(0), is_optional }
    }

    /// The reply to this request, or the first reason why the rule is not for it.
    pub(super) fn reply(&self, request: &CapturedRequest) -> Result<Reply, String> {
        let read = match self.target.parameters(request)? {
            Some(parameters) => &request.clone().with_path_parameters(parameters),
            None => request,
        };
        if let Some(reason) = self.conditions.iter().find_map(|condition| condition.mismatch(read)) {
            return Err(reason);
        }
        let mut replies = self.replies.lock().unwrap_or_else(PoisonError::into_inner);
        let reply = match &mut *replies {
            Replies::Always(reply) => reply.clone(),
            Replies::Sequence(left) => match left.pop_front() {
                Some(reply) => reply,
                None => return Err(format!("its replies are used up, after {}", times(self.used()))),
            },
            Replies::Respond(respond) => respond(read),
            Replies::Records(records) => records.page(read),
        };
        self.used.fetch_add(1, Ordering::Relaxed);
        Ok(reply)
    }

    /// What `assert_done` has against this rule.
    pub(super) fn unfinished(&self) -> Option<String> {
        if self.is_optional {
            return None;
        }
        match &*self.replies.lock().unwrap_or_else(PoisonError::into_inner) {
            Replies::Sequence(left) if !left.is_empty() => {
                Some(format!("used {}, and {} of its replies are left", times(self.used()), left.len()))
            }
            _ => (self.used() == 0).then(|| "never used".to_owned()),
        }
    }

    fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }
}

fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

impl Target {
    /// The path parameters by the target's own template, or why the target is not this request's.
    fn parameters(&self, request: &CapturedRequest) -> Result<Option<Vec<(String, String)>>, String> {
        match (self, request.known_operation()) {
            (Target::Any, _) => Ok(None),
            (Target::Operation(operation), Some(known)) => {
                match (operation.id(), operation.path()) == (known.id(), known.path()) {
                    true => Ok(None),
                    false if operation.id() == known.id() => {
                        Err(format!("the operation is the {} of {}", known.id(), known.path()))
                    }
                    false => Err(format!("the operation is {}", known.id())),
                }
            }
            (Target::Operation(operation), None) => read_path(operation.method().as_str(), operation.path(), request),
            (Target::Path { method, template }, _) => read_path(method, template, request),
        }
    }
}

fn read_path(method: &str, template: &str, request: &CapturedRequest) -> Result<Option<Vec<(String, String)>>, String> {
    if method != request.method() {
        return Err(format!("the method is {}", request.method()));
    }
    match template::parameters(template, request.path()) {
        Some(parameters) => Ok(Some(parameters)),
        None => Err(format!("the path is {}", request.path())),
    }
}

impl Condition {
    /// Why this condition is not met.
    fn mismatch(&self, request: &CapturedRequest) -> Option<String> {
        let differs = |place: &str, name: &str, expected: &str, found: Option<&str>| match found {
            Some(found) if found == expected => None,
            Some(found) => Some(format!("{place} {name} is {found:?}")),
            None => Some(format!("{place} {name} is absent")),
        };
        match self {
            Condition::Path(name, value) => differs("path parameter", name, value, request.path_parameter(name)),
            Condition::Query(name, value) => {
                // One of several values is enough.
                let values = request.query_values(name);
                let found = values.iter().find(|found| *found == value).or(values.first());
                differs("query parameter", name, value, found.copied())
            }
            Condition::Form(name, value) => {
                let values = request.form_values(name);
                let found = values.iter().find(|found| *found == value).or(values.first());
                differs("form field", name, value, found.copied())
            }
            Condition::Header(name, value) => differs("header", name, value, request.header(name)),
            Condition::Json(pointer, value) => match request.json().and_then(|json| json.pointer(pointer)) {
                Some(found) if found == value => None,
                Some(found) => Some(format!("JSON value at {pointer:?} is {found}")),
                None => Some(format!("JSON value at {pointer:?} is absent")),
            },
            Condition::When(accepts) => (!accepts(request)).then(|| "its closure returned false".to_owned()),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Operation(operation) => formatter.write_str(operation.id())?,
            Target::Path { method, template } => write!(formatter, "{method} {template}")?,
            Target::Any => formatter.write_str("any request")?,
        }
        for condition in &self.conditions {
            match condition {
                Condition::Path(name, value) => write!(formatter, ", path parameter {name} = {value:?}")?,
                Condition::Query(name, value) => write!(formatter, ", query parameter {name} = {value:?}")?,
                Condition::Form(name, value) => write!(formatter, ", form field {name} = {value:?}")?,
                Condition::Header(name, value) => write!(formatter, ", header {name} = {value:?}")?,
                Condition::Json(pointer, value) => write!(formatter, ", JSON value at {pointer:?} = {value}")?,
                Condition::When(_) => formatter.write_str(", a closure")?,
            }
        }
        Ok(())
    }
}
