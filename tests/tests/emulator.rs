//! Every operation, called by the typed clients against the emulator, in process and over a socket: each has the documented
//! status, with the fewest inputs and with all of them.

#![allow(deprecated, reason = "what the documents deprecate is called like everything else")]
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]
#![allow(dead_code, reason = "the emulator's own tests use the rest of their modules")]

#[path = "../../crates/twilio-emulator/tests/emulator/api.rs"]
mod api;
#[path = "../../crates/twilio-emulator/tests/emulator/documents.rs"]
mod documents;
#[path = "../../crates/twilio-emulator/tests/emulator/prepare.rs"]
mod prepare;
#[path = "../../crates/twilio-emulator/tests/emulator/socket.rs"]
mod socket;
#[path = "../../crates/twilio-emulator/tests/emulator/world.rs"]
mod world;

mod chat_v2 {
    include!(concat!(env!("OUT_DIR"), "/contract_chat_v2.rs"));
}
mod flex_v1 {
    include!(concat!(env!("OUT_DIR"), "/contract_flex_v1.rs"));
}
mod conversations_v1 {
    include!(concat!(env!("OUT_DIR"), "/contract_conversations_v1.rs"));
}

use std::collections::BTreeSet;

use twilio_catalogue::{Body, Operation, Place, Response};
use twilio_core::transport::Transport;
use twilio_core::{Error, Product, ProductBuilder};
use twilio_emulator::Emulator;
use twilio_tests::adapters::{Adapter, Settings};
use twilio_tests::contract::{Call, Case, Given, Values, path_name};

use crate::api::Api;
use crate::world::World;

/// Operations that the real service refuses without inputs that the document calls optional, with the code of the refusal.
const NEEDS_MORE: [(&str, i64); 11] = [
    ("CreateChannelWebhook", 50329),
    ("CreateMessage", 20001),
    ("CreateConversationMessage", 20001),
    ("CreateConversationParticipant", 20001),
    ("CreateConversationScopedWebhook", 50369),
    ("ListParticipantConversation", 20001),
    ("CreateServiceConversationMessage", 20001),
    ("CreateServiceConversationParticipant", 20001),
    ("CreateServiceConversationScopedWebhook", 50369),
    ("ListServiceParticipantConversation", 20001),
    ("UpdateInteractionChannel", 45366),
];
/// Operations with inputs that exclude each other, with the code of the refusal of all of them.
const EXCLUDES: [(&str, i64); 6] = [
    ("CreateConversationParticipant", 50443),
    ("UpdateConversationParticipant", 50441),
    ("ListParticipantConversation", 50451),
    ("CreateServiceConversationParticipant", 50443),
    ("UpdateServiceConversationParticipant", 50441),
    ("ListServiceParticipantConversation", 50451),
];

/// How a client reaches the emulator.
#[derive(Clone, Copy, PartialEq)]
enum Through {
    Process,
    Socket,
}

async fn every_operation<C: Product + Send + Sync>(key: &str, calls: &[Call<C>], through: Through) {
    let product = twilio_catalogue::product(key).unwrap();
    let mut problems = Vec::new();
    let mut called = BTreeSet::new();
    for operation in product.operations {
        let call = calls.iter().find(|call| call.id == operation.id).unwrap();
        for full in [false, true] {
            let table: &[(&str, i64)] = if full { &EXCLUDES } else { &NEEDS_MORE };
            let expected = table.iter().find(|(id, _)| *id == operation.id).map(|(_, code)| *code);
            let outcome = one(key, operation, call, full, through).await;
            let problem = match (outcome, expected) {
                (Ok(given), None) => problem_of(operation, &given),
                (Err(error), Some(code)) if error.has_code(code.into()) => None,
                (Ok(_), Some(code)) => Some(format!("was not refused with {code}")),
                (Err(error), _) => Some(error.to_string()),
            };
            problems.extend(problem.map(|problem| format!("{} (full: {full}): {problem}", operation.id)));
        }
        called.insert(operation.id);
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    assert_eq!(called.len(), product.operations.len());
}

/// Prepares an emulator of its own, and makes one call.
async fn one<C: Product + Send + Sync>(
    key: &str,
    operation: &'static Operation,
    call: &Call<C>,
    full: bool,
    through: Through,
) -> Result<Given, Error> {
    let emulator = Emulator::new();
    let mut world = World::of(Api::unchecked(emulator.clone(), key)).await;
    world.prepare(operation).await;
    let values: &'static Values = Box::leak(Box::new(values(&mut world, operation).await));
    let builder = ProductBuilder::<C>::new().credentials(emulator.credentials());
    let case = Case { given: Some(values), ..Case::new(operation.id, full, 0) };
    match through {
        Through::Process => (call.send)(&builder.transport(emulator.clone()).build()?, &case).await,
        Through::Socket => {
            let server = emulator.serve("127.0.0.1:0").await.unwrap();
            let transport: std::sync::Arc<dyn Transport> = Adapter::Reqwest.transport(Settings::default());
            let client = builder.transport(transport).base_url(server.base_url(key)).build()?;
            (call.send)(&client, &case).await
        }
    }
}

/// Values for all inputs of an operation, and for the parameters of its path by their positions.
async fn values(world: &mut World, operation: &'static Operation) -> Values {
    let mut values = Values::default();
    let mut inputs = Vec::new();
    for input in operation.inputs.iter().filter(|input| input.place != Place::Path) {
        inputs.push((input.name, world.sample(operation, input).await));
    }
    for (name, value) in inputs {
        values.set(name, value);
    }
    if operation.body == Body::Json {
        values.set(twilio_tests::values::BODY_NAME, r#"{"ui_version":"2.0"}"#);
    }
    let path = world.path(operation);
    let parameters = operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for (position, name) in parameters.enumerate() {
        values.set(&path_name(position), path[name].clone());
    }
    values
}

fn problem_of(operation: &Operation, given: &Given) -> Option<String> {
    let documented = [Some(operation.status), operation.also_status];
    match (operation.response, given.status()) {
        (Response::List { key, .. }, None) => {
            let is_list = given.value()["records"].is_array();
            (!is_list).then(|| format!("no list of {key} in {}", given.value()))
        }
        (_, status) => (!documented.contains(&status)).then(|| format!("status {status:?}")),
    }
}

#[tokio::test]
async fn every_operation_of_chat_has_its_documented_status() {
    every_operation("chat-v2", chat_v2::CALLS, Through::Process).await;
}

#[tokio::test]
async fn every_operation_of_conversations_has_its_documented_status() {
    every_operation("conversations-v1", conversations_v1::CALLS, Through::Process).await;
}

#[tokio::test]
async fn every_operation_of_flex_has_its_documented_status() {
    every_operation("flex-v1", flex_v1::CALLS, Through::Process).await;
}

#[tokio::test]
async fn every_operation_has_its_documented_status_over_a_socket() {
    every_operation("chat-v2", chat_v2::CALLS, Through::Socket).await;
    every_operation("conversations-v1", conversations_v1::CALLS, Through::Socket).await;
    every_operation("flex-v1", flex_v1::CALLS, Through::Socket).await;
}
