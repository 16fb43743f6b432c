//! What goes into a call and what comes out of it.

mod delivery;
mod failure;
mod inputs;
mod request;

pub(crate) use delivery::{Delivery, DeliveryMethod, StateChange};
pub(crate) use failure::Failure;
pub(crate) use inputs::{Sent, takes_form};
pub(crate) use request::{Actor, Base, Call, Outcome};
