//! Allocations: exact, and the same in every run. In a target of its own, because counting them takes time.

use std::alloc::System;
use std::hint::black_box;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::runtime::Builder;
use twilio_benches::{baseline, documents, harness, ours, server};
use twilio_core::model::from_json;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    if std::env::args().any(|argument| argument == "serve") {
        return server::serve();
    }
    harness::line(
        "\n| allocations, each | baseline | ours | ours / baseline | bytes, ours / baseline |\n|---|---|---|---|---|",
    );
    let text = documents::user_page();
    row(
        "record of a page, users of a service",
        documents::PAGE,
        &counted(|| serde_json::from_slice::<baseline::ServiceUserPage>(text.as_bytes())),
        &counted(|| from_json::<ours::ServiceUserPage>(&text)),
    );
    let text = documents::channel_page();
    row(
        "record of a page, channels of a user",
        documents::PAGE,
        &counted(|| serde_json::from_slice::<baseline::UserChannelPage>(text.as_bytes())),
        &counted(|| from_json::<ours::UserChannelPage>(&text)),
    );
    let server = server::Server::start()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let theirs = baseline::Client::new(&server.base).map_err(|error| error.to_string())?;
    let our =
        twilio_conversations_v1::Client::builder().credentials(ours::credentials()).base_url(&server.base).build()?;
    let (their_call, our_call) = (
        || runtime.block_on(theirs.fetch_user(documents::SERVICE, "alice")).is_ok(),
        || runtime.block_on(our.service(documents::SERVICE).user("alice").fetch().send()).is_ok(),
    );
    assert!(their_call() && our_call(), "a call failed");
    const CALLS: u64 = 100;
    row(
        "call on a warm connection",
        CALLS,
        &counted(|| (0..CALLS).all(|_| their_call())),
        &counted(|| (0..CALLS).all(|_| our_call())),
    );
    Ok(())
}

struct Counted {
    allocations: f64,
    bytes: f64,
}

/// What the work allocates while its result is alive; growing in place counts as an allocation.
fn counted<T>(work: impl FnOnce() -> T) -> Counted {
    let region = Region::new(ALLOCATOR);
    let result = black_box(work());
    let stats = region.change();
    drop(result);
    Counted { allocations: (stats.allocations + stats.reallocations) as f64, bytes: stats.bytes_allocated as f64 }
}

fn row(name: &str, each: u64, theirs: &Counted, ours: &Counted) {
    let each = each as f64;
    harness::line(&format!(
        "| {name} | {:.2} | {:.2} | {:.3} | {:.3} |",
        theirs.allocations / each,
        ours.allocations / each,
        ours.allocations / theirs.allocations,
        ours.bytes / theirs.bytes
    ));
}
