//! The classes of errors.

/// What went wrong, by class. More may be added: match with a wildcard arm.
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
