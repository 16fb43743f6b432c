//! Where webhooks may go: to this machine only.

use std::fmt;

use url::{Host, Url};

/// Why a URL is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is no URL.
    Malformed,
    /// Only plain HTTP is spoken.
    Scheme,
    /// It leads to another machine.
    Remote,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Refused::Malformed => "it is not a URL",
            Refused::Scheme => "the emulator sends webhooks over plain HTTP only",
            Refused::Remote => "the emulator sends webhooks to loopback addresses only",
        })
    }
}

/// The host and port of a receiver on this machine.
pub(crate) fn receiver(url: &str) -> Result<(String, u16), Refused> {
    let url = Url::parse(url).map_err(|_| Refused::Malformed)?;
    let port = url.port_or_known_default().ok_or(Refused::Scheme)?;
    let host = match url.host() {
        Some(Host::Ipv4(address)) if address.is_loopback() => address.to_string(),
        Some(Host::Ipv6(address)) if address.is_loopback() => address.to_string(),
        Some(Host::Domain("localhost")) => "localhost".to_owned(),
        _ => return Err(Refused::Remote),
    };
    match url.scheme() {
        "http" => Ok((host, port)),
        _ => Err(Refused::Scheme),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_called() {
        assert_eq!(receiver("http://127.0.0.1:8080/a?b=c"), Ok(("127.0.0.1".to_owned(), 8080)));
        assert_eq!(receiver("http://[::1]/"), Ok(("::1".to_owned(), 80)));
        assert_eq!(receiver("http://LOCALHOST/"), Ok(("localhost".to_owned(), 80)));
        for url in ["http://example.com/", "http://127.0.0.1.example.com/", "http://10.0.0.1/", "http://0.0.0.0/"] {
            assert_eq!(receiver(url), Err(Refused::Remote), "{url}");
        }
        for url in ["http://localhost@example.com/", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/"] {
            assert_eq!(receiver(url), Err(Refused::Remote), "{url}");
        }
        assert_eq!(receiver("https://127.0.0.1/"), Err(Refused::Scheme));
        assert_eq!(receiver("nothing"), Err(Refused::Malformed));
    }
}
