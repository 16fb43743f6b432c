//! The places where a URL is cut: after the scheme, before the port and after it.

/// The scheme, the host and the port of a URL, as byte positions. A URL that has them was checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cuts {
    scheme_end: usize,
    host_end: usize,
    port_end: usize,
    pub(crate) default_port: &'static str,
}

/// A URL in four pieces.
pub(crate) struct Parts<'a> {
    /// `https`
    pub(crate) scheme: &'a str,
    /// `://user:password@host`
    pub(crate) host: &'a str,
    /// `:443`, or empty.
    pub(crate) port: &'a str,
    /// Path and query, or empty.
    pub(crate) rest: &'a str,
}

impl Cuts {
    /// Returns the positions, or the reason why this is not the URL of a webhook.
    pub(crate) fn of(url: &str) -> Result<Self, &'static str> {
        if url.chars().any(|character| character.is_whitespace() || character.is_control()) {
            return Err("it contains white space or a control character");
        }
        let (scheme, rest) = url.split_once("://").ok_or("it has no scheme")?;
        let default_port = if ["https", "wss"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            ":443"
        } else if ["http", "ws"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            ":80"
        } else {
            return Err("its scheme must be https, http, wss or ws");
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let port_end = scheme.len() + "://".len() + authority.len();
        let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        // The colons of an IPv6 address are in brackets.
        let after_address = host_and_port.rsplit_once(']').map_or(host_and_port, |(_, after)| after);
        let port = after_address.find(':').and_then(|at| after_address.get(at..)).unwrap_or_default();
        if port.len() == host_and_port.len() {
            return Err("it has no host");
        }
        if !port.is_empty() && (port.len() == 1 || !port.bytes().skip(1).all(|digit| digit.is_ascii_digit())) {
            return Err("its port is not a number");
        }
        Ok(Self { scheme_end: scheme.len(), host_end: port_end - port.len(), port_end, default_port })
    }

    /// Cuts the URL that the positions were made for.
    pub(crate) fn apply<'a>(&self, url: &'a str) -> Parts<'a> {
        let (start, rest) = url.split_at_checked(self.port_end).unwrap_or((url, ""));
        let (start, port) = start.split_at_checked(self.host_end).unwrap_or((start, ""));
        let (scheme, host) = start.split_at_checked(self.scheme_end).unwrap_or((start, ""));
        Parts { scheme, host, port, rest }
    }
}

/// The URL without its fragment: an HTTP client never sends it, and Twilio's holds connection settings (`#rc=2&rp=all`).
pub(crate) fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(url, _)| url)
}
