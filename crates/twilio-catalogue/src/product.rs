//! A product as a whole, and the errors that all products share.

use crate::{DefaultRole, Event, Model, Operation, Resource, Table};

/// One API: a host, its operations and how its resources behave.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// The key in `spec/products.toml`, such as `chat-v2`.
    pub key: &'static str,
    /// What people call the product, such as `Programmable Chat v2`.
    pub title: &'static str,
    /// The hosts that serve the API, the default one first.
    pub hosts: &'static [&'static str],
    /// The first segment of every path, such as `/v2`.
    pub root: &'static str,
    /// The operations, in the document's order.
    pub operations: &'static [Operation],
    /// The models that responses hold.
    pub models: &'static [Model],
    /// The tables that hold the records.
    pub tables: &'static [Table],
    /// The resources: a group of operations over one table each.
    pub resources: &'static [Resource],
    /// The webhook events.
    pub events: &'static [Event],
    /// The roles that a new service starts with.
    pub default_roles: &'static [DefaultRole],
    /// Whether requests to the REST API send pre-event webhooks.
    pub rest_fires_pre_events: bool,
    /// The parameter of every webhook that names the service, if there is one.
    pub service_parameter: Option<&'static str>,
}

impl Product {
    /// Returns the operation with this operationId.
    pub fn operation(&self, id: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Returns the model with this name.
    pub fn model(&self, name: &str) -> Option<&'static Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// Returns the table with this name.
    pub fn table(&self, name: &str) -> Option<&'static Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Returns the resource with this name.
    pub fn resource(&self, name: &str) -> Option<&'static Resource> {
        self.resources.iter().find(|resource| resource.name == name)
    }

    /// Returns the event with this name.
    pub fn event(&self, name: &str) -> Option<&'static Event> {
        self.events.iter().find(|event| event.name == name)
    }
}

/// Returns the product with this key, such as `chat-v2`.
pub fn product(key: &str) -> Option<&'static Product> {
    crate::PRODUCTS.iter().copied().find(|product| product.key == key)
}

/// An error that an API responds with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// The name that behaviour rows use.
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Twilio's error code.
    pub code: u32,
    /// The message; `{...}` marks what is filled in.
    pub message: &'static str,
    /// Whether the emulator raises it.
    pub raised: Raised,
}

/// When the emulator raises an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// When a request calls for it.
    ByRequests,
    /// Only when a fault was requested.
    ByFaults,
    /// Publicly known, but never raised.
    Never,
}

/// Returns the error with this name.
pub fn error(name: &str) -> Option<&'static Error> {
    crate::ERRORS.iter().find(|error| error.name == name)
}
