//! Reads the body of a response up to its limit, and keeps what has arrived.

use super::bounded::too_large;
use crate::error::TransportError;

/// The most bytes that are reserved for a `Content-Length` alone, which a server may claim without sending them.
const RESERVE_LIMIT: u64 = 1024 * 1024;

/// Reserves room for a body of the announced length.
pub(super) fn reserve(received: &mut Vec<u8>, announced: u64, limit: usize) {
    let announced = announced.min(RESERVE_LIMIT).min(limit as u64);
    received.reserve_exact(usize::try_from(announced).unwrap_or(0));
}

/// Appends a part of the body, or the first bytes of it that the limit leaves room for.
pub(super) fn append(received: &mut Vec<u8>, part: &[u8], limit: usize) -> Result<(), TransportError> {
    let room = limit.saturating_sub(received.len());
    match part.get(..room) {
        Some(head) if part.len() > room => {
            received.extend_from_slice(head);
            Err(too_large(limit))
        }
        _ => {
            received.extend_from_slice(part);
            Ok(())
        }
    }
}

/// Reads `body` to its end. `failure` says what an error of the body means; the head of the response has arrived by then.
#[cfg(any(feature = "hyper", feature = "tower"))]
pub(super) async fn read<B: http_body::Body>(
    body: B,
    limit: usize,
    received: &mut Vec<u8>,
    failure: impl Fn(B::Error) -> TransportError,
) -> Result<(), TransportError> {
    use bytes::Buf as _;

    reserve(received, body.size_hint().exact().unwrap_or(0), limit);
    let mut body = std::pin::pin!(body);
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await {
        // Trailers are no part of the body.
        let Ok(mut data) = frame.map_err(&failure)?.into_data() else { continue };
        while data.has_remaining() {
            append(received, data.chunk(), limit)?;
            data.advance(data.chunk().len());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{append, reserve};
    use crate::error::TransportErrorKind;

    #[test]
    fn a_body_over_the_limit_is_cut() {
        for (length, part, limit, whole) in [
            (10, 3, 10, true),
            (11, 3, 10, false),
            (100_000, 16_384, 10, false),
            (0, 1, 0, true),
            (1, 1, 0, false),
            (9, 9, usize::MAX, true),
        ] {
            let mut received = Vec::new();
            let end = vec![b'x'; length].chunks(part).try_for_each(|part| append(&mut received, part, limit));
            assert_eq!((received.len(), end.is_ok()), (length.min(limit), whole), "{length} of {limit}");
            assert!(end.err().is_none_or(|error| error.kind() == TransportErrorKind::BodyTooLarge));
        }
    }

    #[test]
    fn a_length_that_is_only_announced_reserves_a_megabyte_at_most() {
        for (announced, limit, reserved) in [(100, 1000, 100), (100, 10, 10), (u64::MAX, usize::MAX, 1024 * 1024)] {
            let mut received = Vec::new();
            reserve(&mut received, announced, limit);
            assert_eq!(received.capacity(), reserved);
        }
    }
}
