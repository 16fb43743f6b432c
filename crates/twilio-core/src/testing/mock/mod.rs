//! A transport that replies by the rules of a test.

mod mock_transport;
mod records;
mod rule;
mod rule_builder;

pub use mock_transport::MockTransport;
pub use rule_builder::RuleBuilder;
