//! Tests of an application without a network. Feature `testing`.

mod captured;
mod mock;
mod records;
mod reply;
mod rule;
mod rule_builder;
mod template;
#[cfg(test)]
mod tests;

pub use crate::clock::TestClock;
pub use captured::CapturedRequest;
pub use mock::MockTransport;
pub use reply::Reply;
pub use rule_builder::RuleBuilder;
