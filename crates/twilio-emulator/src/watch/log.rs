//! The request log: what was asked, and what the emulator noticed.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::time::Millis;

/// One request, as the log keeps it. Neither bodies nor credentials are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// Its number, counted from 1.
    pub number: u64,
    /// When it was received, by the emulator's clock.
    pub time: SystemTime,
    /// The HTTP method.
    pub method: String,
    /// The path without the product's prefix, and without the query.
    pub path: String,
    /// The product's key, such as `chat-v2`; empty if none was found.
    pub product: &'static str,
    /// The operationId, if the path and the method lead to an operation.
    pub operation: Option<&'static str>,
    /// The names of the inputs that were sent and are known.
    pub inputs: Vec<String>,
    /// The names of inputs that the operation does not have.
    pub unknown_inputs: Vec<String>,
    /// The status of the response; none for a fault without a response.
    pub status: Option<u16>,
    /// Twilio's error code, if the response is an error.
    pub code: Option<u32>,
    /// What else happened: faults, webhooks that were not sent.
    pub notes: Vec<String>,
}

/// The last requests.
#[derive(Debug)]
pub(crate) struct Log {
    entries: Mutex<(u64, VecDeque<LoggedRequest>)>,
    max: usize,
}

impl Log {
    pub(crate) fn new(max: usize) -> Log {
        Log { entries: Mutex::new((0, VecDeque::new())), max }
    }

    /// Adds an entry and gives its number.
    pub(crate) fn push(&self, mut entry: LoggedRequest) -> u64 {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.0 += 1;
        entry.number = entries.0;
        entries.1.push_back(entry);
        while entries.1.len() > self.max {
            entries.1.pop_front();
        }
        entries.0
    }

    /// Adds a note to an entry, if it is still there.
    pub(crate) fn note(&self, number: u64, note: String) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.1.iter_mut().rev().find(|entry| entry.number == number) {
            entry.notes.push(note);
        }
    }

    pub(crate) fn all(&self) -> Vec<LoggedRequest> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).1.iter().cloned().collect()
    }

    /// Entries with a greater number.
    pub(crate) fn since(&self, number: u64) -> Vec<LoggedRequest> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.1.iter().filter(|entry| entry.number > number).cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).1.clear();
    }
}

impl LoggedRequest {
    pub(crate) fn new(method: &str, path: &str, now: Millis) -> LoggedRequest {
        LoggedRequest {
            number: 0,
            time: UNIX_EPOCH + Duration::from_millis(u64::try_from(now).unwrap_or_default()),
            method: method.to_owned(),
            path: path.to_owned(),
            product: "",
            operation: None,
            inputs: Vec::new(),
            unknown_inputs: Vec::new(),
            status: None,
            code: None,
            notes: Vec::new(),
        }
    }

    /// The entry as JSON, for the page.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let millis = self.time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        serde_json::json!({
            "number": self.number,
            "time": crate::time::with_millis(i64::try_from(millis).unwrap_or_default()),
            "method": self.method,
            "path": self.path,
            "product": self.product,
            "operation": self.operation,
            "inputs": self.inputs,
            "unknown_inputs": self.unknown_inputs,
            "status": self.status,
            "code": self.code,
            "notes": self.notes,
        })
    }
}
