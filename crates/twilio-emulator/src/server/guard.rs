//! Keeps foreign web pages out: a browser sends them to us with a foreign `Origin`, or under a foreign name.

use std::net::IpAddr;

use http::{HeaderMap, header};

/// Checks `Origin`, and for what is ours `Host` as well.
///
/// A request without `Origin` comes from no page, or from a page of the same origin. A foreign `Host` means that a foreign
/// name leads to this machine.
pub(super) fn check(headers: &HeaderMap, own: IpAddr, is_ours: bool) -> Result<(), &'static str> {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if headers.get_all(header::HOST).iter().count() > 1 || headers.get_all(header::ORIGIN).iter().count() > 1 {
        return Err("more than one Host or Origin");
    }
    let host = text(header::HOST);
    if is_ours && !host.is_some_and(|host| is_own(host, own)) {
        return Err("the emulator's page and control endpoint answer under the name of this machine only");
    }
    match (text(header::ORIGIN), host) {
        (None, _) => Ok(()),
        (Some(origin), Some(host)) if origin.strip_prefix("http://") == Some(host) && is_own(host, own) => Ok(()),
        (Some(_), _) => Err("requests of foreign web pages are refused"),
    }
}

/// Whether a `Host` names this machine: a loopback name, or the address that the server listens on.
fn is_own(host: &str, own: IpAddr) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback() || address == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(host: &str, origin: Option<&str>, is_ours: bool) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().expect("a header"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().expect("a header"));
        }
        check(&headers, IpAddr::from([127, 0, 0, 1]), is_ours).is_ok()
    }

    #[test]
    fn pages_of_this_machine_are_let_in() {
        assert!(checked("127.0.0.1:8080", None, true));
        assert!(checked("localhost:8080", Some("http://localhost:8080"), true));
        assert!(checked("[::1]:8080", Some("http://[::1]:8080"), true));
        assert!(checked("api.example.com", None, false), "a proxy may give the API another name");
    }

    #[test]
    fn foreign_pages_are_kept_out() {
        for origin in ["http://example.com", "null", "http://127.0.0.1:9", "https://127.0.0.1:8080", ""] {
            assert!(!checked("127.0.0.1:8080", Some(origin), true), "{origin}");
            assert!(!checked("127.0.0.1:8080", Some(origin), false), "{origin}");
        }
        assert!(!checked("example.com", None, true));
        assert!(!checked("127.0.0.1.example.com", None, true));
        assert!(!checked("example.com", Some("http://example.com"), false));
    }
}
