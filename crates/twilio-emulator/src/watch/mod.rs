//! What tests watch and provoke: the request log, expectations, faults.

pub(crate) mod expectations;
pub(crate) mod faults;
pub(crate) mod log;
