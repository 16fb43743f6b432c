//! Support of the tests: a server in this process, values, and what the documents demand.

pub mod canonical;
pub mod contract;
pub mod expect;
pub mod fixtures;
pub mod server;
pub mod values;
