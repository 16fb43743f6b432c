//! The URL that Twilio requested, as far as only configuration can know it.
//!
//! In: a base from configuration, the target of a request. Out: the pieces of the URL that was signed, in every spelling that Twilio may
//! have used. Invariants: text is cut and joined, never parsed and written again; nothing of the request replaces scheme or host.

use std::fmt;

use crate::error::{VerifyError, WebhookConfigError};

/// Where Twilio reaches your server: scheme and host, and a path prefix if a proxy cuts one off.
///
/// Behind a proxy, a server sees another scheme, host and perhaps path than Twilio signed; and what a `Host` or `X-Forwarded-Host`
/// header says is up to whoever sends the request. So this comes from your configuration. A user name and password belong in it if
/// the webhook's URL at Twilio has them; `Debug` hides them.
///
/// ```
/// use twilio_webhooks::PublicUrl;
///
/// let direct = PublicUrl::parse("https://mycompany.com")?;
/// // Twilio requests https://mycompany.com/api/…, the server sees /…
/// let behind_proxy = PublicUrl::parse("https://mycompany.com/api")?;
/// // Twilio requests https://mycompany.com/…, the server sees /twilio/…
/// let rewritten = PublicUrl::parse("https://mycompany.com")?.replacing("/twilio")?;
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PublicUrl {
    base: String,
    cuts: Cuts,
    replaces: String,
}

impl PublicUrl {
    /// Reads a base: `http`, `https`, `ws` or `wss`, a host, a port and a path if need be. A slash at the end is left out.
    ///
    /// # Errors
    /// It isn't such a URL, or it has a query or fragment.
    pub fn parse(base: &str) -> Result<Self, WebhookConfigError> {
        let cuts = Cuts::of(base).map_err(WebhookConfigError::PublicUrl)?;
        if base.contains(['?', '#']) {
            return Err(WebhookConfigError::PublicUrl("it has a query or fragment"));
        }
        Ok(Self { base: base.trim_end_matches('/').to_owned(), cuts, replaces: String::new() })
    }

    /// Names the start of the path that the server sees and Twilio doesn't: the base takes its place.
    ///
    /// # Errors
    /// The prefix doesn't start with a slash, or has a query.
    pub fn replacing(mut self, path_prefix: &str) -> Result<Self, WebhookConfigError> {
        if !path_prefix.starts_with('/') || path_prefix.contains(['?', '#']) {
            return Err(WebhookConfigError::PublicUrl("the replaced prefix is no path"));
        }
        self.replaces = path_prefix.trim_end_matches('/').to_owned();
        Ok(self)
    }

    /// The URL that Twilio requested to make a request with this target.
    pub(crate) fn join<'a>(&'a self, target: &'a str) -> Result<SignedUrl<'a>, VerifyError> {
        let path = path_of(target)?;
        let rest = path.strip_prefix(self.replaces.as_str()).ok_or(VerifyError::UnexpectedTarget)?;
        if !(rest.is_empty() || rest.starts_with(['/', '?'])) {
            return Err(VerifyError::UnexpectedTarget); // `/twilio` is no prefix of `/twilio2`
        }
        // A target without a path, `?x=1`, was requested with the path `/`.
        let slash = if path.starts_with('/') { "" } else { "/" };
        let (head, port, prefix) = self.cuts.apply(&self.base);
        Ok(SignedUrl { head, port, default_port: self.cuts.default_port, prefix, slash, rest })
    }
}

/// Path and query of a request's target. The absolute form, `POST http://host/path`, names a host of the sender's choice: it is cut off.
fn path_of(target: &str) -> Result<&str, VerifyError> {
    if target.starts_with(['/', '?']) {
        return Ok(target);
    }
    let (_, after_scheme) = target.split_once("://").ok_or(VerifyError::UnexpectedTarget)?;
    let at = after_scheme.find(['/', '?']).ok_or(VerifyError::UnexpectedTarget)?;
    Ok(after_scheme.get(at..).unwrap_or_default())
}

impl fmt::Debug for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, rest) = self.base.split_once("://").unwrap_or_default();
        let authority_end = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(authority_end).unwrap_or_default();
        let shown = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let hidden = if shown.len() == authority.len() { "" } else { "<hidden>@" };
        write!(f, "PublicUrl({scheme}://{hidden}{shown}{path}")?;
        if !self.replaces.is_empty() {
            write!(f, " in place of {}", self.replaces)?;
        }
        f.write_str(")")
    }
}

/// Where a URL's port starts and ends.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Cuts {
    host_end: usize,
    port_end: usize,
    default_port: &'static str,
}

impl Cuts {
    fn of(url: &str) -> Result<Self, &'static str> {
        if url.chars().any(|character| character.is_whitespace() || character.is_control()) {
            return Err("it holds white space");
        }
        let (scheme, rest) = url.split_once("://").ok_or("it has no scheme")?;
        let default_port = if ["https", "wss"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            ":443"
        } else if ["http", "ws"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            ":80"
        } else {
            return Err("its scheme is none of https, http, wss and ws");
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let port_end = scheme.len() + "://".len() + authority.len();
        let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        // The colons of an IPv6 address stand in brackets.
        let after_address = host_and_port.rsplit_once(']').map_or(host_and_port, |(_, after)| after);
        let port = after_address.find(':').and_then(|at| after_address.get(at..)).unwrap_or_default();
        if port.len() == host_and_port.len() {
            return Err("it has no host");
        }
        if !port.is_empty() && (port.len() == 1 || !port.bytes().skip(1).all(|digit| digit.is_ascii_digit())) {
            return Err("its port is no number");
        }
        Ok(Self { host_end: port_end - port.len(), port_end, default_port })
    }

    /// The text up to the port, the port with its colon, and the rest.
    fn apply<'a>(&self, url: &'a str) -> (&'a str, &'a str, &'a str) {
        let (start, rest) = url.split_at_checked(self.port_end).unwrap_or((url, ""));
        let (head, port) = start.split_at_checked(self.host_end).unwrap_or((start, ""));
        (head, port, rest)
    }
}

/// The pieces of the URL that was signed.
pub(crate) struct SignedUrl<'a> {
    head: &'a str,
    port: &'a str,
    default_port: &'static str,
    prefix: &'a str,
    slash: &'static str,
    rest: &'a str,
}

impl<'a> SignedUrl<'a> {
    /// A whole URL that the caller vouches for.
    pub(crate) fn whole(url: &'a str) -> Result<Self, VerifyError> {
        let cuts = Cuts::of(url).map_err(|_| VerifyError::UnexpectedTarget)?;
        let (head, port, rest) = cuts.apply(url);
        Ok(Self { head, port, default_port: cuts.default_port, prefix: "", slash: "", rest })
    }

    /// The URL's pieces in each spelling: as it is, without its port, with the default port written out.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = [&'a str; 5]> {
        let as_it_is = Some(self.port);
        let without = Some("").filter(|_| !self.port.is_empty());
        let with_default = Some(self.default_port).filter(|port| *port != self.port);
        let (head, prefix, slash, rest) = (self.head, self.prefix, self.slash, self.rest);
        [as_it_is, without, with_default].into_iter().flatten().map(move |port| [head, port, prefix, slash, rest])
    }

    /// The query, without its question mark.
    pub(crate) fn query(&self) -> Option<&'a str> {
        let (_, query) = self.rest.split_once('?')?;
        Some(query.split_once('#').map_or(query, |(query, _)| query))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(url: &SignedUrl<'_>) -> Vec<String> {
        url.spellings().map(|pieces| pieces.concat()).collect()
    }

    fn joined(base: &str, target: &str) -> Vec<String> {
        spellings(&PublicUrl::parse(base).unwrap().join(target).unwrap())
    }

    #[test]
    fn a_url_is_tried_as_it_is_without_its_port_and_with_the_default_one() {
        assert_eq!(joined("https://a.com", "/x?y"), ["https://a.com/x?y", "https://a.com:443/x?y"]);
        assert_eq!(joined("http://a.com:443", "/"), ["http://a.com:443/", "http://a.com/", "http://a.com:80/"]);
        assert_eq!(joined("wss://a.com:443", "/"), ["wss://a.com:443/", "wss://a.com/"]);
        assert_eq!(joined("https://u:p@[::1]", "/"), ["https://u:p@[::1]/", "https://u:p@[::1]:443/"]);
        assert_eq!(joined("https://u:p@[::1]:8443", "/")[1], "https://u:p@[::1]/");
        assert_eq!(spellings(&SignedUrl::whole("HTTPS://A.com:8443").unwrap())[2], "HTTPS://A.com:443");
    }

    #[test]
    fn no_byte_of_path_or_query_is_rewritten() {
        let odd = "/%2e%2E//a;b/../c?x=%zz&&y=+%20#";
        assert_eq!(joined("https://a.com/", odd)[0], format!("https://a.com{odd}"));
    }

    #[test]
    fn the_host_of_an_absolute_target_is_ignored() {
        assert_eq!(joined("https://a.com", "http://evil.com:1/x")[0], "https://a.com/x");
        assert_eq!(joined("https://a.com", "http://evil.com?x=1")[0], "https://a.com/?x=1");
        let url = PublicUrl::parse("https://a.com").unwrap();
        for target in ["*", "evil.com:443", "", "http://evil.com"] {
            assert_eq!(url.join(target).err(), Some(VerifyError::UnexpectedTarget), "{target}");
        }
    }

    #[test]
    fn a_prefix_is_put_before_the_path_or_in_place_of_its_start() {
        assert_eq!(joined("https://a.com/api/", "/x")[0], "https://a.com/api/x");
        let url = PublicUrl::parse("https://a.com/hooks").unwrap().replacing("/internal/").unwrap();
        assert_eq!(spellings(&url.join("/internal/x?y").unwrap())[0], "https://a.com/hooks/x?y");
        assert_eq!(spellings(&url.join("/internal?y").unwrap())[0], "https://a.com/hooks?y");
        assert_eq!(url.join("/internal2/x").err(), Some(VerifyError::UnexpectedTarget));
        assert_eq!(url.join("/x").err(), Some(VerifyError::UnexpectedTarget));
    }

    #[test]
    fn what_is_no_base_is_refused() {
        for base in [
            "",
            "a.com",
            "ftp://a.com",
            "https://",
            "https://:443",
            "https://a.com:",
            "https://a.com:x",
            "https://a.com?x",
            "https://a .com",
        ] {
            assert!(PublicUrl::parse(base).is_err(), "{base}");
        }
    }

    #[test]
    fn debug_hides_the_password_of_a_url() {
        let url = PublicUrl::parse("https://user:pa55@a.com:8443/api").unwrap();
        assert_eq!(format!("{url:?}"), "PublicUrl(https://<hidden>@a.com:8443/api)");
    }
}
