//! Any text as a SID: read strictly it is what the grammar says, read leniently it is kept.
#![no_main]

use twilio_core::sid::{AccountSid, ChannelSid, Sid, SidType, UserSid};

fn check<S: SidType + std::str::FromStr + serde::de::DeserializeOwned + serde::Serialize + std::fmt::Display>(
    text: &str,
) {
    let bytes = text.as_bytes();
    let prefix_fits = match S::PREFIX {
        Some(prefix) => text.starts_with(prefix),
        // `^[a-zA-Z]{2}[0-9a-fA-F]{32}$`, as the documents have it.
        None => bytes.len() >= 2 && bytes[..2].iter().all(u8::is_ascii_alphabetic),
    };
    let expected = bytes.len() == 34 && prefix_fits && bytes[2..].iter().all(u8::is_ascii_hexdigit);
    let strict = text.parse::<S>();
    assert_eq!(strict.is_ok(), expected, "{:?} {text:?}", S::PREFIX);
    if let Ok(sid) = strict {
        assert_eq!((sid.as_str(), sid.to_string().as_str()), (text, text));
        assert!(sid.check().is_ok());
    }
    let json = serde_json::to_string(text).expect("a string");
    let lenient: S = serde_json::from_str(&json).expect("any text is kept");
    assert_eq!(lenient.as_str(), text);
    assert_eq!(lenient.check().is_ok(), expected);
    if let Err(invalid) = lenient.check() {
        assert!(invalid.to_string().len() < 400);
    }
    assert_eq!(serde_json::to_string(&lenient).expect("serialises"), json);
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check::<AccountSid>(text);
    check::<UserSid>(text);
    check::<ChannelSid>(text);
    check::<Sid>(text);
});
