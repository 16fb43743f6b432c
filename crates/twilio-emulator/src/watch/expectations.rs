//! What a test expects to be called.

use std::sync::{Mutex, PoisonError};

use crate::watch::log::LoggedRequest;

/// Requests that a test expects: so many of an operation, with certain inputs.
///
/// ```
/// use twilio_emulator::{Emulator, Expectation};
///
/// let emulator = Emulator::new();
/// emulator.expect(Expectation::of("CreateUser").times(0));
/// emulator.verify().expect("nothing was created");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Expectation {
    operation: String,
    inputs: Vec<String>,
    status: Option<u16>,
    times: Option<usize>,
}

impl Expectation {
    /// Expects at least one request of this operationId.
    pub fn of(operation: impl Into<String>) -> Expectation {
        Expectation { operation: operation.into(), inputs: Vec::new(), status: None, times: None }
    }

    /// Counts only requests with this input.
    pub fn with_input(mut self, name: impl Into<String>) -> Expectation {
        self.inputs.push(name.into());
        self
    }

    /// Counts only requests that were responded to with this status.
    pub fn with_status(mut self, status: u16) -> Expectation {
        self.status = Some(status);
        self
    }

    /// Expects exactly this many.
    pub fn times(mut self, times: usize) -> Expectation {
        self.times = Some(times);
        self
    }

    fn counts(&self, request: &LoggedRequest) -> bool {
        request.operation == Some(self.operation.as_str())
            && self.inputs.iter().all(|name| request.inputs.contains(name))
            && self.status.is_none_or(|status| request.status == Some(status))
    }
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetExpectation {
    message: String,
}

impl std::fmt::Display for UnmetExpectation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for UnmetExpectation {}

/// All expectations, and how often each was met. Counted as requests arrive, so that the log's bound does not matter.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    all: Mutex<Vec<(Expectation, usize)>>,
}

impl Expectations {
    pub(crate) fn add(&self, expectation: Expectation) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).push((expectation, 0));
    }

    pub(crate) fn see(&self, request: &LoggedRequest) {
        for (expectation, count) in self.all.lock().unwrap_or_else(PoisonError::into_inner).iter_mut() {
            *count += usize::from(expectation.counts(request));
        }
    }

    pub(crate) fn clear(&self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn verify(&self) -> Result<(), UnmetExpectation> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let unmet = all.iter().find(|(expectation, count)| match expectation.times {
            Some(times) => times != *count,
            None => *count == 0,
        });
        let Some((expectation, count)) = unmet else { return Ok(()) };
        let wanted = expectation.times.map_or("at least 1".to_owned(), |times| times.to_string());
        let inputs = match expectation.inputs.is_empty() {
            true => String::new(),
            false => format!(" with {}", expectation.inputs.join(", ")),
        };
        let message = format!("expected {wanted} requests of {}{inputs}, there were {count}", expectation.operation);
        Err(UnmetExpectation { message })
    }
}
