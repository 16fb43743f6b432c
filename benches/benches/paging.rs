//! 20,000 records of a list on loopback: time, time on the processor, and peak memory.
//!
//! Each side has a process of its own: in one process the pages that one side gives back to the system, or doesn't, change what the other one's
//! next page costs, by a third.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use tokio::runtime::{Builder, Runtime};
use twilio_benches::harness::Half;
use twilio_benches::{baseline, documents, harness, ours, server};

type Failure = Box<dyn std::error::Error>;

const RECORDS: u64 = server::PAGES * documents::PAGE;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "side").map(|at| &arguments[at + 1..]) {
        Some([list, side, base, ..]) => return be_a_side(list, side, base),
        _ if arguments.iter().any(|argument| argument == "serve") => return server::serve(),
        _ => {}
    }
    let server = server::Server::start()?;
    // Whole lists are long: half of the pairs are enough, and never fewer than nine.
    let pairs = (harness::pairs() / 2).max(9);
    let mut peaks = Vec::new();
    harness::head("20,000 records, each");
    for (list, title) in [("users", "Conversations, users of a service"), ("channels", "Chat, channels of a user")] {
        let (mut theirs, mut ours) =
            (Side::start(list, "baseline", &server.base)?, Side::start(list, "ours", &server.base)?);
        let row = harness::turns(RECORDS, pairs, &mut || theirs.read(), &mut || ours.read());
        harness::row(title, &row);
        peaks.push((title, peak(list, "baseline", &server.base)?, peak(list, "ours", &server.base)?));
    }
    harness::line("\n| peak memory of a process that reads 20,000 records once | baseline | ours | ours / baseline |");
    harness::line("|---|---|---|---|");
    for (title, theirs, ours) in peaks {
        harness::line(&format!("| {title} | {theirs} KiB | {ours} KiB | {:.3} |", ours as f64 / theirs as f64));
    }
    Ok(())
}

/// The process of one side: reads the list once for every line it is sent.
struct Side {
    child: Child,
    orders: Option<ChildStdin>,
    reports: BufReader<ChildStdout>,
    peak: u64,
}

impl Side {
    fn start(list: &str, side: &str, base: &str) -> Result<Side, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child =
            command.args(["side", list, side, base]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let reports = BufReader::new(child.stdout.take().ok_or("the side has no output")?);
        Ok(Side { orders: child.stdin.take(), child, reports, peak: 0 })
    }

    /// A side that failed says so in numbers that are none, which no ratio survives.
    fn read(&mut self) -> Half {
        let sent = self.orders.as_mut().map(|orders| orders.write_all(b"\n"));
        let mut report = String::new();
        let _ = self.reports.read_line(&mut report);
        let mut numbers = report.split_whitespace().map(|number| number.parse().unwrap_or(f64::NAN));
        let mut number = || numbers.next().filter(|_| sent.is_some()).unwrap_or(f64::NAN);
        let half = Half { wall: number(), cpu: number() };
        self.peak = number() as u64;
        half
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        drop(self.orders.take());
        let _ = self.child.wait();
    }
}

/// The median of five processes that read the list once.
fn peak(list: &str, side: &str, base: &str) -> Result<u64, Failure> {
    let mut found = Vec::new();
    for _ in 0..5 {
        let mut side = Side::start(list, side, base)?;
        side.read();
        found.push(side.peak);
    }
    found.sort_unstable();
    Ok(found[2])
}

fn be_a_side(list: &str, side: &str, base: &str) -> Result<(), Failure> {
    let (runtime, sides) = (Builder::new_current_thread().enable_all().build()?, Sides::new(base)?);
    for order in std::io::stdin().lines() {
        order?;
        let half = harness::half(&mut || sides.read(&runtime, list, side));
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
        harness::line(&format!("{} {} {}", half.wall, half.cpu, peak.trim().trim_end_matches(" kB")));
    }
    Ok(())
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

    fn read(&self, runtime: &Runtime, list: &str, side: &str) {
        let count = match (list, side) {
            ("users", "baseline") => runtime.block_on(self.their_users()),
            ("users", _) => runtime.block_on(self.our_users()),
            (_, "baseline") => runtime.block_on(self.their_channels()),
            _ => runtime.block_on(self.our_channels()),
        };
        assert_eq!(count, RECORDS, "a list ended early");
    }

    async fn their_users(&self) -> u64 {
        let mut count = 0;
        let done = self.baseline.list::<baseline::ServiceUserPage>(documents::USERS_PATH, |user| {
            count += u64::from(user.sid.is_some());
        });
        if done.await.is_ok() { count } else { 0 }
    }

    async fn our_users(&self) -> u64 {
        let (mut count, mut users) = (0, self.conversations.service(documents::SERVICE).users().list().stream());
        while let Ok(Some(user)) = users.try_next().await {
            count += u64::from(user.sid.is_some());
        }
        count
    }

    async fn their_channels(&self) -> u64 {
        let mut count = 0;
        let done = self.baseline.list::<baseline::UserChannelPage>(documents::CHANNELS_PATH, |channel| {
            count += u64::from(channel.channel_sid.is_some());
        });
        if done.await.is_ok() { count } else { 0 }
    }

    async fn our_channels(&self) -> u64 {
        let user = self.chat.service(documents::SERVICE).user("alice");
        let (mut count, mut channels) = (0, user.channels().list().stream());
        while let Ok(Some(channel)) = channels.try_next().await {
            count += u64::from(channel.channel_sid.is_some());
        }
        count
    }
}
