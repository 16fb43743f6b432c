//! Any bytes as a document: the whole generator ends in files or in diagnostics that can be shown.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    twilio_fuzz::allowing_caught_panics(|| twilio_fuzz::generate(bytes));
});
