//! What a failure of the connection is caused by, found in its chain of sources.

use std::error::Error;
use std::fmt;

use http::StatusCode;

use crate::error::{TransportError, TransportErrorKind};

/// The failure of a request whose response never began. `nothing_sent`: there was no connection that took the request.
pub(super) fn failure(
    error: impl Error + Send + Sync + 'static,
    nothing_sent: bool,
    timed_out: bool,
) -> TransportError {
    let kind = match (nothing_sent, timed_out) {
        (true, _) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::Timeout,
        (false, false) if is_refused(&error) => TransportErrorKind::Refused,
        (false, false) => TransportErrorKind::Interrupted,
    };
    let (permanent, reason) = (is_permanent(&error), reason(&error));
    let mut failure = TransportError::new(kind, error);
    if let Some(reason) = reason {
        failure = failure.with_reason(reason);
    }
    if timed_out {
        failure = failure.with_timed_out();
    }
    if permanent { failure.with_permanent() } else { failure }
}

/// Whether another attempt would end in the same way: a certificate that isn't trusted, or a proxy that refuses this client.
fn is_permanent(error: &(dyn Error + 'static)) -> bool {
    chain(error).any(|cause| is_untrusted_certificate(cause) || is_proxy_refusal(cause))
}

/// hyper-util's error of a tunnel that was answered 407; its type is not public.
#[cfg(feature = "reqwest")]
const PROXY_AUTHORIZATION: &str = "tunnel error: proxy authorization required";

/// The same of a tunnel that was answered by any other status.
#[cfg(feature = "reqwest")]
const UNOPENED_TUNNEL: &str = "tunnel error: unsuccessful";

/// Whether a proxy opened no tunnel, with a status that is not known.
#[cfg(feature = "reqwest")]
pub(super) fn is_unopened_tunnel(error: &TransportError) -> bool {
    chain(error).any(|cause| cause.to_string() == UNOPENED_TUNNEL)
}

fn is_proxy_refusal(cause: &(dyn Error + 'static)) -> bool {
    #[cfg(feature = "reqwest")]
    if cause.to_string() == PROXY_AUTHORIZATION {
        return true;
    }
    cause.downcast_ref::<ProxyResponse>().is_some_and(|response| {
        matches!(
            response.0,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED
        )
    })
}

/// The response of a proxy that opened no tunnel.
#[derive(Debug)]
pub(super) struct ProxyResponse(pub(super) StatusCode);

impl fmt::Display for ProxyResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the proxy responded {} instead of opening a tunnel", self.0.as_u16())
    }
}

impl Error for ProxyResponse {}

/// What failed, in words, where the chain has more to tell than an error of `std::io`.
fn reason(error: &(dyn Error + 'static)) -> Option<String> {
    chain(error).find_map(|cause| {
        let words = certificate_words(cause).or_else(|| head_words(cause));
        words.map(str::to_owned).or_else(|| proxy_words(cause))
    })
}

/// hyper's error of a head that it doesn't read to its end. reqwest hides its type, not its words.
fn head_words(cause: &(dyn Error + 'static)) -> Option<&'static str> {
    let too_large = cause.to_string().contains("message head is too large");
    too_large.then_some("the headers are larger than the HTTP client reads")
}

fn proxy_words(cause: &(dyn Error + 'static)) -> Option<String> {
    #[cfg(feature = "reqwest")]
    match cause.to_string().as_str() {
        PROXY_AUTHORIZATION => return Some("the proxy responded 407: it requires other credentials".to_owned()),
        UNOPENED_TUNNEL => return Some("the proxy opened no tunnel to the host".to_owned()),
        _ => {}
    }
    cause.downcast_ref::<ProxyResponse>().map(ToString::to_string)
}

#[cfg(feature = "rustls")]
fn certificate_words(cause: &(dyn Error + 'static)) -> Option<&'static str> {
    use rustls::CertificateError as Certificate;
    let error = cause.downcast_ref::<rustls::Error>()?;
    let rustls::Error::InvalidCertificate(certificate) = error else {
        return Some("the TLS handshake failed");
    };
    Some(match certificate {
        Certificate::UnknownIssuer => "the certificate is signed by an unknown authority",
        Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
            "the certificate is for another host name"
        }
        Certificate::Expired | Certificate::ExpiredContext { .. } => "the certificate has expired",
        Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => "the certificate is not valid yet",
        Certificate::Revoked => "the certificate is revoked",
        _ => "the certificate is not accepted",
    })
}

#[cfg(not(feature = "rustls"))]
fn certificate_words(_: &(dyn Error + 'static)) -> Option<&'static str> {
    None
}

/// Whether a time limit of the connection passed.
#[cfg(feature = "hyper")]
pub(super) fn is_timed_out(error: &(dyn Error + 'static)) -> bool {
    chain(error).any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        io == Some(std::io::ErrorKind::TimedOut) || cause.downcast_ref().is_some_and(hyper::Error::is_timeout)
    })
}

/// Whether the connection closed before it took the request: hyper cancels what it has not begun to write, and nothing else.
#[cfg(feature = "hyper")]
pub(super) fn is_canceled(error: &(dyn Error + 'static)) -> bool {
    chain(error).any(|cause| cause.downcast_ref().is_some_and(hyper::Error::is_canceled))
}

/// Whether the server says that it did not process the request: an HTTP/2 stream that it refused, or one after the last that a closing connection
/// takes (RFC 9113, section 8.7).
fn is_refused(error: &(dyn Error + 'static)) -> bool {
    chain(error).filter_map(|cause| cause.downcast_ref::<h2::Error>()).any(|error| {
        let graceful = error.is_go_away() && error.is_remote() && error.reason() == Some(h2::Reason::NO_ERROR);
        let refused = error.is_reset() && error.is_remote() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
        graceful || refused
    })
}

#[cfg(feature = "rustls")]
fn is_untrusted_certificate(cause: &(dyn Error + 'static)) -> bool {
    matches!(cause.downcast_ref::<rustls::Error>(), Some(rustls::Error::InvalidCertificate(_)))
}

#[cfg(not(feature = "rustls"))]
fn is_untrusted_certificate(_: &(dyn Error + 'static)) -> bool {
    false
}

/// The error and its sources. An `io::Error` is a wrapper whose `source` skips what it wraps.
fn chain<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| -> Option<&'e (dyn Error + 'static)> {
        let error: &'e (dyn Error + 'static) = *error;
        match error.downcast_ref::<std::io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
