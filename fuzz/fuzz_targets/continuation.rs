//! Any stored continuation: what it is resumed with is a page of its own list, and no header but the list's parameters.
#![no_main]

use std::sync::LazyLock;

use twilio_core::generated::{Operation, Request};
use twilio_core::internals::resumed;
use twilio_core::transport::transport_fn;
use twilio_core::{Continuation, Credentials, Endpoint, Product, ProductBuilder};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
const LIST: &Operation =
    &Operation::list("ListUser", "/v2/Services/{ServiceSid}/Users", "users", Some(100)).with_headers(&["Flex-Metadata"]);

struct Chat(Endpoint);

impl Product for Chat {
    const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];

    fn from_endpoint(endpoint: Endpoint) -> Self {
        Chat(endpoint)
    }
}

static CHAT: LazyLock<Chat> = LazyLock::new(|| {
    let builder = ProductBuilder::new().credentials(Credentials::account("AC1", "pa55word"));
    let offline = transport_fn(|_, _| async { Ok(http::Response::new(Vec::new())) });
    builder.transport(offline).base_url("https://proxy.test/twilio").build().expect("client")
});

fn request() -> Request {
    CHAT.0.root("/v2").child("Services").segment("ServiceSid", SERVICE.into()).child("Users").request(LIST)
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    // The beginning that belongs to the list lets more inputs pass the first checks.
    let own = format!("[1,\"ListUser\",\"/v2/Services/{SERVICE}/Users\",\"/v2/Services/{SERVICE}/Users{text}");
    for stored in [text, &own] {
        let Ok(continuation) = serde_json::from_str::<Continuation>(stored) else { continue };
        let Ok((Some(uri), headers)) = resumed(request(), &continuation) else { continue };
        let expected = format!("/twilio/v2/Services/{SERVICE}/Users");
        assert_eq!((uri.host(), uri.path()), (Some("proxy.test"), expected.as_str()), "{stored:?}");
        assert!(headers.keys().all(|name| name == "flex-metadata"), "{stored:?}: {headers:?}");
    }
});
