//! 20,000 records of a list on loopback: time, time on the processor, and peak memory.

use std::process::Command;

use tokio::runtime::{Builder, Runtime};
use twilio_benches::{baseline, documents, harness, ours, server};

type Failure = Box<dyn std::error::Error>;

const RECORDS: u64 = server::PAGES * documents::PAGE;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "peak").map(|at| &arguments[at + 1..]) {
        Some([list, side, base, ..]) => return peak(list, side, base),
        _ if arguments.iter().any(|argument| argument == "serve") => return server::serve(),
        _ => {}
    }
    let server = server::Server::start()?;
    let runtime = runtime()?;
    let sides = Sides::new(&server.base)?;
    // Whole lists are long: a third of the pairs are enough, and never fewer than nine.
    let pairs = (harness::pairs() / 2).max(9);
    harness::head("20,000 records, each");
    let row = harness::samples(RECORDS, pairs, &mut || runtime.block_on(sides.their_users()), &mut || {
        runtime.block_on(sides.our_users())
    });
    harness::row("Conversations, users of a service", &row);
    let row = harness::samples(RECORDS, pairs, &mut || runtime.block_on(sides.their_channels()), &mut || {
        runtime.block_on(sides.our_channels())
    });
    harness::row("Chat, channels of a user", &row);

    harness::line("\n| peak memory of a process that reads 20,000 records | baseline | ours |");
    harness::line("|---|---|---|");
    for list in ["users", "channels"] {
        let [theirs, ours] = [measured(list, "baseline", &server.base)?, measured(list, "ours", &server.base)?];
        harness::line(&format!("| {list} | {theirs} KiB | {ours} KiB |"));
    }
    Ok(())
}

fn runtime() -> Result<Runtime, std::io::Error> {
    Builder::new_current_thread().enable_all().build()
}

struct Sides {
    baseline: baseline::Client,
    conversations: twilio_conversations_v1::Client,
    chat: twilio_chat_v2::Client,
}

impl Sides {
    fn new(base: &str) -> Result<Sides, Failure> {
        Ok(Sides {
            baseline: baseline::Client::new(base).map_err(|error| error.to_string())?,
            conversations: twilio_conversations_v1::Client::builder()
                .credentials(ours::credentials())
                .base_url(base)
                .build()?,
            chat: twilio_chat_v2::Client::builder().credentials(ours::credentials()).base_url(base).build()?,
        })
    }

    async fn their_users(&self) {
        let mut count = 0;
        let done = self.baseline.list::<baseline::ServiceUserPage>(documents::USERS_PATH, |user| {
            count += u64::from(user.sid.is_some());
        });
        assert!(done.await.is_ok() && count == RECORDS, "{count} records");
    }

    async fn our_users(&self) {
        let (mut count, mut users) = (0, self.conversations.service(documents::SERVICE).users().list().stream());
        while let Ok(Some(user)) = users.try_next().await {
            count += u64::from(user.sid.is_some());
        }
        assert!(count == RECORDS, "{count} records");
    }

    async fn their_channels(&self) {
        let mut count = 0;
        let done = self.baseline.list::<baseline::UserChannelPage>(documents::CHANNELS_PATH, |channel| {
            count += u64::from(channel.channel_sid.is_some());
        });
        assert!(done.await.is_ok() && count == RECORDS, "{count} records");
    }

    async fn our_channels(&self) {
        let user = self.chat.service(documents::SERVICE).user("alice");
        let (mut count, mut channels) = (0, user.channels().list().stream());
        while let Ok(Some(channel)) = channels.try_next().await {
            count += u64::from(channel.channel_sid.is_some());
        }
        assert!(count == RECORDS, "{count} records");
    }
}

/// In a process of its own: reads a list and says how large the process got.
fn peak(list: &str, side: &str, base: &str) -> Result<(), Failure> {
    let (runtime, sides) = (runtime()?, Sides::new(base)?);
    match (list, side) {
        ("users", "baseline") => runtime.block_on(sides.their_users()),
        ("users", _) => runtime.block_on(sides.our_users()),
        (_, "baseline") => runtime.block_on(sides.their_channels()),
        _ => runtime.block_on(sides.our_channels()),
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    harness::line(peak.trim().trim_end_matches(" kB"));
    Ok(())
}

/// The median of five processes.
fn measured(list: &str, side: &str, base: &str) -> Result<u64, Failure> {
    let mut found = Vec::new();
    for _ in 0..5 {
        let output = Command::new(std::env::current_exe()?).args(["peak", list, side, base]).output()?;
        found.push(String::from_utf8_lossy(&output.stdout).trim().parse::<u64>()?);
    }
    found.sort_unstable();
    Ok(found[2])
}
