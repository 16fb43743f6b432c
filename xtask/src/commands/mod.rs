//! What `cargo xtask` offers: arguments and a [`Shell`] enter, an [`Exit`] leaves.
//!
//! Commands read files, call the pipeline and show what came of it; they decide nothing about the generated code.
//! Exit codes: 0 done or fresh, 1 something is wrong with an input or the disk, 2 usage, 3 generated files are stale, 4 a document
//! was generated without some of its operations, 5 a change breaks users.

mod accept;
mod arguments;
mod bench;
mod codegen;
mod documents;
mod exit;
mod explain;
mod footprint;
mod release;
mod run_product;
mod shell;
mod spec_diff;

use std::path::{Path, PathBuf};

pub use accept::SNAPSHOT_TARGETS;
pub use arguments::{BenchArgs, Cli, CodegenArgs, Command, FootprintArgs, Format, ReleaseArgs, SpecDiffArgs};
pub use exit::Exit;
pub use shell::Shell;

/// Runs a command. `root` is the workspace's folder.
pub fn run(cli: &Cli, root: &Path, shell: &mut Shell<'_>) -> Exit {
    match &cli.command {
        Command::Codegen(args) if args.explain.is_some() => explain::run(args, root, shell),
        Command::Codegen(args) => match &args.out {
            Some(out) => documents::run(args, out, root, shell),
            None => codegen::run(args, root, shell),
        },
        Command::Accept => accept::run(root, shell),
        Command::Bench(args) => bench::run(args, root, shell),
        Command::Footprint(args) => footprint::run(args, root, shell),
        Command::Release(args) => release::run(args, root, shell),
        Command::SpecDiff(args) => spec_diff::run(args, root, shell),
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
