//! What the core's own tests share. Compiled for tests only.

pub(crate) mod product;
pub(crate) mod script;
pub(crate) mod server;
pub(crate) mod tracing;
