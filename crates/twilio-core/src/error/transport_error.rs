//! The failure of one HTTP exchange, as a [`Transport`](crate::transport::Transport) reports it.

use std::borrow::Cow;
use std::{fmt, io};

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
    reason: Option<Cow<'static, str>>,
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
        let source = source.into();
        let reason = io_reason(&*source).map(Cow::Borrowed);
        TransportError(Box::new(Inner { kind, timed_out, permanent, host: None, reason, received: None, source }))
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

    /// Says in words what failed at the lowest level, such as `connection refused`: the message of an error ends with it. It must contain neither
    /// a URL nor a credential. Default: words for the usual errors of `std::io`, if one of them is in the chain of sources.
    ///
    /// ```
    /// # use twilio_core::transport::{TransportError, TransportErrorKind};
    /// let error = TransportError::new(TransportErrorKind::Connect, "TLS").with_host("h.test").with_reason("the certificate has expired");
    /// assert_eq!(error.to_string(), "no connection to h.test: the certificate has expired");
    /// ```
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<Cow<'static, str>>) -> Self {
        self.0.reason = Some(reason.into());
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

    /// What failed at the lowest level, in words.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The failure in a sentence without its reason. `host` is how the host is called.
    pub(crate) fn describe(&self, host: &str) -> String {
        match self.0.kind {
            TransportErrorKind::Connect if self.0.timed_out => format!("no connection to {host} in time"),
            TransportErrorKind::Connect => format!("no connection to {host}"),
            TransportErrorKind::Refused => format!("{host} refused to process the request"),
            TransportErrorKind::Timeout => format!("no complete response from {host} in time"),
            TransportErrorKind::Interrupted => {
                format!("the connection to {host} failed before the response was complete")
            }
            TransportErrorKind::BodyTooLarge => format!("the response of {host} has a body over the limit"),
            TransportErrorKind::Unsupported => format!("the transport can't send this request to {host}"),
        }
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
        formatter.write_str(&self.describe(self.host().unwrap_or("the server")))?;
        self.reason().map_or(Ok(()), |reason| write!(formatter, ": {reason}"))
    }
}

/// Words for the first error of `std::io` in the chain.
fn io_reason(source: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    let mut next = Some(source);
    while let Some(error) = next {
        let io = error.downcast_ref::<io::Error>();
        if let Some(words) = io.and_then(|io| io_words(io.kind())) {
            return Some(words);
        }
        if error.to_string().starts_with("failed to lookup address information") {
            return Some("the host name was not found");
        }
        // An `io::Error` is a wrapper whose `source` skips what it wraps.
        next = match io.and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn io_words(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::ConnectionRefused => "connection refused",
        io::ErrorKind::ConnectionReset => "connection reset by the other side",
        io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => "the connection was closed",
        io::ErrorKind::UnexpectedEof => "the connection ended early",
        io::ErrorKind::TimedOut => "timed out",
        io::ErrorKind::HostUnreachable => "the host can't be reached",
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => "the network can't be reached",
        io::ErrorKind::AddrNotAvailable => "no local address is available",
        io::ErrorKind::PermissionDenied => "permission denied",
        _ => return None,
    })
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
