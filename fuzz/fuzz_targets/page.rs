//! Any text as a page of a list: an error, or every record of the array that is an object.
#![no_main]

use serde_json::Value;
use twilio_conversations_v1::conversation::Conversation;
use twilio_core::internals::page;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let page = page::<Conversation>(text);
    if let Err(error) = &page {
        assert!(!error.to_string().is_empty() && error.body_prefix().is_some_and(|prefix| prefix.len() <= 2048));
    }
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    let records = value.get("conversations").and_then(Value::as_array);
    assert_eq!(page.is_ok(), records.is_some(), "{text:?}");
    if let (Ok((page, next)), Some(records)) = (page, records) {
        assert_eq!(page.items().len(), records.iter().filter(|record| record.is_object()).count(), "{text:?}");
        let link = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let theirs = link(value.pointer("/meta/next_page_url")).or(link(value.get("next_page_uri")));
        // A number reads as its text, which no link is.
        assert!(next == theirs || theirs.is_none(), "{text:?}");
    }
});
