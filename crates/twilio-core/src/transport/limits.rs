//! The bounds of one HTTP exchange.

use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use crate::limits::{ERROR_BODY, SUCCESS_BODY};

/// The bounds of one HTTP exchange: how long it may take, and how many bytes of the body are read.
///
/// The client enforces them for every transport. A transport that keeps them by itself can report the status of a response whose body was
/// late or too long.
///
/// ```
/// use std::time::Duration;
/// use http::StatusCode;
/// use twilio_core::transport::Limits;
///
/// let limits = Limits::new(Duration::from_secs(5)).with_success_body(1024);
/// assert_eq!(limits.timeout, Duration::from_secs(5));
/// assert_eq!(limits.body(StatusCode::OK), 1024);
/// assert_eq!(limits.body(StatusCode::BAD_GATEWAY), limits.error_body);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// From connecting to the last byte of the response.
    pub timeout: Duration,
    /// The largest body, in bytes, of a response whose status is a success. Default: 40 MiB.
    pub success_body: usize,
    /// The largest body, in bytes, of any other response. Default: 64 KiB.
    pub error_body: usize,
    deadline: Option<Instant>,
}

impl Limits {
    /// Limits for an exchange that begins now, with the default sizes of bodies.
    #[must_use]
    pub fn new(timeout: Duration) -> Self {
        let deadline = Instant::now().checked_add(timeout);
        Limits { timeout, success_body: SUCCESS_BODY, error_body: ERROR_BODY, deadline }
    }

    /// Sets the largest body of a success, in bytes.
    #[must_use]
    pub fn with_success_body(self, bytes: usize) -> Self {
        Limits { success_body: bytes, ..self }
    }

    /// The largest body of a response with this status, in bytes.
    #[must_use]
    pub fn body(&self, status: StatusCode) -> usize {
        if status.is_success() { self.success_body } else { self.error_body }
    }

    /// When the timeout passes; `None` if that is further away than a clock can tell.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use twilio_core::transport::Limits;
    /// assert!(Limits::new(Duration::MAX).deadline().is_none());
    /// ```
    #[must_use]
    pub fn deadline(&self) -> Option<std::time::Instant> {
        self.deadline.map(Instant::into_std)
    }

    /// Runs `work` until the deadline; `None` when it passed first.
    pub(crate) async fn run<F: Future>(&self, work: F) -> Option<F::Output> {
        match self.deadline {
            Some(deadline) => tokio::time::timeout_at(deadline, work).await.ok(),
            None => Some(work.await),
        }
    }
}
