//! The walk from page to page. Not generic: it is compiled once, whatever the records are.
//!
//! What enters: a list request, then for each page how many records it has and its link. What leaves: the answers, one after another, and where
//! the walk stands. Invariants: no page is asked for once the limit or the number of pages is reached, ahead of time neither; a target is asked
//! for once; after an error the walk ends.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::task::{Context, Poll};

use super::fingerprint::Fingerprint;
use super::next_link;
use super::page_fetch::Fetch;
use crate::call::RawResponse;
use crate::error::Error;
use crate::limits::UNCHANGED_PAGES;
use crate::request::{Continuation, PreparedCall, Request};

pub(super) struct Cursor {
    /// The call of the first page, or what is wrong with it (given out once).
    call: Result<Box<PreparedCall>, Option<Error>>,
    /// The path of the list, for continuations.
    path: String,
    /// The page that is asked for next. `None`: the page in hand is the last one.
    next: Option<Next>,
    in_hand: Option<InHand>,
    in_flight: Option<Fetch>,
    /// What is wrong with the link of the page in hand: given out behind its records.
    refused: Option<Error>,
    /// The page in hand has a link that can't be followed: it isn't the last page.
    link_is_broken: bool,
    /// Records that the limit still allows.
    remaining: Option<u64>,
    /// Pages that the caller still allows.
    pages_left: Option<u64>,
    /// The last page's records, as far as telling two pages apart goes, and how many pages in a row brought nothing new.
    last: Fingerprint,
    unchanged: u32,
    most_unchanged: u32,
    /// Too many pages brought nothing new: given out before the next page.
    stuck: Option<Error>,
    /// Whether the next page is asked for while the caller has the one in hand.
    prefetch: bool,
    /// Fingerprints of the targets that were read: a long list has thousands, each longer than a fingerprint.
    visited: Visited,
    ended: bool,
}

#[derive(Clone)]
struct Next {
    target: String,
    /// Records of that page that were taken in an earlier life.
    taken: u64,
}

/// The page whose records the caller is being given.
struct InHand {
    target: String,
    /// Records of it up to and including the last one that the caller gets.
    given: u64,
}

impl Cursor {
    pub(super) fn new(mut request: Request) -> Self {
        let path = request.path().to_owned();
        let resumed = request.list.resumed.take();
        let (limit, pages_left, prefetch) = (request.list.limit, request.list.max_pages, request.list.prefetch);
        let most_unchanged = request.list.max_unchanged_pages.unwrap_or(UNCHANGED_PAGES);
        let entered = resumed.as_ref().map_or(Ok(()), |continuation| request.enter(continuation));
        // What is wrong with an argument goes before what is wrong with the continuation.
        let call = request.prepare().and_then(|call| entered.map(|()| PreparedCall { expects_body: true, ..call }));
        let first = call.as_ref().ok().map(|call| Next { target: call.target.clone(), taken: 0 });
        let (next, remaining) = match resumed {
            Some(stored) => (Some(Next { target: stored.target, taken: stored.taken }), limit.or(stored.remaining)),
            None => (first, limit),
        };
        Cursor {
            call: call.map(Box::new).map_err(Some),
            path,
            next,
            in_hand: None,
            in_flight: None,
            refused: None,
            link_is_broken: false,
            remaining,
            pages_left,
            last: Fingerprint::default(),
            unchanged: 0,
            most_unchanged,
            stuck: None,
            prefetch,
            visited: Visited::default(),
            ended: false,
        }
    }

    /// The next page's response; `None` at the end of the list or of the limit.
    pub(super) fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<RawResponse, Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let may_ask = self.may_ask();
        if let Some(stuck) = self.stuck.take().filter(|_| may_ask) {
            self.ended = true;
            return Poll::Ready(Some(Err(stuck)));
        }
        let call = match &mut self.call {
            Ok(call) => call,
            Err(problem) => {
                self.ended = true;
                return Poll::Ready(problem.take().map(Err));
            }
        };
        let mut fetch = match (self.in_flight.take(), &self.next) {
            (Some(fetch), _) => fetch,
            (None, Some(next)) if may_ask => Fetch::here(call.at(next.target.clone())),
            _ => {
                self.ended = true;
                let refused = self.refused.take().filter(|_| may_ask);
                return Poll::Ready(refused.map(Err));
            }
        };
        let Poll::Ready(response) = fetch.poll(context) else {
            self.in_flight = Some(fetch);
            return Poll::Pending;
        };
        self.ended = response.is_err();
        Poll::Ready(Some(response))
    }

    /// Whether limit and number of pages allow one page more.
    fn may_ask(&self) -> bool {
        self.remaining != Some(0) && self.pages_left != Some(0)
    }

    fn ask_ahead(&mut self) {
        if let (true, true, Some(next), Ok(call)) = (self.prefetch, self.may_ask(), &self.next, &self.call) {
            self.in_flight = Some(Fetch::ahead(call.at(next.target.clone())));
        }
    }

    /// Takes note of a page of `records` records: how many of them to skip and how many to give.
    pub(super) fn accept(&mut self, records: usize, content: Fingerprint, link: Option<&str>) -> (usize, usize) {
        let Some(Next { target, taken }) = self.next.take() else { return (0, 0) };
        let skip = usize::try_from(taken).unwrap_or(usize::MAX).min(records);
        let allowed = self.remaining.map_or(usize::MAX, |remaining| usize::try_from(remaining).unwrap_or(usize::MAX));
        let take = (records - skip).min(allowed);
        self.remaining = self.remaining.map(|remaining| remaining - take as u64);
        self.pages_left = self.pages_left.map(|left| left.saturating_sub(1));
        self.visited.insert(&target);
        self.in_hand = Some(InHand { target, given: (skip + take) as u64 });
        let brings_news = records > 0 && content != self.last;
        self.unchanged = if brings_news { 0 } else { self.unchanged.saturating_add(1) };
        self.last = content;
        match link.filter(|link| !link.is_empty()).map(|link| self.follow(link)) {
            Some(Ok(target)) => self.next = Some(Next { target, taken: 0 }),
            Some(Err(error)) => (self.refused, self.link_is_broken) = (error, true),
            None => {}
        }
        if self.unchanged >= self.most_unchanged && self.next.is_some() {
            self.stuck = self.call.as_ref().ok().map(|call| {
                let pages = self.unchanged;
                Error::paging(
                    call.operation,
                    format!("{pages} pages in a row brought nothing new, each with a link to another one; the continuation leads to the next page"),
                )
            });
        } else {
            self.ask_ahead();
        }
        (skip, take)
    }

    fn follow(&self, link: &str) -> Result<String, Option<Error>> {
        let Ok(call) = &self.call else { return Err(None) };
        let refuse = |reason: String| Some(Error::paging(call.operation, reason));
        let token_parameter = call.operation.paging().and_then(|list| list.token_parameter);
        let target = match (token_parameter, &self.in_hand) {
            // The page's own query, which a resumed list's request need not repeat.
            (Some(parameter), Some(page)) => next_link::with_token(&page.target, parameter, link),
            _ => next_link::target(&call.endpoint, link).map_err(refuse)?,
        };
        if self.visited.contains(&target) {
            return Err(refuse(
                "the link to the next page leads to a page that was read already; records would be lost or repeated"
                    .to_owned(),
            ));
        }
        Ok(target)
    }

    /// The page's body was no page: the walk ends, and can be resumed at that page.
    pub(super) fn fail(&mut self) {
        self.ended = true;
    }

    /// Where to go on when the caller has still `left` of the records that it was given.
    pub(super) fn continuation(&self, left: usize) -> Option<Continuation> {
        let Ok(call) = &self.call else { return None };
        let left = left as u64;
        let remaining = self.remaining.map(|remaining| remaining + left);
        if remaining == Some(0) {
            return None;
        }
        let (target, taken) = match (&self.in_hand, &self.next) {
            (Some(page), _) if left > 0 => (&page.target, page.given - left),
            (_, Some(next)) => (&next.target, next.taken),
            // The link was refused: resuming reads the page again, gives none of its records, and meets the link again.
            (Some(page), None) if self.link_is_broken => (&page.target, page.given),
            _ => return None,
        };
        Some(Continuation {
            operation: call.operation.id().to_owned(),
            path: self.path.clone(),
            target: target.clone(),
            taken,
            remaining,
            headers: Continuation::storable(call.operation, &call.headers),
        })
    }
}

/// Targets by two independent hashes of 64 bits: no list is long enough for two of its targets to share both by chance.
#[derive(Default)]
struct Visited {
    hashes: (RandomState, RandomState),
    seen: HashSet<(u64, u64)>,
}

impl Visited {
    fn insert(&mut self, target: &str) {
        self.seen.insert(self.fingerprint(target));
    }

    fn contains(&self, target: &str) -> bool {
        self.seen.contains(&self.fingerprint(target))
    }

    fn fingerprint(&self, target: &str) -> (u64, u64) {
        (self.hashes.0.hash_one(target), self.hashes.1.hash_one(target))
    }
}
