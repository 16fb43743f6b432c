//! The status of a proxy that opened no tunnel.
//!
//! reqwest keeps that status to itself, and whether another attempt may help depends on it: 403 is for good, 503 is not. So the proxy is asked
//! for the tunnel once more, on a connection of its own that is closed without being used. Only a proxy that is called without TLS is asked.

use http::header::{HeaderValue, PROXY_AUTHORIZATION};
use http::uri::{Scheme, Uri};
use http::{StatusCode, Version};
use hyper_util::client::proxy::matcher::Intercept;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Longer than every status line with its version and number.
const STATUS_LINE: usize = 12;

/// What `proxy` responds to a request for a tunnel to `host`; `None` if that can't be known, or if it opens one now.
pub(super) async fn refusal(proxy: &Intercept, host: &Uri) -> Option<StatusCode> {
    if proxy.uri().scheme() != Some(&Scheme::HTTP) {
        return None;
    }
    let address = proxy.uri().host()?.trim_start_matches('[').trim_end_matches(']');
    let mut stream = TcpStream::connect((address, proxy.uri().port_u16().unwrap_or(80))).await.ok()?;
    stream.write_all(&request(host, proxy.basic_auth())?).await.ok()?;
    let mut line = [0; STATUS_LINE];
    stream.read_exact(&mut line).await.ok()?;
    status(&line).filter(|status| !status.is_success())
}

fn request(host: &Uri, authorization: Option<&HeaderValue>) -> Option<Vec<u8>> {
    let target = format!("{}:{}", host.host()?, host.port_u16().unwrap_or(443));
    let mut request = format!("CONNECT {target} {:?}\r\nHost: {target}\r\n", Version::HTTP_11).into_bytes();
    if let Some(authorization) = authorization {
        request.extend_from_slice(format!("{PROXY_AUTHORIZATION}: ").as_bytes());
        request.extend_from_slice(authorization.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    Some(request)
}

/// `HTTP/1.1 403`.
fn status(line: &[u8]) -> Option<StatusCode> {
    let number = line.strip_prefix(b"HTTP/1.1 ").or_else(|| line.strip_prefix(b"HTTP/1.0 "))?;
    StatusCode::from_bytes(number).ok()
}

#[cfg(test)]
mod tests {
    use super::{request, status};
    use http::{HeaderValue, Uri};

    #[test]
    fn only_the_head_of_an_http_response_has_a_status() {
        assert_eq!(status(b"HTTP/1.1 403").map(|status| status.as_u16()), Some(403));
        assert_eq!(status(b"HTTP/1.0 502").map(|status| status.as_u16()), Some(502));
        for line in [&b"HTTP/2.0 403"[..], b"HTTP/1.1 4x3", b"SSH-2.0-abcd", b""] {
            assert_eq!(status(line), None, "{line:?}");
        }
    }

    #[test]
    fn the_request_for_a_tunnel_names_the_host_and_has_the_proxys_credentials() {
        let host = Uri::from_static("https://api.test/v1/Users/alice");
        let sent = request(&host, Some(&HeaderValue::from_static("Basic dQ=="))).expect("a request");
        let expected = "CONNECT api.test:443 HTTP/1.1\r\nHost: api.test:443\r\nproxy-authorization: Basic dQ==\r\n\r\n";
        assert_eq!(String::from_utf8_lossy(&sent), expected);
    }
}
