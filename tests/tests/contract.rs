//! Every operation of the three documents, called through the product crates' public API against a server in this
//! process: what arrives is what the raw document demands, and what it answers is what the call gives.

#![allow(deprecated, reason = "what the documents deprecate is called like everything else")]
#![allow(clippy::print_stderr, reason = "the counts are part of what the test says")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use twilio_core::transport::Transport;
use twilio_core::{Credentials, Product, ProductBuilder};
use twilio_tests::adapters::{Adapter, Settings, tower_transport};
use twilio_tests::contract::{Call, Contract, Report};
use twilio_tests::expect::Document;
use twilio_tests::server::Server;

mod chat_v2 {
    include!(concat!(env!("OUT_DIR"), "/contract_chat_v2.rs"));
}
mod flex_v1 {
    include!(concat!(env!("OUT_DIR"), "/contract_flex_v1.rs"));
}
mod conversations_v1 {
    include!(concat!(env!("OUT_DIR"), "/contract_conversations_v1.rs"));
}

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
/// Base64 of the account, a colon and `token`, by another program than ours.
const AUTHORIZATION: &str = "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjp0b2tlbg==";

/// Each adapter by name.
fn transports(through_tower: &Arc<AtomicUsize>) -> [(&'static str, Arc<dyn Transport>); 3] {
    let client = |adapter: Adapter| adapter.transport(Settings::default());
    [
        ("reqwest", client(Adapter::Reqwest)),
        ("hyper", client(Adapter::Hyper)),
        ("tower", Arc::new(tower_transport(through_tower.clone()))),
    ]
}

async fn holds<C: Product + Send + Sync>(document: &str, calls: &[Call<C>], operations: usize, lists: usize) {
    let document = Document::load(document);
    let through_tower = Arc::default();
    for (adapter, transport) in transports(&through_tower) {
        holds_through(adapter, transport, &document, calls, operations, lists).await;
    }
    assert!(through_tower.load(Ordering::Relaxed) >= 2 * operations, "no layer saw the calls");
}

async fn holds_through<C: Product + Send + Sync>(
    adapter: &str,
    transport: Arc<dyn Transport>,
    document: &Document,
    calls: &[Call<C>],
    operations: usize,
    lists: usize,
) {
    let server = Server::start().await;
    let builder = ProductBuilder::<C>::new().credentials(Credentials::account(ACCOUNT, "token"));
    let client = builder.transport(transport).base_url(server.base_url()).build().expect("the settings are right");
    let contract = Contract { document, server: &server, client: &client, authorization: AUTHORIZATION };
    let report = contract.run(calls).await;
    server.stop().await;
    let Report { operations: called, calls, rounds, examples, private, odd, lists: walked, failures } = report;
    eprintln!(
        "{adapter}: {called} operations, {calls} calls and {rounds} further rounds, {examples} examples, {private} private strings, {odd} odd answers, {walked} lists"
    );
    assert!(private > 0, "no example has personal data");
    assert!(failures.is_empty(), "{adapter}: {} differences:\n{}", failures.len(), failures.join("\n"));
    assert_eq!((document.operations.len(), called, calls, walked), (operations, operations, 2 * operations, lists));
    assert_eq!(C::SERVERS, document.servers, "where the API is served");
}

#[tokio::test]
async fn chat_v2_makes_the_calls_that_its_document_describes() {
    holds("chat-v2", chat_v2::CALLS, 54, 12).await;
}

#[tokio::test]
async fn flex_v1_makes_the_calls_that_its_document_describes() {
    holds("flex-v1", flex_v1::CALLS, 73, 18).await;
}

#[tokio::test]
async fn conversations_v1_makes_the_calls_that_its_document_describes() {
    holds("conversations-v1", conversations_v1::CALLS, 103, 22).await;
}
