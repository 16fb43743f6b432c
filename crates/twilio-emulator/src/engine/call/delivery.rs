//! Webhooks that a call causes.

use twilio_catalogue::Event;

use crate::store::RowId;

/// One webhook that is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) event: &'static Event,
    pub(crate) url: String,
    pub(crate) method: DeliveryMethod,
    pub(crate) parameters: Vec<(String, String)>,
    /// Deliveries with the same key are sent one after the other.
    pub(crate) order: RowId,
    /// How often it is sent again after a timeout or a busy receiver.
    pub(crate) retries: u8,
    /// Whether a receiver that fails refuses the change, instead of letting it pass.
    pub(crate) failure_refuses: bool,
}

/// The HTTP method of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeliveryMethod {
    Get,
    Post,
}

/// Why and how a state changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateChange<'a> {
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) reason: &'static str,
}
