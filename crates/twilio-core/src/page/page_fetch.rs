//! A page that was asked for.
//!
//! What enters: a call. What leaves: its response. Invariants: dropping a [`Fetch`] cancels the request, also the one of a task; at most one task
//! exists for a cursor.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::task::JoinHandle;
use tracing::Instrument as _;
use tracing::instrument::WithSubscriber as _;

use crate::call::CallSpan;
use crate::call::RawResponse;
use crate::error::Error;
use crate::request::PreparedCall;

type Fetched = Result<RawResponse, Error>;

pub(super) enum Fetch {
    /// Goes on when it is polled.
    Here(Pin<Box<dyn Future<Output = Fetched> + Send>>),
    Ahead(Task),
}

/// A page that comes while the caller has the one before in hand. The call is kept: a runtime that shuts down drops tasks.
pub(super) struct Task {
    handle: JoinHandle<Fetched>,
    call: Box<PreparedCall>,
}

impl Fetch {
    pub(super) fn here(call: PreparedCall) -> Self {
        Fetch::Here(Box::pin(async move { call.send().await }))
    }

    /// In a task, whose events stand in the span and go to the subscriber of whoever asks. Outside of a runtime there is no task to be had:
    /// then the call waits until it is polled.
    pub(super) fn ahead(call: PreparedCall) -> Self {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return Fetch::here(call) };
        let kept = Box::new(call.clone());
        // The span of a page that waits for its reader ends here: how long the caller works on the page before is no time of the call's.
        let fetching =
            async move { call.send().await.map(|response| RawResponse { span: CallSpan::none(), ..response }) };
        Fetch::Ahead(Task { handle: runtime.spawn(fetching.in_current_span().with_current_subscriber()), call: kept })
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Fetched> {
        loop {
            let task = match self {
                Fetch::Here(fetching) => return fetching.as_mut().poll(context),
                Fetch::Ahead(task) => task,
            };
            match ready!(Pin::new(&mut task.handle).poll(context)) {
                Ok(response) => return Poll::Ready(response),
                // The task is gone without an response: ask again from here, where a panic is the caller's own.
                Err(_) => *self = Fetch::here((*task.call).clone()),
            }
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.handle.abort();
    }
}
