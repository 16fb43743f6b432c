//! Support of the tests.

pub mod faults;
pub mod fixtures;
