//! The mock as a test of an application uses it.

mod failures;
mod lists;
mod replies;
mod rules;
