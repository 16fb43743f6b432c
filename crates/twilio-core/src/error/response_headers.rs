//! Reads the headers of a response that errors, telemetry and retries need: `Twilio-Request-Id` and `Retry-After`.

use std::time::{Duration, SystemTime};

use http::header::{self, HeaderMap};

use crate::value::parse_http_date;

/// `Twilio-Request-Id`.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("twilio-request-id")?.to_str().ok()
}

/// What the body is, when it isn't JSON, and the proxy that says so of itself: `text/html, via 1.1 proxy`. Both are words of whoever responded,
/// so only what looks like a media type and like a `Via` header is repeated.
pub(super) fn foreign_body(headers: &HeaderMap) -> Option<String> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"/+-._ :".contains(&byte);
    let word = |name: header::HeaderName| {
        let text = headers.get(name)?.to_str().ok()?.split([';', ',']).next()?.trim();
        (!text.is_empty() && text.len() <= 60 && text.bytes().all(is_word)).then(|| text.to_ascii_lowercase())
    };
    let media_type = word(header::CONTENT_TYPE).filter(|media_type| !media_type.ends_with("json"))?;
    Some(word(header::VIA).map_or(media_type.clone(), |via| format!("{media_type}, via {via}")))
}

/// `Retry-After`, in seconds or as a date. A date is compared with the response's own `Date`, so that a wrong clock on this machine does no harm.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number has: longer than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let here = SystemTime::now();
    let now = headers.get(header::DATE).and_then(|value| parse_http_date(value.to_str().ok()?, here)).unwrap_or(here);
    let until = parse_http_date(text, now)?;
    Some(until.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::header::{self, HeaderMap, HeaderValue};

    use super::retry_after;

    fn read(value: &'static str, date: Option<&'static str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static(value));
        if let Some(date) = date {
            headers.insert(header::DATE, HeaderValue::from_static(date));
        }
        retry_after(&headers)
    }

    #[test]
    fn seconds_are_read() {
        assert_eq!(read("7", None), Some(Duration::from_secs(7)));
        assert_eq!(read(" 0 ", None), Some(Duration::ZERO));
        assert_eq!(read("99999999999999999999999", None), Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn a_date_is_compared_with_the_answers_own() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(read("Sun, 06 Nov 1994 08:50:07 GMT", date), Some(Duration::from_secs(30)));
        assert_eq!(read("Sun, 06 Nov 1994 08:00:00 GMT", date), Some(Duration::ZERO), "it has passed");
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(Duration::ZERO), "by this machine's clock");
        assert!(read("Sun, 06 Nov 2999 08:49:37 GMT", None) > Some(Duration::from_secs(86_400)));
    }

    #[test]
    fn a_date_is_read_in_each_of_the_three_forms_that_http_has() {
        let forms = ["Sun, 06 Nov 1994 08:50:07 GMT", "Sunday, 06-Nov-94 08:50:07 GMT", "Sun Nov  6 08:50:07 1994"];
        for until in forms {
            for now in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
                assert_eq!(read(until, Some(now)), Some(Duration::from_secs(30)), "{until} at {now}");
            }
        }
    }

    #[test]
    fn what_is_no_delay_is_no_delay() {
        for text in
            ["", "-1", "1.5", "soon", "Sun, 06 Nov", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun Nov 31 08:49:37 1994"]
        {
            assert_eq!(read(text, None), None, "{text}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
