//! Any text as a time: what reads prints and reads again as the same instant; what doesn't is kept.
#![no_main]

use twilio_core::{Date, Timestamp};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parsed = Timestamp::parse(text);
    if let Ok(time) = &parsed {
        let printed = time.to_string();
        assert_eq!(Timestamp::parse(&printed).as_ref().ok(), Some(time), "{text:?} {printed:?}");
        let seconds = time.unix_seconds().expect("an instant");
        let whole = Timestamp::from_unix_seconds(seconds).expect("within the years 0 to 9999");
        assert!(whole <= *time && time.subsec_nanos() < 1_000_000_000);
        if let Some(system) = time.to_system_time() {
            assert_eq!(Timestamp::from(system), *time);
        }
        assert!(bytes.len() >= 16, "{text:?}");
    }
    let json = serde_json::to_string(text).expect("a string");
    let lenient: Timestamp = serde_json::from_str(&json).expect("any text is kept");
    assert_eq!(lenient.is_well_formed(), parsed.is_ok());
    match parsed {
        Ok(time) => assert_eq!(lenient, time),
        Err(_) => assert_eq!(lenient.as_text(), Some(text)),
    }
    if let Ok(date) = Date::parse(text) {
        assert_eq!(date.to_string(), text);
    }
});
