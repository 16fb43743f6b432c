//! When a failed attempt is repeated, and when a request may be sent at all.
//!
//! - A request that may have been processed is repeated only if its method is idempotent (GET, DELETE).
//! - No pause and no attempt outlasts the deadline of its call.
//! - A pause that a host asks for holds for all calls of a client to that host.
//! - A host that fails gets no more retries than its budget allows.

mod backoff;
mod budget;
mod gate;
mod hosts;
mod observers;
mod policy;

pub use backoff::Backoff;
pub use policy::{FailedAttempt, RetryPolicy};

pub(crate) use gate::Pass;
pub(crate) use hosts::{Host, Hosts};
pub(crate) use observers::Observers;
pub(crate) use policy::Policy;
