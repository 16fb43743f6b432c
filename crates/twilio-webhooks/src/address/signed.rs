//! The URL of one request in every spelling that Twilio may have signed.

use std::borrow::Cow;

use crate::address::parts::{Cuts, Parts, without_fragment};
use crate::error::VerifyError;

/// The pieces of a URL. Written one after another they are the URL.
pub(crate) struct SignedUrl<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) host: &'a str,
    pub(crate) port: &'a str,
    pub(crate) default_port: &'static str,
    /// The path of a [`PublicUrl`](crate::PublicUrl), or empty.
    pub(crate) prefix: &'a str,
    /// `/` if the target has no path, or empty.
    pub(crate) slash: &'static str,
    /// Path and query.
    pub(crate) rest: Cow<'a, str>,
}

impl<'a> SignedUrl<'a> {
    /// A whole URL from the caller. Its fragment is removed.
    pub(crate) fn whole(url: &'a str) -> Result<Self, VerifyError> {
        let url = without_fragment(url);
        let cuts = Cuts::of(url).map_err(|_| VerifyError::UnexpectedTarget)?;
        Ok(Self::of_parts(cuts.apply(url), cuts.default_port))
    }

    pub(crate) fn of_parts(parts: Parts<'a>, default_port: &'static str) -> Self {
        let Parts { scheme, host, port, rest } = parts;
        Self { scheme, host, port, default_port, prefix: "", slash: "", rest: Cow::Borrowed(rest) }
    }

    /// The URL's pieces in each spelling: the port unchanged, left out, and written out as the default port. A WebSocket handshake is
    /// also tried with the sibling of the scheme (`wss` for `https`).
    pub(crate) fn spellings(&self, is_websocket: bool) -> impl Iterator<Item = [&str; 6]> {
        let sibling = Some(sibling(self.scheme)).filter(|_| is_websocket);
        let without = Some("").filter(|_| !self.port.is_empty());
        let with_default = Some(self.default_port).filter(|port| *port != self.port);
        let ports = [Some(self.port), without, with_default];
        [Some(self.scheme), sibling].into_iter().flatten().flat_map(move |scheme| {
            ports.into_iter().flatten().map(move |port| [scheme, self.host, port, self.prefix, self.slash, &self.rest])
        })
    }

    /// The query, without its question mark.
    pub(crate) fn query(&self) -> Option<&str> {
        let (_, query) = self.rest.split_once('?')?;
        Some(without_fragment(query))
    }

    /// The query as [`query`](Self::query) returns it, taken out of the URL.
    pub(crate) fn into_query(self) -> Cow<'a, str> {
        match self.rest {
            Cow::Borrowed(rest) => Cow::Borrowed(rest.split_once('?').map_or("", |(_, query)| without_fragment(query))),
            Cow::Owned(_) => Cow::Owned(self.query().unwrap_or_default().to_owned()),
        }
    }

    /// The URL of a WebSocket handshake.
    #[cfg(feature = "testing")]
    pub(crate) fn into_websocket(self) -> Self {
        let scheme = if self.scheme.starts_with(['w', 'W']) { self.scheme } else { sibling(self.scheme) };
        Self { scheme, ..self }
    }

    /// Whether this is the URL's path. An empty path is requested as `/`.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        let own = [self.prefix, self.slash, self.rest.split('?').next().unwrap_or_default()].concat();
        own == path || (own == "/" && path.is_empty())
    }
}

/// The scheme of the WebSocket server on the same host and port, or of the HTTP server.
fn sibling(scheme: &str) -> &'static str {
    match scheme.to_ascii_lowercase().as_str() {
        "https" => "wss",
        "wss" => "https",
        "ws" => "http",
        _ => "ws",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(url: &str, is_websocket: bool) -> Vec<String> {
        SignedUrl::whole(url).unwrap().spellings(is_websocket).map(|pieces| pieces.concat()).collect()
    }

    #[test]
    fn a_url_is_tried_unchanged_without_its_port_and_with_the_default_port() {
        assert_eq!(spellings("https://a.com/x?y", false), ["https://a.com/x?y", "https://a.com:443/x?y"]);
        assert_eq!(spellings("http://a.com:443/", false), ["http://a.com:443/", "http://a.com/", "http://a.com:80/"]);
        assert_eq!(spellings("wss://a.com:443/", false), ["wss://a.com:443/", "wss://a.com/"]);
        assert_eq!(spellings("https://u:p@[::1]/", false), ["https://u:p@[::1]/", "https://u:p@[::1]:443/"]);
        assert_eq!(spellings("https://u:p@[::1]:8443/", false)[1], "https://u:p@[::1]/");
        assert_eq!(spellings("HTTPS://A.com:8443", false)[2], "HTTPS://A.com:443");
    }

    #[test]
    fn a_websocket_handshake_is_also_tried_with_the_sibling_scheme() {
        assert_eq!(
            spellings("https://a.com/x", true),
            ["https://a.com/x", "https://a.com:443/x", "wss://a.com/x", "wss://a.com:443/x"]
        );
        for (scheme, sibling) in [("wss", "https"), ("http", "ws"), ("ws", "http"), ("HTTPS", "wss")] {
            let tried = spellings(&format!("{scheme}://a.com/x"), true);
            assert!(tried.contains(&format!("{sibling}://a.com/x")), "{tried:?}");
        }
    }

    #[test]
    fn the_fragment_of_a_whole_url_is_removed() {
        assert_eq!(spellings("https://a.com/x?y#rc=2&rp=all", false)[0], "https://a.com/x?y");
        assert_eq!(spellings("https://a.com#rc=2", false)[0], "https://a.com");
        assert_eq!(spellings("https://a.com#/x?y", false)[0], "https://a.com");
    }
}
