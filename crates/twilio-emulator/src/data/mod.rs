//! Records from and to files.

pub(crate) mod persist;
pub(crate) mod records;
