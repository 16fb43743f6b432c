//! Scripted responses for tests of what is above the transport: a [`MockTransport`] that replies in order, whatever the request is.
//!
//! A request without a scripted response gets 599, so that no test passes by waiting.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use super::server::{Arrived, Scripted};
use crate::testing::{CapturedRequest, MockTransport, Reply};

/// Each script has a base URL of its own, so that a link to another one's is a link to another origin.
static PORT: AtomicU16 = AtomicU16::new(1);

pub(crate) struct Script {
    mock: MockTransport,
    port: u16,
    replies: Arc<Mutex<VecDeque<Reply>>>,
}

impl Script {
    pub(crate) fn new(script: impl IntoIterator<Item = Scripted>) -> Self {
        let replies: VecDeque<Reply> = script.into_iter().map(Reply::from).collect();
        let replies = Arc::new(Mutex::new(replies));
        let next = replies.clone();
        let unscripted = || Reply::text(599, "no response is scripted");
        let mock = MockTransport::new()
            .with_tokio_time()
            .on_any()
            .respond(move |_| next.lock().expect("unpoisoned").pop_front().unwrap_or_else(unscripted));
        Script { mock, port: PORT.fetch_add(1, Ordering::Relaxed), replies }
    }

    /// What a client is built with.
    pub(crate) fn transport(&self) -> MockTransport {
        self.mock.clone()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn push(&self, response: Scripted) {
        self.replies.lock().expect("unpoisoned").push_back(response.into());
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.mock.requests().iter().map(Arrived::from).collect()
    }

    /// The targets of all requests, in their order.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.arrived().into_iter().map(|request| request.target).collect()
    }
}

impl From<&CapturedRequest> for Arrived {
    fn from(request: &CapturedRequest) -> Self {
        let target = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
        let value = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Arrived {
            method: request.method().to_owned(),
            target,
            headers: request.headers().iter().map(|(name, header)| (name.to_string(), value(header))).collect(),
            body: String::from_utf8_lossy(request.body()).into_owned(),
        }
    }
}
