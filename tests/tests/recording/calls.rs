//! Fifty calls of all three products, and what came of each.

use serde::Serialize;
use twilio_conversations_v1::conversation::ConversationState;
use twilio_core::{Client, Error, Product, ProductBuilder, Response};

pub const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";
const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";
const FLOW: &str = "FO0123456789abcdef0123456789abcdef";
pub const IDENTITY: &str = "zoë.o'hara@private.test";
pub const SHORT_IDENTITY: &str = "mike";
pub const NAME: &str = "Zoë \"Z\" O'Hara & sons";
pub const PHONE: &str = "+491701234567";
pub const MAIL: &str = "z.ohara@mail.private.test";
pub const BODY: &str = "Meet me at Baker Street 221b + bring 50% of it";
pub const KEY: &str = "AIzaSy-push-k3y/with+signs=";

/// The clients of one run.
#[derive(Debug)]
pub struct Clients {
    pub chat: twilio_chat_v2::Client,
    pub flex: twilio_flex_v1::Client,
    pub conversations: twilio_conversations_v1::Client,
}

impl Clients {
    /// Conversations signs with an access token, the others with the account's token.
    pub fn new(account: &Client, oauth: &Client, base_url: Option<&str>) -> Clients {
        Clients {
            chat: product(account, base_url),
            flex: product(account, base_url),
            conversations: product(oauth, base_url),
        }
    }
}

fn product<P: Product>(core: &Client, base_url: Option<&str>) -> P {
    let builder = base_url.into_iter().fold(ProductBuilder::new().core(core), ProductBuilder::base_url);
    builder.build().expect("a client")
}

fn note<T: Serialize>(results: &mut Vec<String>, outcome: Result<Response<T>, Error>) {
    results.push(match outcome {
        Ok(response) => {
            let model = serde_json::to_string(&*response).expect("JSON");
            format!("{} {:?} {model}", response.status(), response.request_id())
        }
        Err(error) => format!("{error} {:?}", error.api().and_then(|api| api.message.clone())),
    });
}

/// Makes the calls, one after another.
pub async fn calls(clients: &Clients) -> Vec<String> {
    let mut results = Vec::new();
    let attributes = format!(r#"{{"mail":"{MAIL}","vip":true}}"#);
    let service = clients.chat.service(SERVICE);
    for (identity, name) in [(IDENTITY, NAME), (SHORT_IDENTITY, "Mike of the docks")] {
        let user = service.user(identity);
        note(&mut results, service.users().create(identity).friendly_name(name).send().await);
        note(&mut results, user.fetch().send().await);
        let update = user.update().friendly_name(name).role_sid("RL00000000000000000000000000000001");
        note(&mut results, update.send().await);
        note(&mut results, user.update().attributes(attributes.as_str()).send().await);
        // The same request twice has two responses.
        note(&mut results, user.fetch().send().await);
        note(&mut results, user.fetch().send().await);
        note(&mut results, user.channel("busy").fetch().send().await);
        note(&mut results, user.channel("missing").fetch().send().await);
        note(&mut results, user.delete().send().await);
    }
    note(&mut results, service.channel("general").fetch().send().await);
    note(&mut results, clients.chat.credentials().create("fcm").secret(KEY).friendly_name(NAME).send().await);
    let mut users = service.users().list().page_size(2).stream();
    while let Some(user) = users.try_next().await.expect("a user") {
        results.push(serde_json::to_string(&user).expect("JSON"));
    }

    let flex = &clients.flex;
    for number in 0..4 {
        let request = flex.channels().create().flex_flow_sid(FLOW).identity(IDENTITY).chat_user_friendly_name(NAME);
        let created = request.chat_friendly_name(format!("Question {number} of {NAME}")).send().await;
        let sid = created.as_ref().ok().and_then(|channel| channel.sid.clone());
        note(&mut results, created);
        note(&mut results, flex.channel(&sid).fetch().send().await);
        note(&mut results, flex.channel(&sid).delete().send().await);
    }
    note(&mut results, flex.flex_flow(FLOW).update().contact_identity(PHONE).send().await);

    let all = clients.conversations.conversations();
    let one = clients.conversations.conversation(CONVERSATION);
    for _ in 0..3 {
        note(&mut results, all.create().friendly_name(NAME).attributes(attributes.as_str()).send().await);
        let participant = one.participants().create().messaging_binding_address(PHONE);
        note(&mut results, participant.messaging_binding_proxy_address("+15550001111").send().await);
        note(&mut results, one.messages().create().author(IDENTITY).body(BODY).webhook_enabled(true).send().await);
        note(&mut results, one.update().state(ConversationState::Inactive).send().await);
        note(&mut results, clients.conversations.user(IDENTITY).fetch().send().await);
    }
    let mut conversations = all.list().page_size(2).pages();
    while let Some(page) = conversations.try_next().await.expect("a page") {
        results.push(serde_json::to_string(page.items()).expect("JSON"));
    }
    note(&mut results, clients.conversations.user(SHORT_IDENTITY).fetch().send().await);
    results
}
