//! The program under load: fetches and lists a second, memory, its start, and writes a second with `--data`.
//!
//! The program has one core to itself and the load comes from another one: from wrk where it
//! is installed (Debian's package `wrk`), else from this program. `BENCH_SECONDS` is the length of one run (2), `BENCH_RUNS`
//! their number (5). Other programs on the machine take time away, so requests are also counted for each second that the
//! program was on its core.

#![allow(clippy::print_stdout, reason = "it reports")]

mod load;
mod program;

use std::time::Duration;

use load::{Load, Target};
use program::{Built, Program};

type Failure = Box<dyn std::error::Error>;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() -> Result<(), Failure> {
    // `cargo test --benches` only wants to know that it starts.
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    let built = Built::new()?;
    let folder = tempfile::tempdir()?;
    let records = folder.path().join("records.json");
    let runs = setting("BENCH_RUNS", 5);
    let load = Load::new(Duration::from_secs(setting("BENCH_SECONDS", 2)))?;
    println!("load from {}; medians of {runs} runs; load of the machine {}", load.name(), program::load_average());

    let starts = (0..11)
        .map(|_| Ok(Program::start(&built, &[])?.started.as_secs_f64() * 1e3))
        .collect::<Result<_, Failure>>()?;
    report("start, ms", median(starts), "< 50", None);

    std::fs::write(&records, program::conversations(10_000))?;
    let program = Program::start(&built, &["--records".as_ref(), records.as_os_str()])?;
    let one = "/conversations-v1/v1/Conversations/talk-5000";
    let many = "/conversations-v1/v1/Conversations?PageSize=50";
    for (name, target, wanted) in [
        ("fetches a second, 10,000 records", Target::Get(one), ">= 30,000"),
        ("lists of 50 a second, 10,000 records", Target::Get(many), ">= 8,000"),
    ] {
        measure(name, &load, &program, target, runs, wanted)?;
    }
    drop(program);

    let program = Program::start(&built, &[])?;
    load.count(program.address, Target::Create, 100_000)?;
    report("memory, MB, 100,000 records made by requests", program.memory()?, "< 150", None);
    drop(program);

    let data = folder.path().join("data.redb");
    let program = Program::start(&built, &["--data".as_ref(), data.as_os_str()])?;
    measure("creations a second with --data", &load.own(), &program, Target::Create, runs, "")?;
    Ok(())
}

/// Runs a load several times and reports the medians.
fn measure(name: &str, load: &Load, program: &Program, target: Target, runs: u64, wanted: &str) -> Result<(), Failure> {
    let (mut rates, mut by_core) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let before = program.cpu()?;
        let (requests, elapsed) = load.run(program.address, target)?;
        let used = program.cpu()? - before;
        rates.push(requests as f64 / elapsed.as_secs_f64());
        by_core.push(requests as f64 / used);
    }
    report(name, median(rates), wanted, Some(median(by_core)));
    Ok(())
}

fn report(name: &str, value: f64, wanted: &str, by_core: Option<f64>) {
    let digits = if value < 100.0 { 1 } else { 0 };
    let by_core = by_core.map(|rate| format!("; {rate:.0} for each second on its core")).unwrap_or_default();
    let wanted = if wanted.is_empty() { String::new() } else { format!(" (wanted: {wanted})") };
    println!("{name}: {value:.digits$}{wanted}{by_core}");
}
