//! The emulator in process: a transport without a socket.

use bytes::Bytes;
use http::{Request, Response};
use twilio_core::transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};

use super::response::Answer;
use crate::emulator::Emulator;
use crate::engine::Actor;

impl Emulator {
    /// Makes a request as a user, as a client SDK does: webhooks are always sent, the user is the author.
    ///
    /// # Errors
    /// [`TransportError`] if a fault breaks the exchange.
    pub async fn request_as(
        &self,
        identity: &str,
        request: Request<Bytes>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        into_result(self.answer(request, Actor::User(identity.to_owned())).await)
    }
}

/// The transport's view of an answer.
fn into_result(answer: Answer) -> Result<Response<Vec<u8>>, TransportError> {
    match answer {
        Answer::Response(response) => Ok(response),
        Answer::Reset => Err(TransportError::new(TransportErrorKind::Interrupted, "the emulator reset the connection")),
        Answer::Truncated(response) => {
            let half = first_half(&response).to_vec();
            let (parts, _) = response.into_parts();
            let error = TransportError::new(TransportErrorKind::Interrupted, "the emulator cut the body");
            Err(error.with_received(Response::from_parts(parts, half)))
        }
    }
}

impl Transport for Emulator {
    fn send(&self, request: Request<Bytes>, _limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move { into_result(self.answer(request, Actor::Rest { webhooks: false }).await) })
    }
}

/// The body of a response that a fault cut.
fn first_half(response: &Response<Vec<u8>>) -> &[u8] {
    &response.body()[..response.body().len() / 2]
}
