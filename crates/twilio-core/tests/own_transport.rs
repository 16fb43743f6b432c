//! A client with a transport of the program's own, in a build with any features or none: the core needs no HTTP client.

use std::sync::{Arc, Mutex};

use twilio_core::generated::{Handle, Operation, Request};
use twilio_core::transport::{TransportError, TransportErrorKind, transport_fn};
use twilio_core::{Credentials, Endpoint, ErrorKind, Product, ProductBuilder, Response};

const FETCH: &Operation = &Operation::get("FetchUser", "/v2/Services/{ServiceSid}/Users/{Sid}");

#[derive(Clone, Debug)]
struct Chat(Endpoint);

impl Product for Chat {
    const SERVERS: &'static [&'static str] = &["https://chat.twilio.com"];

    fn from_endpoint(endpoint: Endpoint) -> Self {
        Chat(endpoint)
    }
}

impl Chat {
    fn fetch_user(&self, user: &str) -> Request {
        let service: Handle = self.0.root("/v2").child("Services").segment("ServiceSid", "IS1".into());
        service.child("Users").segment("Sid", user.into()).request(FETCH)
    }
}

twilio_core::model! {
    /// A user.
    struct User {
        identity: Option<String> = "identity",
    }
}

fn builder() -> ProductBuilder<Chat> {
    ProductBuilder::new().credentials(Credentials::account("AC1", "token"))
}

#[tokio::test]
async fn a_transport_of_ones_own_makes_the_calls() -> Result<(), Box<dyn std::error::Error>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let record = seen.clone();
    let transport = transport_fn(move |request, _| {
        let mut seen = record.lock().expect("unpoisoned");
        seen.push((request.uri().to_string(), request.headers().contains_key("authorization")));
        let attempt = seen.len();
        async move {
            match attempt {
                1 => Err(TransportError::new(TransportErrorKind::Connect, "no route")),
                _ => Ok(http::Response::new(br#"{"identity": "alice"}"#.to_vec())),
            }
        }
    });
    let chat = builder().transport(transport).build()?;
    let user: Response<User> = chat.fetch_user("alice").send().await?;
    assert_eq!(user.identity.as_deref(), Some("alice"));
    let expected = ("https://chat.twilio.com/v2/Services/IS1/Users/alice".to_owned(), true);
    assert_eq!(*seen.lock().expect("unpoisoned"), [expected.clone(), expected]);
    Ok(())
}

#[tokio::test]
async fn a_transport_that_sends_nothing_fails_the_call_and_says_so() -> Result<(), Box<dyn std::error::Error>> {
    let transport = transport_fn(|_, _| async { Err(TransportError::new(TransportErrorKind::Unsupported, "offline")) });
    let error = builder().transport(transport).build()?.fetch_user("alice").send::<User>().await.expect_err("offline");
    assert_eq!((error.kind(), error.was_sent(), error.attempts()), (ErrorKind::Config, false, 1));
    Ok(())
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
#[test]
fn a_client_without_any_transport_says_what_to_enable() {
    let error = builder().build().expect_err("no HTTP client");
    assert_eq!(error.kind(), ErrorKind::Config);
    for part in ["`reqwest`", "`hyper`", "ClientBuilder::transport"] {
        assert!(error.to_string().contains(part), "{error}");
    }
}
