//! The API as a function over state: a call goes in, a response and the webhooks that it causes come out.
//!
//! Nothing here knows an endpoint. The order of checks is the catalogue's: path, inputs, rules across inputs, existence, state,
//! uniqueness, limits. A call that fails changes nothing.

mod call;
mod computed;
mod control;
mod defaults;
mod delete;
mod effects;
mod events;
mod find;
mod perform;
mod related;
mod render;
mod running;
mod start;
mod state;
mod verbs;

pub(crate) use call::{Actor, Base, Call, Delivery, DeliveryMethod, Failure, Outcome, Sent, takes_form};
pub(crate) use defaults::fill as fill_defaults;
pub(crate) use effects::elapse;
pub(crate) use find::default_service;
pub(crate) use state::{Changes, Engine};
