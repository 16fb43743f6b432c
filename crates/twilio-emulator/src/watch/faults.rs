//! Faults on request: seeded, so that a run can be repeated.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::store::Mint;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The response comes late.
    Latency(Duration),
    /// Status 429 with `Retry-After`; the request is not processed.
    TooManyRequests {
        /// The seconds of `Retry-After`.
        retry_after: u32,
    },
    /// Status 503; the request is not processed.
    Unavailable,
    /// Status 500; the request is not processed.
    InternalError,
    /// Status 502 with a page of HTML; the request is not processed.
    Html,
    /// The connection breaks before a response; the request is processed.
    Reset,
    /// The body ends half way; the request is processed.
    Truncated,
    /// An enum property has a value that the document does not list.
    UnknownEnumValue,
    /// A SID in the response is malformed.
    MalformedSid,
    /// The next page's link leads to a foreign host.
    ForeignNextLink,
    /// A webhook is delivered twice.
    WebhookTwice,
}

impl FaultKind {
    /// The fault by the name that the control endpoint uses; `value` is a number of milliseconds or seconds.
    pub(crate) fn by_name(name: &str, value: Option<u64>) -> Option<FaultKind> {
        Some(match name {
            "latency" => FaultKind::Latency(Duration::from_millis(value.unwrap_or(1000).min(60_000))),
            "too_many_requests" => FaultKind::TooManyRequests {
                retry_after: value.and_then(|value| u32::try_from(value).ok()).unwrap_or(1),
            },
            "unavailable" => FaultKind::Unavailable,
            "internal_error" => FaultKind::InternalError,
            "html" => FaultKind::Html,
            "reset" => FaultKind::Reset,
            "truncated" => FaultKind::Truncated,
            "unknown_enum_value" => FaultKind::UnknownEnumValue,
            "malformed_sid" => FaultKind::MalformedSid,
            "foreign_next_link" => FaultKind::ForeignNextLink,
            "webhook_twice" => FaultKind::WebhookTwice,
            _ => return None,
        })
    }
}

/// A fault and the requests that it meets. Built from a [`FaultKind`].
///
/// ```
/// use twilio_emulator::{Emulator, Fault, FaultKind};
///
/// let emulator = Emulator::new();
/// emulator.inject(Fault::new(FaultKind::Unavailable).operation("CreateConversation").times(2));
/// emulator.inject(Fault::new(FaultKind::Reset).method("DELETE").percent(10));
/// assert_eq!(emulator.faults().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) operation: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) percent: u8,
    pub(crate) times: Option<u32>,
}

impl Fault {
    /// A fault that meets every request until it is removed.
    pub fn new(kind: FaultKind) -> Fault {
        Fault { kind, operation: None, method: None, path: None, percent: 100, times: None }
    }

    /// Meets requests of this operationId only.
    pub fn operation(mut self, id: impl Into<String>) -> Fault {
        self.operation = Some(id.into());
        self
    }

    /// Meets requests with this HTTP method only.
    pub fn method(mut self, method: impl Into<String>) -> Fault {
        self.method = Some(method.into());
        self
    }

    /// Meets requests only whose path contains this.
    pub fn path(mut self, part: impl Into<String>) -> Fault {
        self.path = Some(part.into());
        self
    }

    /// Meets this share of the requests, by the seed. Default: 100. More than 100 counts as 100.
    pub fn percent(mut self, percent: u8) -> Fault {
        self.percent = percent.min(100);
        self
    }

    /// Ends after this many requests.
    pub fn times(mut self, times: u32) -> Fault {
        self.times = Some(times);
        self
    }

    /// What goes wrong.
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    fn matches(&self, method: &str, path: &str, operation: Option<&str>) -> bool {
        self.times != Some(0)
            && self.operation.as_deref().is_none_or(|wanted| operation == Some(wanted))
            && self.method.as_deref().is_none_or(|wanted| method.eq_ignore_ascii_case(wanted))
            && self.path.as_deref().is_none_or(|wanted| path.contains(wanted))
    }
}

/// The faults that are on.
#[derive(Debug)]
pub(crate) struct Faults {
    state: Mutex<(Vec<Fault>, Mint)>,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Faults {
        Faults { state: Mutex::new((Vec::new(), Mint::new(seed ^ 0xFA17))) }
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.push(fault);
    }

    pub(crate) fn clear(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.clear();
    }

    pub(crate) fn all(&self) -> Vec<Fault> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// The faults that meet a request. Each of them has met one more after that.
    pub(crate) fn meet(&self, method: &str, path: &str, operation: Option<&str>) -> Vec<FaultKind> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (faults, mint) = &mut *state;
        let mut met = Vec::new();
        for fault in faults.iter_mut().filter(|fault| fault.matches(method, path, operation)) {
            let drawn = fault.percent == 100 || u16::from(mint.bytes()[0]) * 100 / 256 < u16::from(fault.percent);
            if drawn {
                met.push(fault.kind);
                fault.times = fault.times.map(|times| times - 1);
            }
        }
        faults.retain(|fault| fault.times != Some(0));
        met
    }
}
