//! A list, page by page.
//!
//! What enters: a [`Cursor`]. What leaves: decoded pages. Only the decoding is compiled once per record.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::cursor::Cursor;
use super::page::Page;
use crate::error::Error;
use crate::model::Decode;
use crate::request::Continuation;

/// A stream of pages. It asks for a page when it is polled, and ends behind the last one, behind the limit, or behind an error.
///
/// Dropping it cancels the request in flight.
///
/// ```
/// # async fn example(mut pages: twilio_core::Pages<String>) -> Result<(), twilio_core::Error> {
/// while let Some(page) = pages.try_next().await? {
///     println!("{} records ({:?})", page.items().len(), page.request_id());
/// }
/// # Ok(()) }
/// ```
///
/// With what is needed to go on in another process:
///
/// ```
/// use twilio_core::{Continuation, Pages};
///
/// async fn copy(mut pages: Pages<String>, store: impl Fn(Vec<String>, Option<Continuation>)) {
///     while let Some(Ok(page)) = pages.next().await {
///         store(page.into_items(), pages.continuation());
///     }
/// }
/// ```
#[must_use = "pages do nothing until they are asked for"]
pub struct Pages<T> {
    cursor: Cursor,
    record: PhantomData<fn() -> T>,
}

impl<T: Decode> Pages<T> {
    pub(super) fn new(cursor: Cursor) -> Self {
        Pages { cursor, record: PhantomData }
    }

    /// The next page, or `None` at the end. The same as `next` of a stream, without importing a trait.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next page, with the error outside, for `while let Some(page) = pages.try_next().await?`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Behind an error the stream ends.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    /// A page that doesn't know where to go on: for those who ask for that later, if at all.
    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        let Some(response) = ready!(self.cursor.poll_response(context)) else { return Poll::Ready(None) };
        let page = response.and_then(Page::read).map(|(mut page, content, link)| {
            let (skip, take) = self.cursor.accept(page.items().len(), content, link.as_deref());
            page.cut(skip, take);
            page
        });
        if page.is_err() {
            self.cursor.fail();
        }
        Poll::Ready(Some(page))
    }
}

impl<T> Pages<T> {
    /// Where to go on behind the last page that was given, or at the page that failed. `None` when there is no more.
    #[must_use]
    pub fn continuation(&self) -> Option<Continuation> {
        self.cursor.continuation(0)
    }

    /// Where to go on when `left` records of the page in hand weren't taken.
    pub(super) fn continuation_before(&self, left: usize) -> Option<Continuation> {
        self.cursor.continuation(left)
    }
}

impl<T: Decode> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut page = ready!(self.poll_page(context));
        if let Some(Ok(page)) = &mut page {
            page.continuation = self.continuation();
        }
        Poll::Ready(page)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("continuation", &self.continuation()).finish_non_exhaustive()
    }
}
