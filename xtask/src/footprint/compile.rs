//! How long rustc takes for one crate whose dependencies are built already.
//!
//! In: a package of the workshop and how it is built. Out: seconds. cargo says which command it runs; that command is then run again by itself, so
//! that nothing but the compiler is timed. Two packages are timed in turns.

use std::process::{Command, Stdio};
use std::time::Instant;

use super::workshop::Workshop;
use super::{FootprintError, cargo};

/// How a crate is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `cargo check`
    Check,
    /// `cargo build`
    Build,
    /// `cargo build --release`
    Release,
}

impl Mode {
    /// All of them.
    pub const ALL: [Mode; 3] = [Mode::Check, Mode::Build, Mode::Release];

    /// What the table calls it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Mode::Check => "check",
            Mode::Build => "build",
            Mode::Release => "release",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Mode::Check => &["check"],
            Mode::Build => &["build"],
            Mode::Release => &["build", "--release"],
        }
    }
}

/// Middle, smallest and largest of some numbers.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Spread {
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        Spread { median: at(values.len() / 2), least: at(0), most: at(values.len().saturating_sub(1)) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3} ({:.3} to {:.3})", self.median, self.least, self.most)
    }
}

/// Two packages, compiled in turns.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Ours, in seconds.
    pub ours: f64,
    /// Raw progenitor's.
    pub raw: f64,
    /// Ours through theirs.
    pub ratio: Spread,
    /// The same ratio of the compiler's time on the processor, which other programs disturb less; none where the system doesn't tell.
    pub processor: Option<Spread>,
}

#[derive(Clone, Copy, Debug)]
struct Taken {
    wall: f64,
    processor: f64,
}

/// Compiles both packages `turns` times, one after the other.
pub fn pair(workshop: &Workshop, mode: Mode, ours: &str, raw: &str, turns: usize) -> Result<Pair, FootprintError> {
    let (ours, raw) = (command_of(workshop, mode, ours)?, command_of(workshop, mode, raw)?);
    let mut taken = Vec::new();
    for _ in 0..turns {
        taken.push((run(workshop, &ours)?, run(workshop, &raw)?));
    }
    let each = |of: &dyn Fn(&(Taken, Taken)) -> f64| Spread::of(taken.iter().map(of).collect());
    let told = taken.iter().all(|(_, raw)| raw.processor > 0.0);
    Ok(Pair {
        ours: each(&|pair| pair.0.wall).median,
        raw: each(&|pair| pair.1.wall).median,
        ratio: each(&|pair| pair.0.wall / pair.1.wall),
        processor: told.then(|| each(&|pair| pair.0.processor / pair.1.processor)),
    })
}

/// The compiler's command for a package, after everything it needs was built.
fn command_of(workshop: &Workshop, mode: Mode, package: &str) -> Result<String, FootprintError> {
    let target = Some(workshop.target.as_path());
    let mut build = mode.arguments().to_vec();
    build.extend(["--package", package]);
    cargo::run(&workshop.dir, target, &build)?;
    let mut clean = vec!["clean", "--package", package];
    clean.extend((mode == Mode::Release).then_some("--release"));
    cargo::run(&workshop.dir, target, &clean)?;
    build.push("-vv");
    let output = cargo::run(&workshop.dir, target, &build)?;
    let told = String::from_utf8_lossy(&output.stderr);
    let name = format!("--crate-name {} ", package.replace('-', "_"));
    let command = told.lines().find_map(|line| {
        let command = line.trim().strip_prefix("Running `")?.strip_suffix('`')?;
        command.contains(&name).then(|| command.to_owned())
    });
    command.ok_or_else(|| FootprintError::new(format!("compiling {package}"), "cargo did not say how it calls rustc"))
}

fn run(workshop: &Workshop, command: &str) -> Result<Taken, FootprintError> {
    let (began, before) = (Instant::now(), children());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(&workshop.dir).stdout(Stdio::null()).stderr(Stdio::null());
    let status = shell.status().map_err(|error| FootprintError::new("running rustc by itself", error))?;
    match status.success() {
        true => Ok(Taken { wall: began.elapsed().as_secs_f64(), processor: children() - before }),
        false => Err(FootprintError::new("running rustc by itself", format!("`{command}` failed"))),
    }
}

/// What our children took of the processor so far, in ticks; 0 where there is no `/proc`.
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // proc(5): fields 16 and 17; the second field is a name in parentheses, which may hold spaces.
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum()
}
