//! Any variables for proxies: a usable one is HTTP and has a host, and this machine is never refused because of one that isn't.
#![no_main]

use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use twilio_core::internals::proxies;

const NAMES: [&str; 8] =
    ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "NO_PROXY", "REQUEST_METHOD"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let values: Vec<Option<String>> = NAMES.iter().map(|_| Option::arbitrary(&mut input).unwrap_or_default()).collect();
    let lookup = |name: &str| NAMES.iter().position(|known| *known == name).and_then(|at| values[at].clone());
    let here = http::Uri::from_static("http://127.0.0.1:8080/v2");
    let (found, refused) = proxies(&lookup, &here);
    assert!(!refused, "{values:?}");
    for address in found.into_iter().flatten() {
        let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        assert!(scheme.is_none_or(|scheme| scheme == "http" || scheme == "https"), "{address:?}");
    }
    let _ = proxies(&lookup, &http::Uri::from_static("https://chat.twilio.com/v2"));
});
