//! The page at `/`: static files of this crate, with a policy that lets nothing else in.

use http::{HeaderValue, Response, header};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// A file of the page.
pub(super) fn asset(path: &str) -> Option<Response<Vec<u8>>> {
    let (text, media) = match path {
        "/" => (include_str!("../page/index.html"), "text/html; charset=utf-8"),
        "/_emulator/page.js" => (include_str!("../page/page.js"), "text/javascript; charset=utf-8"),
        "/_emulator/page.css" => (include_str!("../page/page.css"), "text/css; charset=utf-8"),
        _ => return None,
    };
    let mut response = Response::new(text.as_bytes().to_vec());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(response)
}
