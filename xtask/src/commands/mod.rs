//! What `cargo xtask` offers: arguments and a [`Shell`] enter, an [`Exit`] leaves.
//!
//! Commands read files, call the pipeline and show what came of it; they decide nothing about the generated code.
//! Exit codes: 0 done or fresh, 1 something is wrong with an input or the disk, 2 usage, 3 generated files are stale.

mod accept;
mod bench;
mod codegen;
mod document;
mod explain;
mod footprint;
mod run_product;
mod shell;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

pub use accept::SNAPSHOT_TARGETS;
pub use shell::Shell;

/// Tasks of the workspace.
#[derive(Clone, Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Reads arguments, the program's name not among them; the error is what `--help` or a mistake prints.
    pub fn from_arguments(arguments: &[&str]) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("xtask").chain(arguments.iter().copied()))
    }
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Regenerate crates from their documents. Exit codes: 0 fresh, 1 errors, 2 usage, 3 stale.
    Codegen(CodegenArgs),
    /// Run the snapshot tests, show what changed and accept it.
    Accept,
    /// Run the benches, each beside a client written by hand.
    Bench(BenchArgs),
    /// Count what was generated, beside raw progenitor, into docs/footprint.md. Exit codes: 0 fresh, 1 errors, 2 usage, 3 stale.
    Footprint(FootprintArgs),
}

/// The arguments of `bench`.
#[derive(Clone, Debug, Default, Args)]
pub struct BenchArgs {
    /// Only this target, such as `decode`; may be given several times.
    #[arg(value_name = "TARGET")]
    pub target: Vec<String>,
    /// How many pairs are run; never fewer than nine.
    #[arg(long, value_name = "N")]
    pub pairs: Option<usize>,
}

/// The arguments of `footprint`.
#[derive(Clone, Debug, Default, Args)]
pub struct FootprintArgs {
    /// Write nothing; exit with 3 if the counted table is out of date.
    #[arg(long, conflicts_with = "measure")]
    pub check: bool,
    /// Compile and measure too. Takes minutes, and wants a machine that has nothing else to do.
    #[arg(long)]
    pub measure: bool,
    /// How often each crate is compiled; never less than three times.
    #[arg(long, value_name = "N", default_value_t = 9, requires = "measure")]
    pub turns: usize,
}

/// The arguments of `codegen`.
#[derive(Clone, Debug, Default, Args)]
pub struct CodegenArgs {
    /// Write nothing; list every stale, hand-edited, missing or orphaned file and exit with 3 if there is one.
    #[arg(long, conflicts_with = "diff")]
    pub check: bool,
    /// Write nothing; show in full what would change.
    #[arg(long)]
    pub diff: bool,
    /// Only this product (a table of spec/products.toml); may be given several times.
    #[arg(long, value_name = "P")]
    pub product: Vec<String>,
    /// Generate a whole crate from another document, with the overrides of --product if that is given.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub spec: Option<PathBuf>,
    /// Where the crate of --spec goes.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out: Option<PathBuf>,
    /// Say why a normalise pass exists and what it matched.
    #[arg(long, value_name = "PASS", conflicts_with_all = ["check", "diff", "out"])]
    pub explain: Option<String>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, or nothing to do.
    Fresh,
    /// Generated files differ from what the documents give.
    Stale,
    /// The arguments make no sense.
    Usage,
    /// Something is wrong with an input or the disk.
    Errors,
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fresh => 0,
            Exit::Errors => 1,
            Exit::Usage => 2,
            Exit::Stale => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

/// Runs a command. `root` is the workspace's folder.
pub fn run(cli: &Cli, root: &Path, shell: &mut Shell<'_>) -> Exit {
    match &cli.command {
        Command::Codegen(args) if args.explain.is_some() => explain::run(args, root, shell),
        Command::Codegen(args) => match (&args.spec, &args.out) {
            (Some(spec), Some(out)) => document::run(args, spec, out, root, shell),
            _ => codegen::run(args, root, shell),
        },
        Command::Accept => accept::run(root, shell),
        Command::Bench(args) => bench::run(args, root, shell),
        Command::Footprint(args) => footprint::run(args, root, shell),
    }
}

/// The workspace's folder: the parent of this crate's, as cargo tells it, or as it was when this was compiled.
pub fn workspace_root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|dir| dir.ends_with("xtask"))
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest.parent().map_or(manifest.clone(), Path::to_owned)
}

#[cfg(test)]
mod tests;
