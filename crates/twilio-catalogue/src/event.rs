//! Webhook events and their parameters.

/// A webhook event.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// The name, such as `onMessageAdded`.
    pub name: &'static str,
    /// Whether it is sent before the change and can refuse it.
    pub pre: bool,
    /// What is sent besides the parameters that all events have.
    pub parameters: &'static [Parameter],
    /// What the response of a pre-event webhook may change: member of the JSON response, input.
    pub modifiable: &'static [(&'static str, &'static str)],
}

/// A parameter of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name.
    pub name: &'static str,
    /// Where the value comes from.
    pub source: ParameterSource,
    /// How it is written.
    pub kind: ParameterType,
    /// When it is sent.
    pub when: ParameterWhen,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterSource {
    /// A value of a related record: table and column.
    Of(&'static str, &'static str),
    /// The moment of the event.
    Now,
    /// The state before the change.
    OldState,
    /// The state after the change.
    NewState,
    /// Why the state changed: `API`, `TIMER` or `EVENT`.
    Reason,
    /// The identity that acts.
    Actor,
    /// The identity that acts, or `system`.
    ActorOrSystem,
    /// One of two words: for the act of somebody else, for one's own.
    Membership(&'static str, &'static str),
    /// `API` or `SDK`.
    ActorSource,
    /// The type of a participant's binding, in upper case; `CHAT` without an address.
    BindingType,
}

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterType {
    /// As it is.
    Text,
    /// As JSON.
    Json,
    /// A moment with milliseconds.
    Time,
    /// `true` or `false`.
    Boolean,
}

/// When a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterWhen {
    /// Always.
    Always,
    /// If it has a value.
    Set,
    /// If the service's reachability is on.
    Reachability,
}
