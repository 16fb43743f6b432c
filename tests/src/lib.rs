//! Support of the tests: servers in this process, values, and what the documents demand.

pub mod adapters;
pub mod calls;
pub mod canonical;
pub mod contract;
pub mod expect;
pub mod faults;
pub mod fixtures;
pub mod mutated;
pub mod server;
pub mod tls;
pub mod typos;
pub mod values;
