//! How a list is asked for.
//!
//! What enters: page size, limit, a continuation. What leaves: the `PageSize` of the first request. Invariant: it is never above the operation's
//! maximum nor above the limit.

use super::cursor::Cursor;
use super::page::Page;
use super::pager::Pager;
use super::pages::Pages;
use crate::error::Error;
use crate::model::Decode;
use crate::model::InvalidValue;
use crate::request::{Continuation, Problem, Request};

/// The largest page of any of Twilio's lists, for operations that don't say.
const LARGEST_PAGE: u32 = 1000;

impl Request {
    /// `page_size` of generated list requests.
    #[doc(hidden)]
    pub fn page_size(mut self, records: u32) -> Self {
        if records == 0 {
            self.refuse(Problem::new(
                "query parameter",
                "PageSize",
                InvalidValue::new("at least one record a page", "0"),
            ));
        }
        self.list.page_size = Some(records);
        self
    }

    /// `limit` of generated list requests.
    #[doc(hidden)]
    pub fn limit(mut self, records: u64) -> Self {
        self.list.limit = Some(records);
        self
    }

    /// `with_page_token` of generated list requests.
    #[doc(hidden)]
    pub fn with_page_token(mut self, token: &str) -> Self {
        let parameter = self.operation().paging().and_then(|list| list.token_parameter).unwrap_or("PageToken");
        self.set_query(parameter, token);
        self
    }

    /// `with_max_pages` of generated list requests.
    #[doc(hidden)]
    pub fn with_max_pages(mut self, pages: u64) -> Self {
        self.list.max_pages = Some(pages);
        self
    }

    /// `with_max_unchanged_pages` of generated list requests.
    #[doc(hidden)]
    pub fn with_max_unchanged_pages(mut self, pages: u32) -> Self {
        self.list.max_unchanged_pages = Some(pages.max(1));
        self
    }

    /// `with_prefetch` of generated list requests.
    #[doc(hidden)]
    pub fn with_prefetch(mut self) -> Self {
        self.list.prefetch = true;
        self
    }

    /// `resume` of generated list requests.
    #[doc(hidden)]
    pub fn resume(mut self, continuation: &Continuation) -> Self {
        self.list.resumed = Some(Box::new(continuation.clone()));
        self
    }

    /// `stream` of generated list requests.
    #[doc(hidden)]
    pub fn stream<T: Decode>(self) -> Pager<T> {
        Pager::new(self.pages())
    }

    /// `pages` of generated list requests.
    #[doc(hidden)]
    pub fn pages<T: Decode>(self) -> Pages<T> {
        Pages::new(Cursor::new(self.sized(true)))
    }

    /// `all` of generated list requests.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    #[doc(hidden)]
    pub async fn all<T: Decode>(self) -> Result<Vec<T>, Error> {
        let mut pages = self.pages();
        let mut records = Vec::new();
        while let Some(page) = pages.try_next().await? {
            records.extend(page.into_items());
        }
        Ok(records)
    }

    /// `first_page` of generated list requests.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    #[doc(hidden)]
    pub async fn first_page<T: Decode>(mut self) -> Result<Page<T>, Error> {
        self.list.prefetch = false;
        let mut pages = Pages::new(Cursor::new(self.sized(false)));
        Ok(pages.try_next().await?.unwrap_or_else(Page::none))
    }

    /// Puts `PageSize` into the query. One page by itself has Twilio's default size; a stream has the largest, so that it makes the fewest calls.
    fn sized(mut self, streamed: bool) -> Self {
        let maximum = self.operation().paging().and_then(|list| list.max_page_size);
        let limit = self.list.limit.map(|limit| u32::try_from(limit).unwrap_or(u32::MAX).max(1));
        let wanted = match self.list.page_size {
            Some(wanted) => Some(wanted.min(limit.unwrap_or(u32::MAX))),
            None if limit.is_some() => limit.map(|limit| limit.min(maximum.unwrap_or(LARGEST_PAGE))),
            None if streamed => maximum,
            None => None,
        };
        if let (Some(asked), Some(maximum)) = (self.list.page_size, maximum)
            && asked > maximum
        {
            tracing::warn!(
                target: "twilio_core",
                { twilio.operation = self.operation().id(), asked, maximum },
                "the page size is above the operation's maximum, and was lowered to it"
            );
        }
        if self.list.resumed.is_some() && self.list.page_size.is_some() {
            tracing::warn!(
                target: "twilio_core",
                { twilio.operation = self.operation().id() },
                "a page size has no effect beside a continuation, whose page has its own"
            );
        }
        if let Some(size) = wanted {
            self.set_query("PageSize", &size.min(maximum.unwrap_or(u32::MAX)).to_string());
        }
        self
    }
}
