//! No `Debug` and no `Display` shows a secret, an identity or a body.

use serde_json::json;
use twilio_conversations_v1::{Client, Credentials};
use twilio_tests::server::{Answer, Server};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
const TOKEN: &str = "5ecret-t0ken";
const IDENTITY: &str = "alice@example.com";
const NAME: &str = "Alice Liddell";

fn assert_silent(what: &str, shown: &str) {
    for secret in [TOKEN, IDENTITY, NAME, "alice%40example.com", "QUM"] {
        assert!(!shown.contains(secret), "{what} shows `{secret}`: {shown}");
    }
}

#[tokio::test]
async fn nothing_that_a_program_prints_holds_a_secret() {
    let server = Server::start().await;
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", TOKEN);
    assert_silent("credentials", &format!("{credentials:?} {credentials:#?}"));
    let client = Client::builder().credentials(credentials).base_url(server.base_url()).build().expect("a client");
    assert_silent("client", &format!("{client:?} {client:#?} {:?}", client.core()));

    let user = client.service(SERVICE).user(IDENTITY);
    assert_silent("handle", &format!("{user:?}"));
    let update = user.update().friendly_name(NAME).attributes(format!("{{\"name\":\"{NAME}\"}}"));
    assert_silent("request", &format!("{update:?} {update:#?}"));

    let body = json!({ "code": 20404, "message": format!("The user {IDENTITY} was not found"), "status": 404 });
    server.answer([Answer::json(404, &body)]);
    let error = update.send().await.expect_err("404");
    assert_silent("error", &format!("{error:?} {error:#?}"));

    server.answer([Answer::json(200, &json!({ "identity": IDENTITY, "friendly_name": NAME, "sid": "US1" }))]);
    let answer = user.fetch().send().await.expect("200");
    assert_silent("model", &format!("{:?}", *answer));
    assert_silent("response", &format!("{answer:?}"));
    assert_eq!(answer.identity.as_deref(), Some(IDENTITY));
}
