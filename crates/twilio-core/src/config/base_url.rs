//! The base that a product's calls go to: an origin and a path prefix.
//!
//! What enters: a documented server or the `base_url` that the user set. What leaves: a checked [`Base`]. Invariants: it is `http` or `https`,
//! holds no user name, password, query or fragment, its host has the edge and region in it, and no request ever leaves it.

use std::borrow::Cow;

use url::{Host, Url};

use super::Routing;
use crate::error::Error;

/// Where calls go: `origin` + `prefix` + the operation's path.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Base {
    /// Scheme, host and port, without a default port.
    origin: String,
    /// The same as a URL, parsed once: each call's URL is a copy with its path and query.
    root: Url,
    /// Empty, or `/…` without a slash at its end.
    prefix: String,
}

impl Base {
    /// The configured base. The error never repeats `text`, which may hold a password.
    pub(crate) fn parse(text: &str, routing: &Routing) -> Result<Self, Error> {
        let mut url = Url::parse(text).map_err(|error| {
            Error::config(format!("base_url is no URL ({error}); pass one such as https://chat.twilio.com"))
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::config("base_url must start with https:// (or http:// for a test server)"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::config(
                "base_url holds a user name or password; pass credentials to the client instead",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Error::config("base_url holds a query or a fragment; pass scheme, host, port and path only"));
        }
        rewrite_host(&mut url, routing);
        if url.scheme() == "http" && !is_loopback(&url) {
            tracing::warn!(origin = %url.origin().ascii_serialization(), "base_url is plain http: credentials travel readable for everybody on the way");
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        url.set_path("");
        Ok(Base { origin: url.origin().ascii_serialization(), root: url, prefix })
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// The host alone, for telemetry.
    pub(crate) fn host(&self) -> &str {
        let (_, authority) = self.origin.split_once("://").unwrap_or_default();
        // The last colon of an IPv6 address stands inside its brackets.
        authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(authority, |(host, _)| host)
    }

    /// The port, the scheme's own included, for telemetry.
    pub(crate) fn port(&self) -> u16 {
        let port = self.origin.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
        port.unwrap_or(if self.origin.starts_with("https:") { 443 } else { 80 })
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The URL of `target`, a path with perhaps a query. `None` when reading it as a URL would change the path, which checked segments can't.
    pub(crate) fn url(&self, target: &str) -> Option<Url> {
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let path = match &*self.prefix {
            "" => Cow::Borrowed(path),
            prefix => Cow::Owned(format!("{prefix}{path}")),
        };
        let mut url = self.root.clone();
        url.set_path(&path);
        url.set_query(query);
        (!target.is_empty() && url.path() == path).then_some(url)
    }
}

/// Puts edge and region into a host of Twilio's.
pub(crate) fn rewrite_host(url: &mut Url, routing: &Routing) {
    let Some(Cow::Owned(rewritten)) = url.host_str().map(|host| routing.rewrite(host)) else { return };
    if url.host_str() != Some(&*rewritten) {
        // Labels were checked when the routing was made, so the host parses; were it not to, the host without edge and region stays.
        let _ = url.set_host(Some(&rewritten));
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Base;
    use super::Routing;
    use crate::error::ErrorKind;

    fn base(text: &str) -> Base {
        Base::parse(text, &Routing::default()).expect("base")
    }

    #[test]
    fn the_prefix_stands_before_every_path() {
        for text in ["http://localhost:8080/twilio/eu", "http://localhost:8080/twilio/eu/"] {
            let url = base(text).url("/v2/Services?PageSize=5").expect("url");
            assert_eq!(url.as_str(), "http://localhost:8080/twilio/eu/v2/Services?PageSize=5");
        }
        assert_eq!(
            base("https://chat.twilio.com/").url("/v2/Services").expect("url").as_str(),
            "https://chat.twilio.com/v2/Services"
        );
    }

    #[test]
    fn default_ports_are_normalised() {
        assert!(base("https://chat.twilio.com:443") == base("https://chat.twilio.com"));
        assert_eq!(base("http://localhost:80").origin(), "http://localhost");
    }

    #[test]
    fn telemetry_gets_host_and_port_apart() {
        for (text, host, port) in [
            ("https://chat.twilio.com/x", "chat.twilio.com", 443),
            ("http://localhost", "localhost", 80),
            ("http://127.0.0.1:8080", "127.0.0.1", 8080),
            ("http://[::1]", "[::1]", 80),
            ("http://[::1]:8080", "[::1]", 8080),
        ] {
            assert_eq!((base(text).host(), base(text).port()), (host, port));
        }
    }

    #[test]
    fn edge_and_region_enter_the_host_of_twilio_only() {
        let routing = Routing::new(Some("sydney".to_owned()), Some("au1".to_owned())).expect("routing");
        let origin = |text| Base::parse(text, &routing).expect("base").origin().to_owned();
        assert_eq!(origin("https://chat.twilio.com"), "https://chat.sydney.au1.twilio.com");
        assert_eq!(origin("http://127.0.0.1:1"), "http://127.0.0.1:1");
    }

    #[test]
    fn what_cannot_be_a_base_is_refused_and_never_repeated() {
        for text in [
            "ftp://host-name",
            "host-name",
            "https://u:pa55@host-name",
            "https://u@host-name",
            "https://host-name?pa55=1",
            "https://host-name#pa55",
            "",
        ] {
            let error = Base::parse(text, &Routing::default()).err().expect("refused");
            assert_eq!(error.kind(), ErrorKind::Config);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("base_url") && !shown.contains("pa55") && !shown.contains("host-name"), "{shown}");
        }
    }

    #[test]
    fn plain_http_is_warned_about_unless_it_stays_on_this_machine() {
        let events = |text: &'static str| crate::test_support::tracing::events(|| drop(base(text)));
        for text in ["http://localhost:1/secret", "http://127.0.0.2", "http://[::1]", "https://proxy.test"] {
            assert!(events(text).is_empty(), "{text}");
        }
        let warned = events("http://proxy.test/secret");
        assert!(warned.len() == 1 && warned[0].contains("http://proxy.test"), "{warned:?}");
        assert!(!warned[0].contains("secret"), "a prefix may hold a token: {warned:?}");
    }

    #[test]
    fn a_path_that_would_change_when_read_as_a_url_makes_none() {
        let base = base("https://chat.twilio.com");
        for target in ["/v2/Users/..", "/v2/Users/%2e%2e", "/v2/./Users", "/v2/a b", ""] {
            assert!(base.url(target).is_none(), "{target}");
        }
    }
}
