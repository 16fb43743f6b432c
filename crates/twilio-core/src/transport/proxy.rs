//! The proxy that requests go through: the caller's setting, or the environment's variables.
//!
//! - Requests to this machine never go through a proxy.
//! - An explicit setting makes the environment be ignored.
//! - A proxy that can't be used is an error where it would be used, and never a direct connection.
//! - Neither `Debug` nor an error shows a proxy's address, which may contain a password.

use http::uri::{Scheme, Uri};
use hyper_util::client::proxy::matcher::Matcher;

use crate::config::Origin;
use crate::config::environment::Lookup;
use crate::error::{Error, TransportError, TransportErrorKind};
use crate::value::Secret;

/// Hosts that are never called through a proxy.
const THIS_MACHINE: &str = "localhost,127.0.0.0/8,::1/128";

/// The proxy that requests go through.
///
/// Default: the environment's, as curl reads it. `HTTPS_PROXY` is for `https`; `HTTP_PROXY` is for `http` (ignored where `REQUEST_METHOD` is
/// set, because there a client of a CGI script could have set it); else `ALL_PROXY`; hosts in `NO_PROXY` are called directly. Lower-case names
/// come first. A variable is read only for requests that would use it. The settings of macOS and Windows are not read.
///
/// Requests to this machine (`localhost`, `127.0.0.0/8`, `::1`) never go through a proxy. Proxies use HTTP: `http://` or `https://`, not SOCKS.
///
/// ```
/// # #[cfg(feature = "reqwest")] fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::transport::{Proxy, ReqwestTransport};
///
/// let through = Proxy::new("http://user:password@proxy.internal:3128").except("gateway.internal, 10.0.0.0/8");
/// let transport = ReqwestTransport::builder().proxy(through).build()?;
///
/// // Directly, whatever the environment says.
/// let direct = ReqwestTransport::builder().proxy(Proxy::none()).build()?;
/// # let _ = (transport, direct);
/// # Ok(()) }
/// # #[cfg(not(feature = "reqwest"))] fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct Proxy {
    /// `None`: no proxy.
    address: Option<Secret>,
    except: String,
}

impl Proxy {
    /// Every request goes through this proxy: `http://proxy.internal:3128`, optionally with `user:password@`.
    pub fn new(address: impl Into<String>) -> Self {
        Proxy { address: Some(Secret::new(address.into())), except: String::new() }
    }

    /// No request goes through a proxy, whatever the environment says.
    pub fn none() -> Self {
        Proxy { address: None, except: String::new() }
    }

    /// Hosts that are called directly: names (with every name below them), addresses and networks, separated by commas, as in `NO_PROXY`.
    #[must_use]
    pub fn except(mut self, hosts: impl Into<String>) -> Self {
        self.except = hosts.into();
        self
    }
}

/// Which proxy is for which scheme.
pub(crate) struct ProxyRules {
    http: Option<Rule>,
    https: Option<Rule>,
    /// Hosts that are called directly.
    except: String,
    /// Matches the requests that would go through a proxy which can't be used.
    unusable: Option<Matcher>,
}

/// One proxy, and the setting or variable that it is from.
struct Rule {
    source: &'static str,
    address: Secret,
}

impl ProxyRules {
    /// The caller's setting, else the environment's.
    ///
    /// # Errors
    /// The caller's proxy can't be used. A variable of the environment is an error only for requests that would use it: see `check`.
    pub(super) fn resolve(setting: Option<&Proxy>, lookup: Lookup<'_>) -> Result<Self, Error> {
        let rules = match setting {
            Some(Proxy { address, except }) => {
                let rule = || address.clone().map(|address| Rule { source: "proxy", address });
                ProxyRules::new(rule(), rule(), except)
            }
            None => ProxyRules::from_environment(lookup),
        };
        match rules.http.as_ref().filter(|rule| setting.is_some() && !rule.is_usable()) {
            Some(rule) => Err(Error::config(rule.describe())),
            None => Ok(rules),
        }
    }

    pub(super) fn from_environment(lookup: Lookup<'_>) -> Self {
        let set = |source: &'static str| {
            let address = lookup(source).filter(|value| !value.is_empty())?;
            Some(Rule { source, address: Secret::new(address) })
        };
        let either = |lower, upper| set(lower).or_else(|| set(upper));
        let except = either("no_proxy", "NO_PROXY").map(|rule| rule.address.reveal().to_owned()).unwrap_or_default();
        let all = || either("all_proxy", "ALL_PROXY");
        let https = either("https_proxy", "HTTPS_PROXY").or_else(all);
        let is_cgi = lookup("REQUEST_METHOD").is_some();
        let http = if is_cgi { set("http_proxy") } else { either("http_proxy", "HTTP_PROXY") };
        ProxyRules::new(http.or_else(all), https, &except)
    }

    fn new(http: Option<Rule>, https: Option<Rule>, except: &str) -> Self {
        let except = format!("{THIS_MACHINE},{except}");
        let broken = |rule: &Option<Rule>| rule.as_ref().is_some_and(|rule| !rule.is_usable());
        let mut matcher = Matcher::builder().no(except.as_str());
        if broken(&http) {
            matcher = matcher.http("http://unusable.invalid");
        }
        if broken(&https) {
            matcher = matcher.https("http://unusable.invalid");
        }
        let unusable = (broken(&http) || broken(&https)).then(|| matcher.build());
        ProxyRules { http, https, except, unusable }
    }

    /// Refuses a request that would go through a proxy which can't be used.
    pub(crate) fn check(&self, uri: &Uri) -> Result<(), TransportError> {
        let Some(unusable) = self.unusable.as_ref() else { return Ok(()) };
        if unusable.intercept(uri).is_none() {
            return Ok(());
        }
        let rule = if uri.scheme() == Some(&Scheme::HTTPS) { &self.https } else { &self.http };
        let text = rule.as_ref().map_or_else(String::new, Rule::describe);
        Err(TransportError::new(TransportErrorKind::Unsupported, text))
    }

    /// The proxy of a request, with the value of its `Proxy-Authorization`.
    pub(super) fn matcher(&self) -> Matcher {
        let [http, https] = self.addresses().map(Option::unwrap_or_default);
        Matcher::builder().http(http).https(https).no(self.except()).build()
    }

    /// The usable address for `http` and the one for `https`.
    pub(crate) fn addresses(&self) -> [Option<&str>; 2] {
        [&self.http, &self.https].map(|rule| {
            let usable = rule.as_ref().filter(|rule| rule.is_usable());
            usable.map(|rule| rule.address.reveal())
        })
    }

    /// Hosts that are called directly, as `NO_PROXY` lists them.
    pub(super) fn except(&self) -> &str {
        &self.except
    }
}

impl Rule {
    /// `[http://|https://][user:password@]host[:port][/]`.
    fn is_usable(&self) -> bool {
        let address = self.address.reveal();
        let rest = match address.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => rest,
            Some(_) => return false,
            None => address,
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        Origin::read("http", host).is_ok()
    }

    fn describe(&self) -> String {
        let source = self.source;
        format!("{source} is not the address of an HTTP proxy; expected one such as http://proxy.internal:3128")
    }
}

#[cfg(test)]
mod tests {
    use super::{Proxy, ProxyRules};

    type Variables = &'static [(&'static str, &'static str)];

    fn rules(setting: Option<Proxy>, variables: Variables) -> Result<ProxyRules, crate::error::Error> {
        let lookup = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        ProxyRules::resolve(setting.as_ref(), &lookup)
    }

    /// The proxies for `http` and `https`.
    fn found(setting: Option<Proxy>, variables: Variables) -> [Option<String>; 2] {
        rules(setting, variables).expect("rules").addresses().map(|address| address.map(str::to_owned))
    }

    /// What a request to `url` is told.
    fn checked(variables: Variables, url: &str) -> Result<(), String> {
        let checked = rules(None, variables).expect("rules").check(&url.parse().expect("a URI"));
        checked.map_err(|error| std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default())
    }

    #[test]
    fn the_environment_is_read_as_curl_does() {
        let cases: [(Variables, [Option<&str>; 2]); 8] = [
            (&[], [None, None]),
            (&[("HTTPS_PROXY", "")], [None, None]),
            (&[("HTTPS_PROXY", "http://p:1")], [None, Some("http://p:1")]),
            (&[("https_proxy", "p:1"), ("HTTPS_PROXY", "socks5://p")], [None, Some("p:1")]),
            (&[("ALL_PROXY", "http://p:1")], [Some("http://p:1"), Some("http://p:1")]),
            (&[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")], [None, None]),
            (&[("http_proxy", "http://p:1"), ("REQUEST_METHOD", "GET")], [Some("http://p:1"), None]),
            (
                &[("HTTP_PROXY", "http://p:1"), ("HTTPS_PROXY", "http://p:2"), ("ALL_PROXY", "socks5://p")],
                [Some("http://p:1"), Some("http://p:2")],
            ),
        ];
        for (variables, proxies) in cases {
            assert_eq!(found(None, variables), proxies.map(|proxy| proxy.map(str::to_owned)), "{variables:?}");
        }
    }

    #[test]
    fn a_setting_goes_before_the_environment() {
        assert_eq!(found(Some(Proxy::none()), &[("HTTPS_PROXY", "http://p:1")]), [None, None]);
        let set = Some("http://p:1".to_owned());
        assert_eq!(found(Some(Proxy::new("http://p:1")), &[("ALL_PROXY", "socks5://p:1")]), [set.clone(), set]);
    }

    #[test]
    fn a_proxy_setting_that_cannot_be_used_is_named_and_not_shown() {
        for address in ["socks5://user:pa55@p:1", "http://user:pa55@:1", "ftp://pa55", "http://", "http://p:pa55"] {
            let text = rules(Some(Proxy::new(address)), &[]).err().expect(address).to_string();
            assert!(text.contains("proxy is not the address") && !text.contains("pa55"), "{text}");
        }
        let shown = format!("{:?}", Proxy::new("http://user:pa55@p:1"));
        assert!(!shown.contains("pa55"), "{shown}");
    }

    #[test]
    fn a_variable_that_cannot_be_used_fails_only_the_requests_that_would_use_it() {
        const BROKEN: &str = "socks5://user:pa55@p:1";
        let all: Variables = &[("ALL_PROXY", BROKEN)];
        for url in ["https://chat.twilio.com/", "http://h.test/"] {
            let text = checked(all, url).expect_err(url);
            assert!(text.contains("ALL_PROXY") && !text.contains("pa55"), "{text}");
        }
        for (variables, url) in [
            (all, "http://127.0.0.1:1/"),
            (all, "http://localhost/"),
            (&[("ALL_PROXY", BROKEN), ("NO_PROXY", ".twilio.com")], "https://chat.twilio.com/"),
            (&[("HTTPS_PROXY", BROKEN)], "http://h.test/"),
            (&[("HTTP_PROXY", BROKEN)], "https://h.test/"),
            (&[("HTTPS_PROXY", "http://p:1"), ("ALL_PROXY", BROKEN)], "https://h.test/"),
        ] {
            assert_eq!(checked(variables, url), Ok(()), "{variables:?} {url}");
        }
    }
}
