//! Takes a stored continuation into a request, if it belongs to that request's list.

use http::header::{self, HeaderName, HeaderValue};

use super::{Continuation, Request};
use crate::error::Error;

impl Request {
    /// Adds the stored headers, or says why this continuation isn't one of this request's list.
    pub(crate) fn enter(&mut self, continuation: &Continuation) -> Result<(), Error> {
        let operation = self.operation();
        if continuation.operation != operation.id() {
            return Err(Error::paging(
                operation,
                "the continuation belongs to another operation; resume it on the list that it came from",
            ));
        }
        if continuation.path != self.path() {
            return Err(Error::paging(
                operation,
                "the continuation belongs to another path; resume it on the list that it came from",
            ));
        }
        let damaged = || Error::paging(operation, "the continuation is damaged; start the list again");
        if self.endpoint().base().uri(&continuation.target).is_none() {
            return Err(damaged());
        }
        for (name, value) in &continuation.headers {
            let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) else {
                return Err(damaged());
            };
            if name != header::AUTHORIZATION && name != header::HOST {
                self.default_header(&name, value);
            }
        }
        Ok(())
    }
}
