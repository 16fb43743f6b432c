//! Support of the tests.

pub mod fixtures;
