//! The failure of one HTTP exchange, as a [`Transport`](crate::transport::Transport) reports it.

use std::fmt;

use super::BoxedSource;

/// Why a transport has no complete response, and what that means for the request.
///
/// The kind decides what the client does next, so an implementation of [`Transport`](crate::transport::Transport) has to choose it with care:
/// after a kind that says that nothing was sent, a `POST` is sent again.
///
/// ```
/// use twilio_core::transport::{TransportError, TransportErrorKind};
///
/// let refused = TransportError::new(TransportErrorKind::Connect, "connection refused");
/// assert!(!refused.may_have_been_sent());
///
/// let broken = TransportError::new(TransportErrorKind::Interrupted, std::io::Error::other("connection reset"));
/// assert!(broken.may_have_been_sent() && !broken.is_timeout() && !broken.is_permanent());
/// ```
pub struct TransportError(Box<Inner>);

struct Inner {
    kind: TransportErrorKind,
    timed_out: bool,
    permanent: bool,
    host: Option<String>,
    received: Option<http::Response<Vec<u8>>>,
    source: BoxedSource,
}

/// What a [`TransportError`] says about the request. More may be added: match with a wildcard arm.
///
/// ```
/// use twilio_core::transport::TransportErrorKind;
///
/// let certain = |kind| matches!(kind, TransportErrorKind::Connect | TransportErrorKind::Unsupported);
/// assert!(certain(TransportErrorKind::Connect), "nothing was sent");
/// assert!(!certain(TransportErrorKind::Interrupted), "the server may have processed the request");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was established (name resolution, TCP, TLS, a proxy's refusal). Nothing was sent.
    Connect,
    /// The server says that it did not process the request, such as HTTP/2's `REFUSED_STREAM`. It may be sent again, whatever its method.
    Refused,
    /// The time limit passed. The request may have been processed.
    Timeout,
    /// Anything else after sending began: the connection broke, or the response is not valid HTTP. The request may have been processed.
    Interrupted,
    /// The body is longer than the limit. [`TransportError::received`] has its first part.
    BodyTooLarge,
    /// This transport can't send the request, for example because it was built without TLS. Nothing was sent.
    Unsupported,
}

impl TransportError {
    /// A failure of this kind. `source` is its cause; it must not contain the URL, which holds names of users, nor a credential.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxedSource>) -> Self {
        let timed_out = kind == TransportErrorKind::Timeout;
        let permanent = matches!(kind, TransportErrorKind::BodyTooLarge | TransportErrorKind::Unsupported);
        TransportError(Box::new(Inner {
            kind,
            timed_out,
            permanent,
            host: None,
            received: None,
            source: source.into(),
        }))
    }

    /// Says that a time limit passed, for the kind [`Connect`](TransportErrorKind::Connect): the others imply it or exclude it.
    ///
    /// ```
    /// # use twilio_core::transport::{TransportError, TransportErrorKind};
    /// let slow = TransportError::new(TransportErrorKind::Connect, "no TLS handshake within 10 s").with_timed_out();
    /// assert!(slow.is_timeout() && !slow.may_have_been_sent());
    /// ```
    #[must_use]
    pub fn with_timed_out(mut self) -> Self {
        self.0.timed_out = true;
        self
    }

    /// Says that another attempt would end in the same way: an untrusted certificate, a proxy that refuses.
    ///
    /// ```
    /// # use twilio_core::transport::{TransportError, TransportErrorKind};
    /// let untrusted = TransportError::new(TransportErrorKind::Connect, "the certificate is for another host").with_permanent();
    /// assert!(untrusted.is_permanent());
    /// ```
    #[must_use]
    pub fn with_permanent(mut self) -> Self {
        self.0.permanent = true;
        self
    }

    /// Names the host that the request was meant for. The client does it for transports that don't.
    ///
    /// ```
    /// # use twilio_core::transport::{TransportError, TransportErrorKind};
    /// let error = TransportError::new(TransportErrorKind::Connect, "connection refused").with_host("chat.twilio.com");
    /// assert_eq!(error.host(), Some("chat.twilio.com"));
    /// assert_eq!(error.to_string(), "no connection to chat.twilio.com");
    /// ```
    #[must_use]
    pub fn with_host(mut self, host: impl Into<String>) -> Self {
        self.0.host.get_or_insert_with(|| host.into());
        self
    }

    /// Keeps what had arrived: status, headers, and as much of the body as was read. A status that is not a success is then reported as such.
    ///
    /// ```
    /// # use twilio_core::transport::{TransportError, TransportErrorKind};
    /// let head = http::Response::builder().status(503).body(b"{\"code\": 20".to_vec())?;
    /// let error = TransportError::new(TransportErrorKind::Interrupted, "connection reset").with_received(head);
    /// assert_eq!(error.received().map(|response| response.status().as_u16()), Some(503));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    pub fn with_received(mut self, response: http::Response<Vec<u8>>) -> Self {
        self.0.received = Some(response);
        self
    }

    /// What the failure says about the request.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.0.kind
    }

    /// Whether the server may have received the request. `false` is certain.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        !matches!(self.0.kind, TransportErrorKind::Connect | TransportErrorKind::Unsupported)
    }

    /// Whether a time limit passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// Whether another attempt would end in the same way.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.0.permanent
    }

    /// The host that the request was meant for.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// What had arrived of the response: status, headers, and as much of the body as was read.
    #[must_use]
    pub fn received(&self) -> Option<&http::Response<Vec<u8>>> {
        self.0.received.as_ref()
    }

    pub(crate) fn take_received(&mut self) -> Option<http::Response<Vec<u8>>> {
        self.0.received.take()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.host().unwrap_or("the server");
        match self.0.kind {
            TransportErrorKind::Connect if self.0.timed_out => write!(formatter, "no connection to {host} in time"),
            TransportErrorKind::Connect => write!(formatter, "no connection to {host}"),
            TransportErrorKind::Refused => write!(formatter, "{host} refused to process the request"),
            TransportErrorKind::Timeout => write!(formatter, "no complete response from {host} in time"),
            TransportErrorKind::Interrupted => {
                write!(formatter, "the connection to {host} failed before the response was complete")
            }
            TransportErrorKind::BodyTooLarge => write!(formatter, "the response of {host} has a body over the limit"),
            TransportErrorKind::Unsupported => write!(formatter, "the transport can't send this request to {host}"),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers and body of what was received may hold personal data.
        formatter
            .debug_struct("TransportError")
            .field("kind", &self.0.kind)
            .field("host", &self.0.host)
            .field("timed_out", &self.0.timed_out)
            .field("permanent", &self.0.permanent)
            .field("status", &self.received().map(http::Response::status))
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0.source)
    }
}
