//! The origin of any URL: where the `url` crate and the core both accept it, they find the same one.
#![no_main]

use std::net::Ipv6Addr;

use twilio_core::internals::origin;
use url::{Host, Url};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (Some((https, host, port)), Ok(url)) = (origin(text), Url::parse(text)) else { return };
    assert_eq!(url.scheme(), if https { "https" } else { "http" }, "{text:?}");
    assert_eq!(url.port_or_known_default(), Some(port), "{text:?}");
    assert!(url.username().is_empty() && url.password().is_none(), "{text:?}");
    match url.host() {
        Some(Host::Ipv6(address)) => {
            let ours = host.trim_start_matches('[').trim_end_matches(']').parse::<Ipv6Addr>();
            assert_eq!(ours.ok(), Some(address), "{text:?}");
        }
        theirs => assert_eq!(theirs.map(|host| host.to_string()), Some(host), "{text:?}"),
    }
});
