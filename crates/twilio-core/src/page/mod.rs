//! Lists: one page, a stream of pages, a stream of items, and where to go on another day.
//!
//! What enters: a list request with its page size and limit. What leaves: [`Page`], [`Pages`], [`Pager`], [`Continuation`]. Invariants: `limit`
//! records and no more; a page without its array, a link elsewhere and a link that was visited are errors, never a silent end.

mod continuation;
mod cursor;
mod fetch;
mod link;
mod options;
mod pager;
mod pages;
mod records;
#[cfg(test)]
mod tests;

pub use continuation::Continuation;
pub(crate) use link::target as link_target;
pub use pager::Pager;
pub use pages::Pages;
pub use records::{Page, PageMeta};

pub(crate) use options::ListOptions;

/// [`Page::read`], for the fuzz target `page`.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_page<T: crate::model::Decode>(
    answer: crate::call::Answer,
) -> Result<(Page<T>, Option<String>), crate::error::Error> {
    Page::read(answer)
}
