//! Any link to the next page: what is called is below the configured base, whatever the link says.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::arbitrary::Unstructured;
use twilio_core::{Credentials, Endpoint, Product, ProductBuilder, internals::follow};

struct Chat(Endpoint);

impl Product for Chat {
    const SERVERS: &'static [&'static str] = &["https://chat.twilio.com", "https://ip-messaging.twilio.com"];

    fn from_endpoint(endpoint: Endpoint) -> Self {
        Chat(endpoint)
    }
}

/// Clients, and what every URL that they call begins with.
static CLIENTS: LazyLock<Vec<(Chat, &str)>> = LazyLock::new(|| {
    let builder = || ProductBuilder::<Chat>::new().credentials(Credentials::account("AC1", "pa55word"));
    let build = |builder: ProductBuilder<Chat>| builder.build().expect("client");
    vec![
        (build(builder()), "https://chat.twilio.com/"),
        (build(builder().edge("dublin").region("ie1")), "https://chat.dublin.ie1.twilio.com/"),
        (build(builder().base_url("https://proxy.test/twilio/eu")), "https://proxy.test/twilio/eu/"),
        (build(builder().base_url("http://127.0.0.1:8080")), "http://127.0.0.1:8080/"),
    ]
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let Ok((client, base)) = input.choose(&CLIENTS) else { return };
    let Ok(link) = std::str::from_utf8(input.take_rest()) else { return };
    match follow(&client.0, link) {
        Ok(called) => {
            // `None`: a target that reading as a URL would change is refused when it is sent.
            if let Some(called) = called.map(|uri| uri.to_string()) {
                assert!(called.starts_with(base), "{link:?} leads to {called:?} and not below {base}");
                assert!(!called.contains('@') || called.find('@') > called.find('/'), "{called:?}");
            }
        }
        Err(refusal) => assert!(!refusal.is_empty() && !refusal.contains("pa55word")),
    }
});
