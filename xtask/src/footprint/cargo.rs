//! Calling cargo.
//!
//! In: a folder and arguments. Out: what it printed, or an error with the end of what it complained of. Incremental compilation is off in every
//! call, and so are wrappers of the compiler, which would time a cache.

use std::path::Path;
use std::process::{Command, Output};

use super::FootprintError;

/// Runs cargo and gives its output.
pub(super) fn run(dir: &Path, target: Option<&Path>, arguments: &[&str]) -> Result<Output, FootprintError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let doing = || format!("running `cargo {}` in {}", arguments.join(" "), dir.display());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(dir).env("CARGO_INCREMENTAL", "0").env("CARGO_TERM_COLOR", "never");
    for name in ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", target);
    }
    let output = command.output().map_err(|error| FootprintError::new(doing(), error))?;
    if output.status.success() {
        return Ok(output);
    }
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = complaint.lines().collect();
    Err(FootprintError::new(doing(), lines[lines.len().saturating_sub(40)..].join("\n")))
}

/// How many crates `package` needs, itself left out: those that are linked and those that run while it is built.
pub(super) fn dependencies(dir: &Path, package: &str) -> Result<usize, FootprintError> {
    tree(dir, package, "no-dev", &[]).map(|crates| crates.len())
}

/// The names of the crates that `package` needs by these edges and with these features, itself left out. One in two versions is there twice.
pub(super) fn tree(dir: &Path, package: &str, edges: &str, features: &[&str]) -> Result<Vec<String>, FootprintError> {
    // One platform for all, so that the number is the same wherever it is counted.
    let mut arguments = vec![
        "tree",
        "--package",
        package,
        "--edges",
        edges,
        "--prefix",
        "none",
        "--target",
        "x86_64-unknown-linux-gnu",
    ];
    arguments.extend(features);
    let output = run(dir, None, &arguments)?;
    let text = String::from_utf8_lossy(&output.stdout);
    // After name and version there are marks such as `(*)` and `(proc-macro)`.
    let mut crates: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, rest)| (name, rest.split(' ').next().unwrap_or_default()))
        .filter(|(name, _)| *name != package)
        .collect();
    crates.sort_unstable();
    crates.dedup();
    Ok(crates.into_iter().map(|(name, _)| name.to_owned()).collect())
}
