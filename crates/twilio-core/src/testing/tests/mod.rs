//! The mock as a test of an application uses it.

mod lists;
mod replies;
mod rules;
