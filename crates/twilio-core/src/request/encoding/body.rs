//! The body of a request, and the header that says what it is.

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderValue};

/// The media type of a JSON body, where the document names no other.
pub(crate) const JSON: &str = "application/json";

/// The body, JSON of a media type or else a form, and the header that says what it is.
pub(crate) fn body(
    method: &Method,
    headers: &mut HeaderMap,
    json: Option<(&'static str, Bytes)>,
    form: String,
) -> Bytes {
    let (media, body) = match json {
        Some((media, json)) => (media, json),
        None if !form.is_empty() => ("application/x-www-form-urlencoded", form.into()),
        None => {
            if !matches!(*method, Method::GET | Method::DELETE) {
                // RFC 9110, section 8.6: a method that usually has a body says so when it has none. The HTTP client doesn't by itself.
                headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            return Bytes::new();
        }
    };
    let media = HeaderValue::from_str(media).unwrap_or(HeaderValue::from_static(JSON));
    headers.insert(header::CONTENT_TYPE, media);
    body
}
