//! The command line of `cargo xtask`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Regenerate crates from their documents. Exit codes: 0 fresh, 1 errors, 2 usage, 3 stale, 4 without some operations.
    Codegen(CodegenArgs),
    /// Run the snapshot tests, show what changed and accept it.
    Accept,
    /// Run the benches, each beside a client written by hand.
    Bench(BenchArgs),
    /// Count what was generated, beside raw progenitor, into docs/footprint.md. Exit codes: 0 fresh, 1 errors, 2 usage, 3 stale.
    Footprint(FootprintArgs),
    /// Check and package every published crate in order, then publish them. Exit codes: 0 done, 1 problems, 2 usage, 3 stale.
    Release(ReleaseArgs),
    /// Show what changed between documents and whom it breaks. Exit codes: 0 nothing breaks, 1 errors, 2 usage, 5 something breaks.
    SpecDiff(SpecDiffArgs),
}

/// The arguments of `spec-diff`.
#[derive(Clone, Debug, Args)]
pub struct SpecDiffArgs {
    /// A file, a folder of documents, a git revision (its folder `spec/`), or `REVISION:FILE`.
    pub old: String,
    /// The same, for the documents that OLD is compared with.
    pub new: String,
    /// How the changes are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line for each change.
    Text,
    /// One object, for programs.
    Json,
    /// Tables, for a comment of a pull request.
    Markdown,
}

/// The arguments of `release`.
#[derive(Clone, Debug, Default, Args)]
pub struct ReleaseArgs {
    /// Do everything but publish. Uncommitted changes and a changelog without a date are no problem then.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not compile the packages.
    #[arg(long, requires = "dry_run")]
    pub no_verify: bool,
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
    /// Generate whole crates from other documents: files, or folders of YAML and JSON files. With the overrides of --product if that is given.
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "out")]
    pub spec: Vec<PathBuf>,
    /// Where the crate of --spec goes; for a folder or several files, the folder of the crates.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out: Option<PathBuf>,
    /// Depend on this version of twilio-core, such as `0.1`, instead of its folder.
    #[arg(long, value_name = "VERSION", requires = "out")]
    pub core_version: Option<String>,
    /// Say why a normalise pass exists and what it matched.
    #[arg(long, value_name = "PASS", conflicts_with_all = ["check", "diff", "out"])]
    pub explain: Option<String>,
}
