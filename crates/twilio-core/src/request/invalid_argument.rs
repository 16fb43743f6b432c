//! The first thing that is wrong with a call's arguments, kept until the call is sent.
//!
//! What enters: where an argument stands, its name, what was expected and found. What leaves: an error that names the operation as well.
//! Invariant: it describes the argument and never repeats it.

use std::borrow::Cow;

use crate::error::Error;
use crate::model::InvalidValue;
use crate::operation::Operation;

#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// `path parameter`, `form field` and so on.
    place: &'static str,
    name: Cow<'static, str>,
    invalid: InvalidValue,
}

impl Problem {
    pub(crate) fn new(place: &'static str, name: impl Into<Cow<'static, str>>, invalid: InvalidValue) -> Self {
        Problem { place, name: name.into(), invalid }
    }

    pub(crate) fn into_error(self, operation: &'static Operation) -> Error {
        let Problem { place, name, invalid } = self;
        Error::invalid_input(
            operation,
            format!(
                "{place} `{name}`: expected {}, found {}; nothing was sent, correct the argument",
                invalid.expected(),
                invalid.found()
            ),
        )
    }
}
