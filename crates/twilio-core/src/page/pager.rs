//! A list, record by record.
//!
//! What enters: [`Pages`]. What leaves: their records, one at a time. Invariant: each record once, also across a stored continuation.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::pages::Pages;
use crate::error::Error;
use crate::model::Decode;
use crate::request::Continuation;

/// A stream of records. It asks for the next page when the records of the one in hand are gone, and ends behind the last record, behind the
/// limit, or behind an error.
///
/// It has `next` and `try_next` of its own, so that a loop needs no futures crate; with one, it is an ordinary
/// [`Stream`](futures_core::Stream) of `Result`s. Dropping it cancels the request in flight.
///
/// ```
/// # async fn example(mut channels: twilio_core::Pager<String>) -> Result<(), twilio_core::Error> {
/// while let Some(channel) = channels.try_next().await? {
///     println!("{channel}");
/// }
/// # Ok(()) }
/// ```
///
/// One that stops early, or fails, knows where to go on:
///
/// ```
/// use twilio_core::{Continuation, Pager};
///
/// async fn first_failure(mut jobs: Pager<String>) -> Option<Continuation> {
///     while let Some(job) = jobs.next().await {
///         match job {
///             Ok(job) => println!("{job}"),
///             Err(error) => {
///                 eprintln!("{error}");
///                 return jobs.continuation(); // of the page that failed
///             }
///         }
///     }
///     None
/// }
/// ```
#[must_use = "a pager does nothing until a record is asked for"]
pub struct Pager<T> {
    pages: Pages<T>,
    records: std::vec::IntoIter<T>,
}

// Nothing of it is ever pinned: the records are handed out by value.
impl<T> Unpin for Pager<T> {}

impl<T: Decode> Pager<T> {
    pub(super) fn new(pages: Pages<T>) -> Self {
        Pager { pages, records: Vec::new().into_iter() }
    }

    /// The next record, or `None` at the end. The same as `next` of a stream, without importing a trait.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next record, with the error outside, for `while let Some(record) = records.try_next().await?`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Behind an error the stream ends.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }
}

impl<T> Pager<T> {
    /// Where to go on behind the last record that was given. Store it, and pass it to `resume` of the same list. `None` when there is no more.
    ///
    /// After an error it leads to the page that failed.
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        self.pages.continuation_before(self.records.len())
    }
}

impl<T: Decode> Stream for Pager<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(record) = self.records.next() {
                return Poll::Ready(Some(Ok(record)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.records = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pager").field("continuation", &self.continuation()).finish_non_exhaustive()
    }
}
