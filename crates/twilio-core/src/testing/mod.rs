//! Tests of an application without a network. Feature `testing`.

mod captured;
mod mock;
mod recording;
mod reply;
mod stubs;
mod template;
mod test_client;
#[cfg(test)]
mod tests;

pub use crate::clock::TestClock;
pub use captured::CapturedRequest;
pub use mock::{MockTransport, RuleBuilder};
pub use recording::{Recorder, Replay};
pub use reply::Reply;
