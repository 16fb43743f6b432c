//! How a test adds a rule to a mock.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::mock_transport::MockTransport;
use super::records::Records;
use super::rule::{Condition, Replies, Rule, Target};
use crate::operation::Operation;
use crate::testing::captured::CapturedRequest;
use crate::testing::reply::Reply;

/// A rule that is being written: first its conditions, then its replies, which add it to the mock.
///
/// ```
/// # twilio_core::model! { pub struct User { pub identity: Option<String> = "identity" private, } }
/// # twilio_core::request!(UpdateUser: POST "UpdateUser", "/v2/Users/{Sid}" => User);
/// # twilio_core::list_request!(ListUser: "ListUser", "/v2/Users", "users", Some(100) => User);
/// use serde_json::json;
/// use twilio_core::testing::{MockTransport, Reply};
///
/// let mock = MockTransport::new()
///     .on(UpdateUser::OPERATION).path("Sid", "alice").form("FriendlyName", "Bob").reply(json!({ "identity": "alice" }))
///     .on(UpdateUser::OPERATION).json("/attributes/language", "de").header("If-Match", "7").once(Reply::status(412))
///     .on(UpdateUser::OPERATION).when(|request| request.form("Attributes").is_some()).replies([Reply::status(503), Reply::from("{}")])
///     .on(ListUser::OPERATION).query("Role", "admin").records([json!({ "identity": "alice" })])
///     .on_path("DELETE", "/v2/Users/{Sid}").optional().reply(Reply::status(204))
///     .on_any().optional().respond(|request| Reply::json(200, json!({ "identity": request.path_parameter("Sid") })));
/// # let _ = mock;
/// ```
#[must_use = "a rule is added by its replies"]
pub struct RuleBuilder {
    mock: MockTransport,
    target: Target,
    conditions: Vec<Condition>,
    is_optional: bool,
}

impl MockTransport {
    /// Begins a rule for an operation: the constant `OPERATION` of a request, such as `FetchUser::OPERATION`.
    pub fn on(&self, operation: &'static Operation) -> RuleBuilder {
        self.rule(Target::Operation(operation))
    }

    /// Begins a rule for a method, in capitals, and a path template, such as `GET` and `/v2/Users/{Sid}`. A prefix that the base URL has is
    /// not part of it.
    ///
    /// ```
    /// let mock = twilio_core::testing::MockTransport::new().on_path("GET", "/v2/Users/{Sid}").reply("{}");
    /// # let _ = mock;
    /// ```
    pub fn on_path(&self, method: &str, template: &str) -> RuleBuilder {
        self.rule(Target::Path { method: method.to_owned(), template: template.to_owned() })
    }

    /// Begins a rule for any request.
    ///
    /// ```
    /// let mock = twilio_core::testing::MockTransport::new().on_any().reply("{}");
    /// # let _ = mock;
    /// ```
    pub fn on_any(&self) -> RuleBuilder {
        self.rule(Target::Any)
    }

    fn rule(&self, target: Target) -> RuleBuilder {
        RuleBuilder { mock: self.clone(), target, conditions: Vec::new(), is_optional: false }
    }
}

impl RuleBuilder {
    /// The path parameter of this name has this value, decoded.
    pub fn path(self, name: &str, value: &str) -> Self {
        self.condition(Condition::Path(name.to_owned(), value.to_owned()))
    }

    /// A query parameter of this name has this value, decoded.
    pub fn query(self, name: &str, value: &str) -> Self {
        self.condition(Condition::Query(name.to_owned(), value.to_owned()))
    }

    /// A field of the form has this value, decoded.
    pub fn form(self, name: &str, value: &str) -> Self {
        self.condition(Condition::Form(name.to_owned(), value.to_owned()))
    }

    /// The JSON body has this value at a JSON pointer, such as `/attributes/name`; an empty pointer is the whole body.
    pub fn json(self, pointer: &str, value: impl Into<Value>) -> Self {
        self.condition(Condition::Json(pointer.to_owned(), value.into()))
    }

    /// The header has this value.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.condition(Condition::Header(name.to_owned(), value.to_owned()))
    }

    /// The closure accepts the request.
    pub fn when(self, accepts: impl Fn(&CapturedRequest) -> bool + Send + Sync + 'static) -> Self {
        self.condition(Condition::When(Arc::new(accepts)))
    }

    /// [`MockTransport::assert_done`] accepts that nothing used this rule.
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// Replies the same to each request.
    pub fn reply(self, reply: impl Into<Reply>) -> MockTransport {
        self.add(Replies::Always(reply.into()))
    }

    /// Replies to one request; later ones are for the rules that follow.
    pub fn once(self, reply: impl Into<Reply>) -> MockTransport {
        self.replies([reply])
    }

    /// Replies to as many requests as there are replies, in order; later ones are for the rules that follow.
    pub fn replies<R: Into<Reply>>(self, replies: impl IntoIterator<Item = R>) -> MockTransport {
        self.add(Replies::Sequence(replies.into_iter().map(Into::into).collect()))
    }

    /// Replies what the closure returns for the request.
    pub fn respond(self, respond: impl FnMut(&CapturedRequest) -> Reply + Send + 'static) -> MockTransport {
        self.add(Replies::Respond(Box::new(respond)))
    }

    /// Replies to requests of a list with pages of these records: models, or anything else that serde serialises.
    ///
    /// A page has as many records as the request's `PageSize` says, else 50, and the links that Twilio's pages have.
    pub fn records<R: Serialize>(self, records: impl IntoIterator<Item = R>) -> MockTransport {
        let values: Result<Vec<Value>, _> = records.into_iter().map(serde_json::to_value).collect();
        match values {
            Ok(values) => self.add(Replies::Records(Records::new(values))),
            // A reply that can't be serialised says so when it is sent.
            Err(error) => self.reply(Reply::unusable(format!("one of its records can't be serialised: {error}"))),
        }
    }

    fn condition(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    fn add(self, replies: Replies) -> MockTransport {
        self.mock.add(Rule::new(self.target, self.conditions, replies, self.is_optional));
        self.mock
    }
}

impl fmt::Debug for RuleBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RuleBuilder").field("conditions", &self.conditions.len()).finish_non_exhaustive()
    }
}
