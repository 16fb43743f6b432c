//! Bodies of responses: whole, or cut in the middle by a fault.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// A body that is sent whole, or half and then not at all.
#[derive(Debug)]
pub(super) struct Sent {
    bytes: Option<Bytes>,
    /// The length that the headers announce.
    announced: u64,
    cut: bool,
    /// How often the body was pending before it broke, so that what came before is on its way.
    waited: u8,
}

impl Sent {
    pub(super) fn whole(bytes: Vec<u8>) -> Sent {
        Sent { announced: bytes.len() as u64, bytes: Some(bytes.into()), cut: false, waited: 0 }
    }

    pub(super) fn half(bytes: Vec<u8>) -> Sent {
        let announced = bytes.len() as u64;
        let half = Bytes::from(bytes);
        Sent { bytes: Some(half.slice(..half.len() / 2)), announced, cut: true, waited: 0 }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match self.bytes.take() {
            Some(bytes) if !bytes.is_empty() => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            _ if self.cut && self.waited < 3 => {
                self.waited += 1;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            _ if self.cut => Poll::Ready(Some(Err(std::io::Error::other("a fault cut the body")))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        !self.cut && self.bytes.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.bytes {
            Some(_) => SizeHint::with_exact(self.announced),
            None => SizeHint::with_exact(0),
        }
    }
}
