//! Keeps the limits of an exchange, whatever the transport does.

use bytes::Bytes;

use super::{Limits, Transport};
use crate::error::{TransportError, TransportErrorKind};

/// Sends `request` to `host`, within `limits`. A failure names the host.
pub(crate) async fn bounded(
    transport: &dyn Transport,
    host: &str,
    request: http::Request<Bytes>,
    limits: Limits,
) -> Result<http::Response<Vec<u8>>, TransportError> {
    let sending = transport.send(request, limits);
    let end = match transport.keeps_deadline() {
        true => sending.await,
        // The transport is polled first: one that keeps the deadline all the same reports what had arrived.
        false => limits.run(sending).await.unwrap_or_else(|| Err(late(limits))),
    };
    let response = end.map_err(|error| error.with_host(host))?;
    let limit = limits.body(response.status());
    if response.body().len() <= limit {
        return Ok(response);
    }
    let (head, mut body) = response.into_parts();
    body.truncate(limit);
    Err(too_large(limit).with_host(host).with_received(http::Response::from_parts(head, body)))
}

/// What has arrived of a response while its exchange is running: kept outside of it, so that one timer ends the whole exchange.
#[cfg(any(feature = "reqwest", feature = "hyper", feature = "tower"))]
#[derive(Default)]
pub(super) struct Arrived(Option<http::Response<Vec<u8>>>);

#[cfg(any(feature = "reqwest", feature = "hyper", feature = "tower"))]
impl Arrived {
    /// Keeps the head of the response; its body is to be appended to what is returned.
    pub(super) fn head(&mut self, response: http::Response<Vec<u8>>) -> &mut Vec<u8> {
        self.0.insert(response).body_mut()
    }

    /// The response if the exchange ended well; `None` for `end` means that the deadline passed.
    pub(super) fn end(
        self,
        end: Option<Result<(), TransportError>>,
        limits: Limits,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let error = match (end, self.0) {
            (Some(Ok(())), Some(response)) => return Ok(response),
            (Some(Ok(())), None) => {
                return Err(TransportError::new(TransportErrorKind::Interrupted, "no response has arrived"));
            }
            (Some(Err(error)), arrived) => (error, arrived),
            (None, arrived) => (late(limits), arrived),
        };
        Err(match error {
            (error, Some(response)) => error.with_received(response),
            (error, None) => error,
        })
    }
}

/// The failure of an exchange that took longer than its time limit.
pub(crate) fn late(limits: Limits) -> TransportError {
    let reason = format!("the time limit is {:?}", limits.timeout);
    TransportError::new(TransportErrorKind::Timeout, reason.clone()).with_reason(reason)
}

/// The failure of a body that is longer than `limit` bytes.
pub(crate) fn too_large(limit: usize) -> TransportError {
    TransportError::new(TransportErrorKind::BodyTooLarge, format!("the body is longer than {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;

    use super::bounded;
    use crate::error::TransportErrorKind;
    use crate::transport::{Limits, transport_fn};

    fn request() -> http::Request<Bytes> {
        http::Request::new(Bytes::new())
    }

    #[tokio::test(start_paused = true)]
    async fn a_transport_that_never_returns_ends_at_the_time_limit() {
        let silent = transport_fn(|_, _| std::future::pending());
        let begun = tokio::time::Instant::now();
        let error = bounded(&silent, "h.test", request(), Limits::new(Duration::from_secs(3))).await.expect_err("late");
        assert_eq!((error.kind(), error.host()), (TransportErrorKind::Timeout, Some("h.test")));
        assert_eq!(begun.elapsed(), Duration::from_secs(3));
    }

    #[tokio::test]
    async fn a_timeout_without_an_end_is_allowed() {
        let transport = transport_fn(|_, _| async { Ok(http::Response::new(Vec::new())) });
        assert!(bounded(&transport, "h.test", request(), Limits::new(Duration::MAX)).await.is_ok());
    }

    #[tokio::test]
    async fn a_body_over_the_limit_of_its_status_is_cut_and_its_status_is_kept() {
        for (status, length, kept) in
            [(200, 11, Some(10)), (200, 10, None), (500, 70_000, Some(64 * 1024)), (500, 11, None)]
        {
            let transport = transport_fn(move |_, _| async move {
                let mut response = http::Response::new(vec![b'x'; length]);
                *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
                Ok(response)
            });
            let limits = Limits::new(Duration::from_secs(1)).with_success_body(10);
            let cut = match bounded(&transport, "h.test", request(), limits).await {
                Ok(response) => {
                    assert_eq!(response.body().len(), length);
                    None
                }
                Err(error) => {
                    assert_eq!(error.kind(), TransportErrorKind::BodyTooLarge);
                    let received = error.received().expect("the head");
                    assert_eq!(received.status().as_u16(), status);
                    Some(received.body().len())
                }
            };
            assert_eq!(cut, kept, "{status} {length}");
        }
    }
}
