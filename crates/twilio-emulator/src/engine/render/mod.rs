//! Records and lists as JSON.

pub(crate) mod json;
mod list;
mod write;
