//! `cargo xtask`: regenerates the product crates, shows what would change, accepts snapshots.
//!
//! Start with `cargo xtask codegen`; `--help` lists the rest. The commands live in the library, where tests reach them;
//! here only arguments, streams and the exit code are connected.

use std::io::{IsTerminal, stderr, stdout};
use std::process::ExitCode;

use clap::Parser;
use xtask::codegen::render::Colour;
use xtask::commands::{Cli, Shell, run, workspace_root};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (mut out, mut err) = (stdout(), stderr());
    let plain = std::env::var_os("NO_COLOR").is_some();
    let colour = |is_terminal: bool| match is_terminal && !plain {
        true => Colour::Always,
        false => Colour::Never,
    };
    let (out_colour, err_colour) = (colour(out.is_terminal()), colour(err.is_terminal()));
    let is_terminal = stderr().is_terminal();
    let mut shell = Shell::new(&mut out, &mut err).with_colours(out_colour, err_colour).with_times();
    if is_terminal {
        shell = shell.with_progress();
    }
    run(&cli, &workspace_root(), &mut shell).into()
}
