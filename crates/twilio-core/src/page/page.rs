//! One page.
//!
//! What enters: the response to a list request. What leaves: its records, its `meta`, and the link to the next page as it came. Invariant: a page
//! without the operation's array is an error.

use std::fmt;

use http::HeaderMap;

use super::fingerprint::Fingerprint;
use crate::call::RawResponse;
use crate::error::Error;
use crate::json::{DecodeError, Reader};
use crate::limits::PAGE_RECORDS;
use crate::model::slot::Slot;
use crate::model::{Decode, decode_list, read_document};
use crate::request::Continuation;

/// One page of a list.
///
/// ```
/// fn show(page: twilio_core::Page<String>) {
///     println!("{} records, more to come: {}", page.items().len(), page.continuation().is_some());
///     for item in page {
///         println!("{item}");
///     }
/// }
///
/// /// Everything around the records.
/// fn inspect(page: &twilio_core::Page<String>) {
///     println!("page {:?} of {:?} records", page.meta().page, page.meta().page_size);
///     println!("{:?} {:?}", page.request_id(), page.headers().get("twilio-request-duration"));
///     println!("{} bytes", page.text().len());
/// }
///
/// /// The records by themselves.
/// fn sorted(page: twilio_core::Page<String>) -> Vec<String> {
///     let mut items = page.into_items();
///     items.sort();
///     items
/// }
/// ```
#[derive(Clone)]
pub struct Page<T> {
    items: Vec<T>,
    meta: PageMeta,
    headers: HeaderMap,
    text: String,
    pub(super) continuation: Option<Continuation>,
}

crate::model! {
    /// What a page says about itself. Each part may be absent.
    ///
    /// The links are the server's words. Following one with credentials of yours is what [`Pages`](crate::Pages) checks; don't do it by hand.
    ///
    /// ```
    /// use twilio_core::{PageMeta, model::from_json};
    ///
    /// let meta: PageMeta = from_json(r#"{"key": "users", "page": 0, "page_size": 50, "next_page_url": null}"#)?;
    /// assert_eq!((meta.key.as_deref(), meta.page, meta.page_size), (Some("users"), Some(0), Some(50)));
    /// assert!(meta.next_page_url.is_none()); // the last page
    /// # Ok::<(), twilio_core::DecodeError>(())
    /// ```
    pub struct PageMeta {
        /// The name of the array that holds the records.
        pub key: Option<String> = "key",
        /// The page's number, from 0.
        pub page: Option<i64> = "page",
        /// How many records a full page holds.
        pub page_size: Option<i64> = "page_size",
        /// The address of the first page.
        pub first_page_url: Option<String> = "first_page_url" private,
        /// The address of the page before.
        pub previous_page_url: Option<String> = "previous_page_url" private,
        /// The address of the page after; absent on the last one.
        pub next_page_url: Option<String> = "next_page_url" private,
        /// The address of this page.
        pub url: Option<String> = "url" private,
        /// What the next page is asked for with, in products whose pages have no links.
        pub next_token: Option<String> = "nextToken" private,
    }
}

impl<T> Page<T> {
    /// The records.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The records by themselves.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// What the page says about itself.
    #[must_use]
    pub fn meta(&self) -> &PageMeta {
        &self.meta
    }

    /// Where to go on behind this page: pass it to `resume` of the same list. `None` on the last page.
    #[must_use]
    pub fn continuation(&self) -> Option<&Continuation> {
        self.continuation.as_ref()
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// `Twilio-Request-Id` of the response.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        crate::error::request_id(&self.headers)
    }

    /// The body as it came.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The page of a limit of nothing, for which nothing is asked.
    pub(super) fn none() -> Self {
        Page::of(Vec::new())
    }

    /// The last page, without anything around the records.
    pub(crate) fn of(items: Vec<T>) -> Self {
        let meta = crate::model::Model::empty();
        Page { items, meta, headers: HeaderMap::new(), text: String::new(), continuation: None }
    }

    /// Keeps `take` records behind the first `skip`.
    pub(super) fn cut(&mut self, skip: usize, take: usize) {
        self.items.drain(..skip.min(self.items.len()));
        self.items.truncate(take);
    }
}

impl<T: Decode> Page<T> {
    /// The page, and its link to the next one: `meta.next_page_url`, `next_page_uri` of the older products, or the token of those without links.
    pub(crate) fn read(response: RawResponse) -> Result<(Self, Fingerprint, Option<String>), Error> {
        let list = response.operation.paging();
        let key = list.map_or("", |list| list.record_key);
        let (mut records, mut meta, mut next_page_uri) =
            (Records::<T> { items: None, content: Fingerprint::default() }, None::<PageMeta>, None::<String>);
        if let Err(error) = read_document(
            &response.text,
            "Page",
            &[key, "meta", "next_page_uri"],
            &mut [&mut records, &mut meta, &mut next_page_uri],
        ) {
            return Err(response.undecodable(&error));
        }
        let Some(items) = records.items else {
            return Err(response.undecodable(&format_args!("it has no array `{key}`")));
        };
        let meta = meta.unwrap_or_else(crate::model::Model::empty);
        let next = match list.and_then(|list| list.token_parameter) {
            Some(_) => meta.next_token.clone().or_else(|| snake_token(&response.text)),
            None => meta.next_page_url.clone().or(next_page_uri),
        };
        Ok((
            Page { items, meta, headers: response.headers, text: response.text, continuation: None },
            records.content,
            next,
        ))
    }
}

crate::model! {
    /// The token of products that write `next_token`.
    struct SnakeMeta {
        next_token: Option<String> = "next_token",
    }
}

fn snake_token(text: &str) -> Option<String> {
    let mut meta = None::<SnakeMeta>;
    read_document(text, "Page", &["meta"], &mut [&mut meta]).ok()?;
    meta?.next_token
}

const TOO_MANY: &str = "at most 10000 records in a page";

/// The records of a page, no more than [`PAGE_RECORDS`].
struct Records<T> {
    items: Option<Vec<T>>,
    content: Fingerprint,
}

impl<T: Decode> Slot for Records<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        let begin = reader.position();
        self.items = decode_list(reader, PAGE_RECORDS, TOO_MANY)?;
        self.content = Fingerprint::of(reader.text_since(begin));
        Ok(self.items.is_some())
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'p, T> IntoIterator for &'p Page<T> {
    type Item = &'p T;
    type IntoIter = std::slice::Iter<'p, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Page").field("items", &self.items).field("meta", &self.meta).finish_non_exhaustive()
    }
}
