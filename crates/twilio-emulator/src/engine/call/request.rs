//! What a call is made of, and what comes of it.

use super::delivery::Delivery;
use super::inputs::Arguments;
use crate::schema::OperationSchema;
use crate::time::Millis;

/// One call of an operation.
#[derive(Debug)]
pub(crate) struct Call<'c> {
    /// The index of the product.
    pub(crate) product: usize,
    pub(crate) operation: &'static OperationSchema,
    /// The path without the product's prefix, as it was sent.
    pub(crate) path: &'c str,
    /// The path parameters, decoded, in the order of the path.
    pub(crate) parameters: Vec<String>,
    pub(crate) arguments: Arguments,
    pub(crate) base: Base<'c>,
    pub(crate) now: Millis,
    pub(crate) actor: Actor,
}

impl Call<'_> {
    /// A change that no request asked for: a timer that elapsed, or a command of a test. The operation stands for those of the product.
    pub(crate) fn without_request(
        product: usize,
        operation: &'static OperationSchema,
        now: Millis,
        actor: Actor,
    ) -> Self {
        Call {
            product,
            operation,
            path: "/",
            parameters: Vec::new(),
            arguments: Arguments::default(),
            base: Base { origin: "" },
            now,
            actor,
        }
    }
}

/// Where the URLs of a response lead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Base<'c> {
    /// Scheme, host and the product's prefix.
    pub(crate) origin: &'c str,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Actor {
    /// A client of the REST API. The flag says whether it sent `X-Twilio-Webhook-Enabled: true`.
    Rest { webhooks: bool },
    /// A user with this identity, as a client SDK acts for one.
    User(String),
    /// An incoming message from an address.
    Address(String),
}

impl Actor {
    /// Whether changes send webhooks.
    pub(crate) fn fires(&self) -> bool {
        !matches!(self, Actor::Rest { webhooks: false })
    }

    pub(crate) fn is_rest(&self) -> bool {
        matches!(self, Actor::Rest { .. })
    }

    /// The identity of the user who acts.
    pub(crate) fn identity(&self) -> Option<&str> {
        match self {
            Actor::User(identity) => Some(identity),
            Actor::Rest { .. } | Actor::Address(_) => None,
        }
    }
}

/// What comes of a call.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// Webhooks, in the order in which they are sent.
    pub(crate) deliveries: Vec<Delivery>,
}
