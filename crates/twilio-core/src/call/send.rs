//! Sends a prepared call: all of its attempts, in one span.

use tracing::Instrument as _;

use super::attempts;
use super::raw_response::RawResponse;
use super::telemetry::CallSpan;
use crate::error::Error;
use crate::request::PreparedCall;

impl PreparedCall {
    /// Sends the call; the response is a success.
    pub(crate) async fn send(&self) -> Result<RawResponse, Error> {
        let Some(uri) = self.endpoint.base().uri(&self.target) else {
            return Err(Error::invalid_input(
                self.operation,
                "the path contains a dot segment or a character that a URI can't contain; nothing was sent".to_owned(),
            ));
        };
        if tokio::runtime::Handle::try_current().is_err() {
            let problem =
                "there is no tokio runtime; call it from an async fn under #[tokio::main], or in Runtime::block_on";
            return Err(Error::no_runtime(self.operation, problem));
        }
        let span = CallSpan::new(self);
        let outcome = attempts::run(self, &uri, &span).instrument(span.span()).await;
        span.finished(outcome.as_ref().map(|response| (response.status, &response.headers)));
        outcome.map(|response| RawResponse { span, ..response })
    }
}
