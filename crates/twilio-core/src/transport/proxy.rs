//! Whether calls go through a proxy.
//!
//! What enters: the user's setting, else the environment. What leaves: proxies for the HTTP client. Invariants: what is on this machine is never
//! called through one; an explicit setting makes the environment be ignored; a proxy that can't be used is an error and never a direct
//! call; neither `Debug` nor an error shows its address, which may hold a password.

use crate::config::environment::Lookup;
use crate::error::Error;
use crate::value::Secret;

/// What is never called through a proxy.
const THIS_MACHINE: &str = "localhost,127.0.0.0/8,::1/128";

/// The proxy that calls go through.
///
/// Without a setting, the environment is obeyed, as curl does: `HTTPS_PROXY` for `https`, `HTTP_PROXY` for `http` (not where `REQUEST_METHOD` is
/// set: there a client of a CGI script could have set it), else `ALL_PROXY`, but not for what `NO_PROXY` lists; lower-case names too, which go
/// first. The settings of macOS and Windows are not looked at. With a setting, the environment is ignored.
///
/// Calls to this machine (`localhost`, `127.0.0.0/8`, `::1`) never go through a proxy. Proxies speak HTTP: `http://` or `https://`, not SOCKS.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Client, Credentials, Proxy};
///
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .proxy(Proxy::new("http://user:password@proxy.internal:3128").except("gateway.internal, 10.0.0.0/8"))
///     .build()?;
///
/// // Directly, whatever the environment says.
/// let direct = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .proxy(Proxy::none())
///     .build()?;
/// # let _ = (client, direct);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Proxy {
    /// `None`: go directly.
    address: Option<Secret>,
    except: String,
}

impl Proxy {
    /// Every call goes through this proxy: `http://proxy.internal:3128`, perhaps with `user:password@`.
    pub fn new(address: impl Into<String>) -> Self {
        Proxy { address: Some(Secret::new(address.into())), except: String::new() }
    }

    /// No call goes through a proxy, whatever the environment says.
    pub fn none() -> Self {
        Proxy { address: None, except: String::new() }
    }

    /// But for these: host names (with all below them), addresses and networks, separated by commas, as `NO_PROXY` has them.
    #[must_use]
    pub fn except(mut self, hosts: impl Into<String>) -> Self {
        self.except = hosts.into();
        self
    }
}

/// The user's setting, else the environment's.
pub(super) fn resolve(setting: Option<&Proxy>, lookup: Lookup<'_>) -> Result<Vec<reqwest::Proxy>, Error> {
    if let Some(Proxy { address, except }) = setting {
        let Some(address) = address else { return Ok(Vec::new()) };
        return Ok(vec![one("proxy", address.reveal(), except, |url| reqwest::Proxy::all(url))?]);
    }
    let set = |name: &'static str| lookup(name).filter(|value| !value.is_empty()).map(|value| (name, value));
    let either = |lower, upper| set(lower).or_else(|| set(upper));
    let except = either("no_proxy", "NO_PROXY").map(|(_, hosts)| hosts).unwrap_or_default();
    let all = || either("all_proxy", "ALL_PROXY");
    let https = either("https_proxy", "HTTPS_PROXY").or_else(all);
    let http = if lookup("REQUEST_METHOD").is_some() { set("http_proxy") } else { either("http_proxy", "HTTP_PROXY") };
    let mut proxies = Vec::new();
    if let Some((name, address)) = https {
        proxies.push(one(name, &address, &except, |url| reqwest::Proxy::https(url))?);
    }
    if let Some((name, address)) = http.or_else(all) {
        proxies.push(one(name, &address, &except, |url| reqwest::Proxy::http(url))?);
    }
    Ok(proxies)
}

fn one(
    name: &str,
    address: &str,
    except: &str,
    make: fn(&str) -> reqwest::Result<reqwest::Proxy>,
) -> Result<reqwest::Proxy, Error> {
    let speaks_http = match address.split_once("://") {
        Some((scheme, _)) => scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"),
        None => true,
    };
    let proxy = if speaks_http { make(address).ok() } else { None };
    let proxy = proxy.ok_or_else(|| {
        Error::config(format!("{name} is no address of an HTTP proxy; pass one such as http://proxy.internal:3128"))
    })?;
    Ok(proxy.no_proxy(reqwest::NoProxy::from_string(&format!("{THIS_MACHINE},{except}"))))
}

#[cfg(test)]
mod tests {
    use super::{Proxy, resolve};

    type Variables = &'static [(&'static str, &'static str)];

    /// How many proxies come of it, or what is wrong.
    fn found(setting: Option<Proxy>, variables: Variables) -> Result<usize, String> {
        let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        resolve(setting.as_ref(), &lookup).map(|proxies| proxies.len()).map_err(|error| error.to_string())
    }

    #[test]
    fn the_environment_is_obeyed_as_curl_does() {
        let cases: [(Variables, usize); 8] = [
            (&[], 0),
            (&[("HTTPS_PROXY", "")], 0),
            (&[("HTTPS_PROXY", "http://p:1")], 1),
            (&[("https_proxy", "p:1"), ("HTTPS_PROXY", "socks5://p")], 1),
            (&[("ALL_PROXY", "http://p:1")], 2),
            (&[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")], 0),
            (&[("http_proxy", "http://p:1"), ("REQUEST_METHOD", "GET")], 1),
            (&[("HTTP_PROXY", "http://p:1"), ("HTTPS_PROXY", "http://p:1"), ("ALL_PROXY", "socks5://p")], 2),
        ];
        for (variables, proxies) in cases {
            assert_eq!(found(None, variables), Ok(proxies), "{variables:?}");
        }
    }

    #[test]
    fn a_setting_goes_before_the_environment() {
        assert_eq!(found(Some(Proxy::none()), &[("HTTPS_PROXY", "http://p:1")]), Ok(0));
        assert_eq!(found(Some(Proxy::new("http://p:1")), &[("ALL_PROXY", "socks5://p:1")]), Ok(1));
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_named_and_not_shown() {
        for address in ["socks5://user:pa55@p:1", "http://user:pa55@:1", "ftp://pa55", "http://"] {
            let text = found(Some(Proxy::new(address)), &[]).expect_err(address);
            assert!(text.contains("proxy is no address") && !text.contains("pa55"), "{text}");
        }
        let text = found(None, &[("ALL_PROXY", "socks5://user:pa55@p:1")]).expect_err("refused");
        assert!(text.contains("ALL_PROXY") && !text.contains("pa55"), "{text}");
        let shown = format!("{:?}", Proxy::new("http://user:pa55@p:1"));
        assert!(!shown.contains("pa55"), "{shown}");
    }
}
