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

/// Two packages, compiled in turns.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Ours, in seconds.
    pub ours: f64,
    /// Raw progenitor's.
    pub raw: f64,
    /// Ours through theirs.
    pub ratio: Spread,
}

/// Compiles both packages `turns` times, one after the other.
pub fn pair(workshop: &Workshop, mode: Mode, ours: &str, raw: &str, turns: usize) -> Result<Pair, FootprintError> {
    let (ours, raw) = (command_of(workshop, mode, ours)?, command_of(workshop, mode, raw)?);
    let (mut our_times, mut raw_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..turns {
        let (our, theirs) = (seconds(workshop, &ours)?, seconds(workshop, &raw)?);
        our_times.push(our);
        raw_times.push(theirs);
        ratios.push(our / theirs);
    }
    Ok(Pair { ours: Spread::of(our_times).median, raw: Spread::of(raw_times).median, ratio: Spread::of(ratios) })
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

fn seconds(workshop: &Workshop, command: &str) -> Result<f64, FootprintError> {
    let began = Instant::now();
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(&workshop.dir).stdout(Stdio::null()).stderr(Stdio::null());
    let status = shell.status().map_err(|error| FootprintError::new("running rustc by itself", error))?;
    match status.success() {
        true => Ok(began.elapsed().as_secs_f64()),
        false => Err(FootprintError::new("running rustc by itself", format!("`{command}` failed"))),
    }
}
