//! Any body of any failed answer: it becomes an error whose text is one bounded line, without the values of the path and without the body.
#![no_main]

use libfuzzer_sys::arbitrary::Unstructured;
use twilio_core::internals::refused;

const STATUSES: [u16; 12] = [100, 300, 302, 304, 400, 401, 403, 404, 409, 429, 503, 599];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let status = input.choose(&STATUSES).copied().unwrap_or(500);
    let body = input.take_rest();
    let status = http_status(status);
    let error = refused("/v2/Services/IS0123456789abcdef0123456789abcdef/Users/zebra%20crossing", status, body);
    let (shown, debugged) = (error.to_string(), format!("{error:?}"));
    assert_eq!(error.status(), Some(status));
    assert!(error.body_prefix().is_some_and(|prefix| prefix.len() <= 2048));
    assert!(!shown.contains(char::is_control), "{shown:?}");
    assert!(shown.chars().count() <= 700, "{shown:?}");
    for word in ["IS0123456789abcdef0123456789abcdef", "zebra%20crossing", "zebra crossing"] {
        assert!(!shown.contains(word) && !debugged.contains(word), "{shown:?} {debugged:?}");
    }
    match error.api() {
        // One of a proxy's: nothing of the body is shown.
        None => assert_eq!(shown, format!("FetchUser: {status}: the body is not one of Twilio's error answers")),
        Some(api) => assert!(!format!("{api:?}").is_empty()),
    }
});

fn http_status(status: u16) -> twilio_core::internals::StatusCode {
    twilio_core::internals::StatusCode::from_u16(status).expect("a status")
}
