//! Runs the attempts of a prepared call, in one span, and decodes its response.

mod attempt;
mod attempts;
mod custom;
mod raw_response;
mod response;
#[cfg(test)]
mod retry_tests;
mod send;
mod telemetry;
#[cfg(test)]
mod telemetry_tests;

#[cfg(feature = "testing")]
pub(crate) use attempt::check;
pub use custom::CustomRequest;
pub(crate) use raw_response::RawResponse;
pub use response::{Response, Sending};
pub(crate) use telemetry::CallSpan;
