//! The classes of errors.

/// What went wrong, by class. More may be added: match with a wildcard arm.
///
/// | the message says | cause | what to do |
/// |---|---|---|
/// | no connection to …: connection refused | nothing listens there | check host and port; `(from base_url)` names the setting |
/// | …: the host name was not found | DNS, or an edge or region that doesn't exist: `(edge from TWILIO_EDGE)` names the setting | correct the setting |
/// | …: the certificate is signed by an unknown authority | a proxy that opens TLS, or a test server | add its root certificate to the transport |
/// | …: the certificate is for another host name, has expired, … | the server's certificate | not repeated: correct the server or the host |
/// | …: the proxy responded 407 | the proxy requires credentials | `http://user:password@proxy` |
/// | …: the proxy responded 401 or 403, opened no tunnel | the proxy refuses this host | ask whoever runs it |
/// | no connection to … in time | a firewall that drops packets | raise `connect_timeout`, or open the way |
/// | no complete response from … in time | slow server or network; it may have been processed | raise `timeout`; before repeating a write, find out whether it was done |
/// | the connection to … failed before the response was complete | reset, or not HTTP; it may have been processed | as above |
/// | 401 Unauthorized, Twilio error 20003 | wrong credentials, or those of another region | check the variables; an API key goes before the account |
/// | 429 Too Many Requests | a rate limit | more attempts, a longer deadline, fewer calls in flight |
/// | 3xx: redirects are not followed; this one leads to … | a proxy's login page, or a wrong base URL | correct `base_url` |
/// | 5xx: the body is not one of Twilio's error responses | a proxy or gateway before Twilio | see `body_prefix` and the header `via` |
/// | the body is empty | the response lost its body; a write may have been done | fetches are repeated |
/// | the body is compressed | a transport that asks for compression and doesn't undo it | the feature `gzip`, or a layer that decompresses |
/// | the body is not what the operation returns | a login page, or an API that changed | see `body_prefix` |
/// | pages in a row brought nothing new | a list whose links never end | see [limits](crate::limits) |
///
/// ```
/// use twilio_core::ErrorKind;
///
/// let advice = |kind| match kind {
///     ErrorKind::InvalidInput | ErrorKind::Credentials | ErrorKind::Config => "fix the program or its settings",
///     ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => "look at the network",
///     ErrorKind::Api => "read what Twilio said",
///     _ => "read the error's text",
/// };
/// assert_eq!(advice(ErrorKind::Timeout), "look at the network");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument can't be sent: a text that is no SID, an empty path segment, a header that holds a line break. Nothing was sent.
    InvalidInput,
    /// Credentials are missing or unusable. Nothing was sent.
    Credentials,
    /// A setting of the client is wrong: edge, region, base URL, user agent. Nothing was sent.
    Config,
    /// No access token could be had: the token endpoint refused or didn't answer, or a [`CredentialSource`](crate::CredentialSource) failed.
    /// The error's `source` says why. The request itself was not sent, or was answered 401 before.
    Token,
    /// No connection came about: DNS, TCP or TLS. Nothing was sent.
    Connect,
    /// The time for the request ran out after a connection existed.
    Timeout,
    /// The connection broke, or what came over it was no HTTP.
    Transport,
    /// An answer came and its status is no success.
    Api,
    /// An answer came, its status is a success, and its body is not what the operation returns.
    Decode,
    /// A link to the next page is refused, or a stored continuation doesn't fit. No request was sent to where it leads.
    Paging,
}

impl ErrorKind {
    /// A word for telemetry.
    pub(crate) fn class(self) -> &'static str {
        match self {
            ErrorKind::InvalidInput => "invalid_input",
            ErrorKind::Credentials => "credentials",
            ErrorKind::Config => "config",
            ErrorKind::Token => "token",
            ErrorKind::Connect => "connect",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Transport => "transport",
            ErrorKind::Api => "api",
            ErrorKind::Decode => "decode",
            ErrorKind::Paging => "paging",
        }
    }
}
