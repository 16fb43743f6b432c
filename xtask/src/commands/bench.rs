//! `cargo xtask bench`: the benches, beside the client written by hand.

use std::path::Path;
use std::process::Command;

use super::{BenchArgs, Exit, Shell};

pub(super) fn run(args: &BenchArgs, root: &Path, shell: &mut Shell<'_>) -> Exit {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["bench", "--quiet", "--package", "twilio-benches"]).current_dir(root);
    for target in &args.target {
        command.args(["--bench", target]);
    }
    if args.target.is_empty() {
        command.arg("--benches");
    }
    if let Some(pairs) = args.pairs {
        command.env("BENCH_PAIRS", pairs.to_string());
    }
    match command.status() {
        Ok(status) if status.success() => Exit::Fresh,
        Ok(_) => Exit::Errors,
        Err(error) => {
            shell.error(&format!("cannot start cargo: {error}"), "is it in the PATH?");
            Exit::Errors
        }
    }
}
