//! Where Twilio reaches a server, as configured.

use std::borrow::Cow;
use std::fmt;

use crate::address::parts::{Cuts, Parts};
use crate::address::signed::SignedUrl;
use crate::error::{VerifyError, WebhookConfigError};

/// The address at which Twilio reaches your server: scheme, host and, if a proxy removes one, a path prefix.
///
/// A server after a proxy sees another scheme, host and perhaps path than those that Twilio signed, and anybody can send a `Host` or
/// `X-Forwarded-Host` header. The address therefore comes from your configuration. If the webhook's URL at Twilio has a user name and
/// password, include them; `Debug` hides them.
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
    /// Parses an address: scheme `https`, `http`, `wss` or `ws`, a host, and optionally a port and a path. Trailing slashes are removed.
    ///
    /// # Errors
    /// [`WebhookConfigError::PublicUrl`] if it is not such an address, or has a query or fragment.
    pub fn parse(base: &str) -> Result<Self, WebhookConfigError> {
        let cuts = Cuts::of(base).map_err(WebhookConfigError::PublicUrl)?;
        if base.contains(['?', '#']) {
            return Err(WebhookConfigError::PublicUrl("it has a query or fragment"));
        }
        Ok(Self { base: base.trim_end_matches('/').to_owned(), cuts, replaces: String::new() })
    }

    /// Sets the path prefix that a proxy adds: it is removed from each request's path before the address is put in front of it.
    ///
    /// # Errors
    /// [`WebhookConfigError::PublicUrl`] if the prefix does not start with a slash, or has a query or fragment.
    pub fn replacing(mut self, path_prefix: &str) -> Result<Self, WebhookConfigError> {
        if !path_prefix.starts_with('/') || path_prefix.contains(['?', '#']) {
            return Err(WebhookConfigError::PublicUrl("the replaced prefix is not a path that starts with a slash"));
        }
        self.replaces = path_prefix.trim_end_matches('/').to_owned();
        Ok(self)
    }

    /// Returns the URL that Twilio requested if the server received this target.
    pub(crate) fn join<'a>(&'a self, target: &'a str) -> Result<SignedUrl<'a>, VerifyError> {
        let path = path_of(target)?;
        let rest = path.strip_prefix(self.replaces.as_str()).ok_or(VerifyError::UnexpectedTarget)?;
        if !(rest.is_empty() || rest.starts_with(['/', '?'])) {
            return Err(VerifyError::UnexpectedTarget); // the prefix `/twilio` does not fit `/twilio2`
        }
        // A target without a path, `?x=1`, was requested with the path `/`.
        let slash = if path.starts_with('/') { "" } else { "/" };
        let Parts { scheme, host, port, rest: prefix } = self.cuts.apply(&self.base);
        let (default_port, rest) = (self.cuts.default_port, Cow::Borrowed(rest));
        Ok(SignedUrl { scheme, host, port, default_port, prefix, slash, rest })
    }
}

/// Returns path and query of a request's target. In the absolute form, `POST http://host/path`, the sender chose the host: it is ignored.
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
            write!(f, " replacing {}", self.replaces)?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(url: &SignedUrl<'_>) -> Vec<String> {
        url.spellings(false).map(|pieces| pieces.concat()).collect()
    }

    fn joined(base: &str, target: &str) -> Vec<String> {
        spellings(&PublicUrl::parse(base).unwrap().join(target).unwrap())
    }

    #[test]
    fn no_byte_of_path_or_query_is_rewritten() {
        let target = "/%2e%2E//a;b/../c?x=%zz&&y=+%20#";
        assert_eq!(joined("https://a.com/", target)[0], format!("https://a.com{target}"));
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
    fn a_prefix_is_put_before_the_path_or_replaces_its_start() {
        assert_eq!(joined("https://a.com/api/", "/x")[0], "https://a.com/api/x");
        let url = PublicUrl::parse("https://a.com/hooks").unwrap().replacing("/internal/").unwrap();
        assert_eq!(spellings(&url.join("/internal/x?y").unwrap())[0], "https://a.com/hooks/x?y");
        assert_eq!(spellings(&url.join("/internal?y").unwrap())[0], "https://a.com/hooks?y");
        assert_eq!(url.join("/internal2/x").err(), Some(VerifyError::UnexpectedTarget));
        assert_eq!(url.join("/x").err(), Some(VerifyError::UnexpectedTarget));
    }

    #[test]
    fn an_invalid_address_is_refused() {
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
