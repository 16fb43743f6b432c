//! Scheme, host and port of an `http` or `https` URL, in one canonical form.
//!
//! Stricter than the URL standard where that standard guesses: a backslash, a host beyond ASCII, and a number that is not a complete IPv4
//! address are refused. Where both accept a URL, both find the same origin (fuzz target `next_link`).

use std::borrow::Cow;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use http::uri::Authority;

use super::Routing;

/// An origin. Equal origins are written in the same way.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    https: bool,
    /// Lower case; an IPv6 address has its brackets.
    host: String,
    /// `None`: the scheme's own.
    port: Option<u16>,
}

/// Why a string has no origin of ours. No variant repeats the string, which may contain a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OriginProblem {
    /// It does not begin with `scheme://`.
    NotAUrl,
    /// It has another scheme than `http` and `https`.
    Scheme(String),
    /// It contains a user name or a password.
    UserInfo,
    /// Its host or port is invalid; the string says how.
    Host(&'static str),
}

impl Origin {
    /// The origin of `url`, and what follows it: path, query and fragment.
    pub(crate) fn parse(url: &str) -> Result<(Self, &str), OriginProblem> {
        let (scheme, rest) = url.split_once("://").ok_or(OriginProblem::NotAUrl)?;
        if !is_scheme(scheme) {
            return Err(OriginProblem::NotAUrl);
        }
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if rest.starts_with('\\') {
            return Err(OriginProblem::Host("it contains a backslash"));
        }
        if authority.contains('@') {
            return Err(OriginProblem::UserInfo);
        }
        Ok((Origin::read(scheme, authority)?, rest))
    }

    /// The origin of an authority without a user name.
    pub(crate) fn read(scheme: &str, authority: &str) -> Result<Self, OriginProblem> {
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            other => return Err(OriginProblem::Scheme(other.to_owned())),
        };
        // The last colon of an IPv6 address is inside its brackets.
        let (host, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
            Some((host, port)) => (host, read_port(port)?),
            None => (authority, None),
        };
        let default = if https { 443 } else { 80 };
        Ok(Origin { https, host: read_host(host)?, port: port.filter(|port| *port != default) })
    }

    /// The same with edge and region in a host of Twilio's.
    pub(crate) fn routed(mut self, routing: &Routing) -> Self {
        if let Cow::Owned(host) = routing.rewrite(&self.host) {
            self.host = host;
        }
        self
    }

    pub(crate) fn is_https(&self) -> bool {
        self.https
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The port, the scheme's own included.
    pub(crate) fn port(&self) -> u16 {
        self.port.unwrap_or(if self.https { 443 } else { 80 })
    }

    /// Host and port, without a default port.
    pub(crate) fn authority(&self) -> Option<Authority> {
        match self.port {
            Some(port) => format!("{}:{port}", self.host).parse().ok(),
            None => self.host.parse().ok(),
        }
    }

    /// Whether it is an `https` origin below `twilio.com`, on the usual port.
    pub(crate) fn is_twilio(&self) -> bool {
        self.https && self.port.is_none() && self.host.ends_with(".twilio.com")
    }

    pub(crate) fn is_loopback(&self) -> bool {
        if let Some(address) = self.host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            return address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
        }
        match self.host.parse::<Ipv4Addr>() {
            Ok(address) => address.is_loopback(),
            Err(_) => self.host == "localhost" || self.host.ends_with(".localhost"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", if self.https { "https" } else { "http" }, self.host)?;
        self.port.map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

/// RFC 3986, section 3.1.
pub(crate) fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn read_port(text: &str) -> Result<Option<u16>, OriginProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let port = if digits { text.parse().ok() } else { None };
    port.map(Some).ok_or(OriginProblem::Host("its port is not a number up to 65535"))
}

fn read_host(text: &str) -> Result<String, OriginProblem> {
    if let Some(address) = text.strip_prefix('[') {
        let address = address.strip_suffix(']').and_then(|address| address.parse::<Ipv6Addr>().ok());
        let address = address.ok_or(OriginProblem::Host("its host is not a valid IPv6 address"))?;
        return Ok(format!("[{address}]"));
    }
    if !text.is_ascii() {
        return Err(OriginProblem::Host("its host has characters beyond ASCII; write it in its `xn--` form"));
    }
    let host = text.to_ascii_lowercase();
    let labels = host.strip_suffix('.').unwrap_or(&host);
    let is_label_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(is_label_byte);
    if !labels.split('.').all(is_label) {
        return Err(OriginProblem::Host("its host is missing or not a valid host name"));
    }
    // The URL standard reads `127.1`, `0x7f.1` and `2130706433` as addresses; others look them up as names.
    let last = labels.rsplit('.').next().unwrap_or_default();
    let is_hex = last.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_hex || last.bytes().all(|byte| byte.is_ascii_digit()) {
        let address = labels.parse::<Ipv4Addr>();
        let address = address.map_err(|_| OriginProblem::Host("its host is not a complete IPv4 address"))?;
        return Ok(address.to_string());
    }
    Ok(host)
}

#[cfg(test)]
mod tests {
    use super::{Origin, OriginProblem};

    fn origin(url: &str) -> String {
        Origin::parse(url).expect(url).0.to_string()
    }

    #[test]
    fn equal_origins_are_written_in_the_same_way() {
        for (url, expected) in [
            ("https://CHAT.twilio.com:443/x", "https://chat.twilio.com"),
            ("HTTP://localhost:80", "http://localhost"),
            ("http://localhost:", "http://localhost"),
            ("https://localhost:80?x", "https://localhost:80"),
            ("http://[::1]:8080#x", "http://[::1]:8080"),
            ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
            ("http://127.0.0.1:00080/", "http://127.0.0.1"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
            ("https://chat.twilio.com./", "https://chat.twilio.com."),
        ] {
            assert_eq!(origin(url), expected, "{url}");
        }
    }

    #[test]
    fn what_follows_the_origin_is_returned_unchanged() {
        for (url, rest) in
            [("https://h", ""), ("https://h/a?b#c", "/a?b#c"), ("https://h?b", "?b"), ("https://h#c", "#c")]
        {
            assert_eq!(Origin::parse(url).expect(url).1, rest);
        }
    }

    #[test]
    fn a_string_without_an_origin_says_why() {
        use OriginProblem::{Host, NotAUrl, Scheme, UserInfo};
        let kind = |url: &str| Origin::parse(url).err().expect(url);
        for url in ["", "host", "/path", "https:host", "://host", "1https://h", "h ttps://h"] {
            assert_eq!(kind(url), NotAUrl, "{url}");
        }
        assert_eq!(kind("ftp://host"), Scheme("ftp".to_owned()));
        assert_eq!(kind("https://user@host"), UserInfo);
        assert_eq!(kind("https://user:pa55@host/"), UserInfo);
        for url in [
            "https://",
            "https:///x",
            "https://:1",
            "https://a b",
            "https://a%20b",
            "https://h:65536",
            "https://h:+1",
            "https://h:1:2",
            "https://h\\x",
            "https://bücher.example",
            "https://127.1",
            "https://0x7f.1",
            "https://2130706433",
            "https://1.2.3.4.5",
            "https://0177.0.0.1",
            "https://a..b",
            "https://.a",
            "https://[::1",
            "https://[::g]",
            "https://a\tb",
        ] {
            assert!(matches!(kind(url), Host(_)), "{url}: {:?}", kind(url));
        }
    }

    #[test]
    fn loopback_is_recognised() {
        for (url, expected) in [
            ("http://localhost:1", true),
            ("http://a.localhost", true),
            ("http://127.0.0.2", true),
            ("http://[::1]", true),
            ("http://localhost.test", false),
            ("http://128.0.0.1", false),
            ("http://[::2]", false),
            ("http://127.0.0.1.test", false),
        ] {
            assert_eq!(Origin::parse(url).expect(url).0.is_loopback(), expected, "{url}");
        }
    }
}
