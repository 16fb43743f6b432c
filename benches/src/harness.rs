//! Two sides in turns: time, time on the processor, and the ratio with its spread.
//!
//! In: a pair of closures that do the same work. Out: a [`Row`]. Invariants: a pair's halves run next to each other and
//! change places every time; at least nine pairs; a ratio is the median of the pairs' ratios, never a ratio of medians.

use std::fmt;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// How long one half of a pair should take.
const SAMPLE: Duration = Duration::from_millis(5);

/// How many pairs are run: 31, or what `BENCH_PAIRS` says, never fewer than nine.
pub fn pairs() -> usize {
    std::env::var("BENCH_PAIRS").ok().and_then(|text| text.parse().ok()).unwrap_or(31).max(9)
}

/// Middle and quartiles.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Spread {
        values.sort_by(f64::total_cmp);
        let at =
            |quarter: usize| values.get((values.len().saturating_sub(1)) * quarter / 4).copied().unwrap_or(f64::NAN);
        Spread { median: at(2), low: at(1), high: at(3) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({:.3} to {:.3})", self.median, self.low, self.high)
    }
}

/// One comparison: nanoseconds per unit of either side, and ours through the baseline's.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub baseline_wall: f64,
    pub ours_wall: f64,
    pub baseline_cpu: f64,
    pub ours_cpu: f64,
    pub wall: Spread,
    pub cpu: Spread,
}

/// One half of a pair, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Half {
    pub wall: f64,
    pub cpu: f64,
}

/// Measures a piece of work in this process.
pub fn half(work: &mut dyn FnMut()) -> Half {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    work();
    Half { wall: wall.elapsed().as_secs_f64(), cpu: cpu.elapsed().as_secs_f64() }
}

/// Keeps this thread, and those that it starts, on one core; where the system doesn't let it, it goes on hopping.
pub fn keep_to_core(number: usize) {
    let core = core_affinity::get_core_ids().and_then(|cores| cores.get(number).copied());
    let _kept = core.is_some_and(core_affinity::set_for_current);
}

/// Runs whole samples in turns; each is `units` units of work.
pub fn samples(units: u64, pairs: usize, baseline: &mut dyn FnMut(), ours: &mut dyn FnMut()) -> Row {
    turns(units, pairs, &mut || half(baseline), &mut || half(ours))
}

/// Takes turns between two sides that measure themselves, each in a process of its own perhaps.
pub fn turns(units: u64, pairs: usize, baseline: &mut dyn FnMut() -> Half, ours: &mut dyn FnMut() -> Half) -> Row {
    // One of each first: connections, caches, the allocator's arenas.
    baseline();
    ours();
    let found: Vec<(Half, Half)> = (0..pairs)
        .map(|pair| {
            if pair % 2 == 0 {
                let theirs = baseline();
                (theirs, ours())
            } else {
                let our = ours();
                (baseline(), our)
            }
        })
        .collect();
    let ratio = |of: fn(&Half) -> f64| Spread::of(found.iter().map(|(theirs, our)| of(our) / of(theirs)).collect());
    let each =
        |of: &dyn Fn(&(Half, Half)) -> f64| Spread::of(found.iter().map(of).collect()).median * 1e9 / units as f64;
    Row {
        baseline_wall: each(&|pair| pair.0.wall),
        ours_wall: each(&|pair| pair.1.wall),
        baseline_cpu: each(&|pair| pair.0.cpu),
        ours_cpu: each(&|pair| pair.1.cpu),
        wall: ratio(|half| half.wall),
        cpu: ratio(|half| half.cpu),
    }
}

/// Compares two small pieces of work, repeated until a sample is long enough to be measured.
pub fn compare<A, B>(mut baseline: impl FnMut() -> A, mut ours: impl FnMut() -> B) -> Row {
    let mut repeats: u64 = 1;
    loop {
        let taken = half(&mut || (0..repeats).for_each(|_| drop(black_box(baseline()))));
        if taken.wall >= SAMPLE.as_secs_f64() {
            break;
        }
        repeats *= 2;
    }
    samples(repeats, pairs(), &mut || (0..repeats).for_each(|_| drop(black_box(baseline()))), &mut || {
        (0..repeats).for_each(|_| drop(black_box(ours())))
    })
}

/// Writes a line of a report; a closed pipe is no reason to stop measuring.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// The head of a table of [`row`]s.
pub fn head(what: &str) {
    line(&format!("\n| {what} | baseline | ours | time, ours / baseline | processor, ours / baseline |"));
    line("|---|---|---|---|---|");
}

/// A line of the table; `unit` is what one of the times is for.
pub fn row(name: &str, row: &Row) {
    line(&format!(
        "| {name} | {} | {} | {} | {} |",
        nanoseconds(row.baseline_wall),
        nanoseconds(row.ours_wall),
        row.wall,
        row.cpu
    ));
}

/// A time to read.
pub fn nanoseconds(value: f64) -> String {
    match value {
        v if v < 1e3 => format!("{v:.1} ns"),
        v if v < 1e6 => format!("{:.2} µs", v / 1e3),
        v => format!("{:.2} ms", v / 1e6),
    }
}
