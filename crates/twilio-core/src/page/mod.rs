//! Lists: one page, a stream of pages, a stream of items, and where to go on another day.
//!
//! What enters: a list request with its page size and limit. What leaves: [`Page`], [`Pages`], [`Pager`], [`Continuation`]. Invariants: `limit`
//! records and no more; a page without its array, a link elsewhere and a link that was visited are errors, never a silent end.

mod cursor;
mod fingerprint;
mod list_request;
pub(crate) mod next_link;
#[expect(clippy::module_inception, reason = "a page is what the file defines")]
mod page;
mod page_fetch;
mod pager;
mod pages;
#[cfg(test)]
mod tests;

pub use page::{Page, PageMeta};
pub use pager::Pager;
pub use pages::Pages;
