//! When a failed attempt is made again.
//!
//! What enters: a call and the error of each of its attempts. What leaves: the first success, or the last attempt's error, which knows how many
//! there were and whether any may have been sent. Invariants: nothing is repeated that may have been done already, unless doing it twice is
//! doing it once (GET, DELETE); no pause and no attempt outlasts the deadline; dropping the call ends all of it.

mod backoff;
mod observers;
mod policy;

pub use backoff::Backoff;
pub use policy::{FailedAttempt, RetryPolicy};

pub(crate) use observers::Observers;
pub(crate) use policy::Policy;
