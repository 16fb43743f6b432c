//! The base URL that a product's requests go to: an origin and a path prefix.
//!
//! - It is `http` or `https`, without user name, password, query or fragment, and its host contains edge and region.
//! - Every URI that it makes is below it: a target whose path a URL parser would change is refused.

use http::uri::{Authority, PathAndQuery, Scheme, Uri};

use super::Routing;
use super::origin::{Origin, OriginProblem};
use crate::error::Error;

/// Where requests go: `origin` + `prefix` + the operation's path.
#[derive(Clone)]
pub(crate) struct Base {
    origin: Origin,
    /// The same, written out.
    text: String,
    scheme: Scheme,
    authority: Authority,
    /// Empty, or `/…` without a slash at its end.
    prefix: String,
    /// Where the host is from, for errors: ` (…)`, or nothing.
    note: String,
}

impl Base {
    /// The configured base. The error never repeats `text`, which may contain a password.
    pub(crate) fn parse(text: &str, routing: &Routing) -> Result<Self, Error> {
        let (base, path) = Base::split("base_url", "https://chat.twilio.com", text, routing)?;
        if path.contains(['?', '#']) {
            return Err(Error::config(
                "base_url contains a query or a fragment; pass scheme, host, port and path only",
            ));
        }
        let prefix = path.trim_end_matches('/').to_owned();
        if !is_plain(&prefix) {
            return Err(Error::config(
                "the path of base_url contains a dot segment or a character that must be percent-encoded",
            ));
        }
        if let Some(version) = prefix.rsplit('/').next().filter(|last| is_version(last)) {
            return Err(Error::config(format!(
                "base_url ends in /{version}, which every path begins with; pass it without"
            )));
        }
        Ok(Base { prefix, ..base })
    }

    /// Refuses plain `http` to another machine, over which everybody on the way can read the credentials. `setting` names it in the error.
    pub(crate) fn require_encryption(&self, setting: &str) -> Result<(), Error> {
        if self.origin.is_https() || self.is_loopback() {
            return Ok(());
        }
        Err(Error::config(format!(
            "{setting} is plain http to another machine, which shows the credentials to everybody on the way; use https, or call allow_plain_http"
        )))
    }

    /// The base without a prefix, and what follows its origin. `setting` names it in errors, with an example.
    pub(crate) fn split<'t>(
        setting: &str,
        example: &str,
        text: &'t str,
        routing: &Routing,
    ) -> Result<(Self, &'t str), Error> {
        let expected = format!("expected one such as {example}");
        let (origin, rest) = Origin::parse(text).map_err(|problem| {
            Error::config(match problem {
                OriginProblem::NotAUrl => format!("{setting} is not a URL; {expected}"),
                OriginProblem::Scheme(_) => {
                    format!("{setting} must start with https:// (or http:// for a test server)")
                }
                OriginProblem::UserInfo => {
                    format!("{setting} contains a user name or password; pass credentials to the client instead")
                }
                OriginProblem::Host(what) => format!("{setting} is not a valid URL: {what}; {expected}"),
            })
        })?;
        let changed = origin.clone().routed(routing);
        let note = if changed == origin { String::new() } else { routing.note() };
        let origin = changed;
        let scheme = if origin.is_https() { Scheme::HTTPS } else { Scheme::HTTP };
        let Some(authority) = origin.authority() else {
            return Err(Error::config(format!("{setting} is not a valid URL; {expected}")));
        };
        Ok((Base { text: origin.to_string(), origin, scheme, authority, prefix: String::new(), note }, rest))
    }

    /// Scheme, host and port, without a default port.
    pub(crate) fn origin(&self) -> &str {
        &self.text
    }

    /// The host alone.
    pub(crate) fn host(&self) -> &str {
        self.origin.host()
    }

    /// The port, the scheme's own included.
    pub(crate) fn port(&self) -> u16 {
        self.origin.port()
    }

    /// Where the host is from, for errors: ` (…)`, or nothing for a documented one.
    pub(crate) fn note(&self) -> &str {
        &self.note
    }

    /// The same, for a base that the caller set.
    pub(crate) fn set_by_caller(mut self) -> Self {
        self.note.insert_str(0, " (from base_url)");
        self
    }

    pub(crate) fn is_loopback(&self) -> bool {
        self.origin.is_loopback()
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The URI of `target`, a path with perhaps a query. `None` if it isn't one, or if reading it as a URL would change its path.
    pub(crate) fn uri(&self, target: &str) -> Option<Uri> {
        if !target.starts_with('/') || !is_plain(target) {
            return None;
        }
        let target = match &*self.prefix {
            "" => PathAndQuery::try_from(target),
            prefix => PathAndQuery::from_maybe_shared(format!("{prefix}{target}").into_bytes()),
        };
        let builder = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        builder.path_and_query(target.ok()?).build().ok()
    }
}

/// `v1`, or `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    segment.strip_prefix('v').is_some_and(is_number)
        || segment.len() == 10 && segment.split('-').map(str::len).eq([4, 2, 2]) && segment.split('-').all(is_number)
}

/// Whether every URL parser reads `target` in the same way: no dot segments (percent-encoded ones count too), and only characters that may be in a
/// path or a query (RFC 3986, section 3.3).
fn is_plain(target: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%?[]|^".contains(&byte);
    let path = target.split('?').next().unwrap_or_default();
    target.bytes().all(allowed) && !path.split('/').any(is_dot_segment)
}

fn is_dot_segment(segment: &str) -> bool {
    match segment.len() {
        1 | 2 => segment.bytes().all(|byte| byte == b'.'),
        3..=6 => matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | ".."),
        _ => false,
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
            let uri = base(text).uri("/v2/Services?PageSize=5").expect("a URI");
            assert_eq!(uri.to_string(), "http://localhost:8080/twilio/eu/v2/Services?PageSize=5");
        }
        assert_eq!(
            base("https://chat.twilio.com/").uri("/v2/Services").expect("a URI").to_string(),
            "https://chat.twilio.com/v2/Services"
        );
    }

    #[test]
    fn default_ports_are_normalised() {
        assert_eq!(base("https://chat.twilio.com:443").origin(), base("https://chat.twilio.com").origin());
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
    fn a_base_that_ends_in_the_version_is_refused() {
        for text in ["https://chat.twilio.com/v2", "http://localhost/twilio/v1/", "https://h.test/2010-04-01"] {
            let error = Base::parse(text, &Routing::default()).err().expect(text);
            assert!(error.to_string().contains("pass it without"), "{error}");
        }
        for text in
            ["https://h.test/v2/gateway", "https://h.test/version", "https://h.test/v", "https://h.test/2010-4-1"]
        {
            assert!(Base::parse(text, &Routing::default()).is_ok(), "{text}");
        }
    }

    #[test]
    fn plain_http_is_refused_unless_it_stays_on_this_machine() {
        for text in ["http://localhost:1/secret", "http://127.0.0.2", "http://[::1]", "https://proxy.test"] {
            assert!(base(text).require_encryption("base_url").is_ok(), "{text}");
        }
        let error = base("http://proxy.test/secret").require_encryption("base_url").expect_err("refused");
        let text = error.to_string();
        assert!(text.starts_with("base_url is plain http") && text.contains("allow_plain_http"), "{text}");
        assert!(!text.contains("secret"), "a prefix may contain a token: {text}");
    }

    #[test]
    fn a_path_that_would_change_when_read_as_a_url_has_no_uri() {
        let base = base("https://chat.twilio.com");
        for target in [
            "/v2/Users/..",
            "/v2/Users/%2e%2e",
            "/v2/Users/.%2E?x",
            "/v2/./Users",
            "/v2/%2e",
            "/v2/a b",
            "/v2\\Users",
            "/v2/ç",
            "/v2/Users#x",
            "v2/Users",
            "",
        ] {
            assert!(base.uri(target).is_none(), "{target}");
        }
    }
}
