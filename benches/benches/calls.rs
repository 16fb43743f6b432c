//! One fetch on a warm connection, over either HTTP client: one after another, and 64 in flight. The baseline is the same one for both.

use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use twilio_benches::{baseline, documents, harness, ours, server};
use twilio_conversations_v1::Client;
use twilio_core::transport::{HyperTransport, ReqwestTransport};

const CALLS: u64 = 640;
const IN_FLIGHT: u64 = 64;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    if std::env::args().any(|argument| argument == "serve") {
        return server::serve();
    }
    let server = server::Server::start()?;
    harness::head("one fetch on a warm connection");
    for (name, runtime, is_one_thread) in [
        ("tokio's default threads", Runtime::new()?, false),
        ("one thread", Builder::new_current_thread().enable_all().build()?, true),
    ] {
        if is_one_thread {
            // The server has the first one. Sharing a core, or not, doubles or halves a call's time, for either side by itself.
            harness::keep_to_core(1);
        }
        let theirs = Arc::new(baseline::Client::new(&server.base).map_err(|error| error.to_string())?);
        for (http, our) in clients(&server.base)? {
            let row = harness::samples(
                CALLS,
                harness::pairs(),
                &mut || runtime.block_on(one_after_another(|| their_fetch(&theirs))),
                &mut || runtime.block_on(one_after_another(|| our_fetch(&our))),
            );
            harness::row(&format!("one after another, {http}, {name}"), &row);
            let row = harness::samples(
                CALLS,
                harness::pairs(),
                &mut || runtime.block_on(in_flight(|| their_fetch(&theirs))),
                &mut || runtime.block_on(in_flight(|| our_fetch(&our))),
            );
            harness::row(&format!("64 in flight, {http}, {name}"), &row);
        }
    }
    Ok(())
}

/// Our client over each HTTP client.
fn clients(base: &str) -> Result<[(&'static str, Client); 2], Failure> {
    let builder = || Client::builder().credentials(ours::credentials()).base_url(base);
    let (reqwest, hyper) = (ReqwestTransport::builder().build()?, HyperTransport::builder().build()?);
    Ok([("reqwest", builder().transport(reqwest).build()?), ("hyper", builder().transport(hyper).build()?)])
}

fn their_fetch(client: &Arc<baseline::Client>) -> impl Future<Output = bool> + Send + 'static {
    let client = client.clone();
    async move { client.fetch_user(documents::SERVICE, "alice").await.is_ok_and(|user| user.sid.is_some()) }
}

fn our_fetch(client: &Client) -> impl Future<Output = bool> + Send + 'static {
    let client = client.clone();
    async move { client.service(documents::SERVICE).user("alice").fetch().send().await.is_ok_and(|user| user.sid.is_some()) }
}

async fn one_after_another<F: Future<Output = bool>>(fetch: impl Fn() -> F) {
    for _ in 0..CALLS {
        assert!(fetch().await, "a call failed");
    }
}

/// As many tasks as may be in flight, each calling one after another.
async fn in_flight<F: Future<Output = bool> + Send + 'static>(fetch: impl Fn() -> F) {
    let mut tasks = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let calls: Vec<F> = (0..CALLS / IN_FLIGHT).map(|_| fetch()).collect();
        tasks.spawn(async move {
            for call in calls {
                assert!(call.await, "a call failed");
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        assert!(done.is_ok(), "a task failed");
    }
}
