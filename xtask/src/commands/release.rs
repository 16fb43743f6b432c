//! `cargo xtask release`: checks every published crate, packages them in order, and publishes them unless it is a dry run.

use std::path::Path;
use std::process::Command;

use super::{CodegenArgs, Exit, ReleaseArgs, Shell, codegen};
use crate::release::checks::LICENCES;
use crate::release::packages::{Package, published};
use crate::release::{Problem, changelog, checks};

pub(super) fn run(args: &ReleaseArgs, root: &Path, shell: &mut Shell<'_>) -> Exit {
    match walk(args, root, shell) {
        Ok(exit) => exit,
        Err(problem) => {
            shell.error(&problem, "correct it and run the command again; nothing was published");
            Exit::Errors
        }
    }
}

fn walk(args: &ReleaseArgs, root: &Path, shell: &mut Shell<'_>) -> Result<Exit, String> {
    let packages = published(&output(root, &cargo(), &["metadata", "--no-deps", "--format-version", "1"])?)?;
    let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    shell.status("Releasing", &format!("{}, in this order", names.join(", ")));
    let problems = find_problems(args, root, &packages);
    for problem in &problems {
        shell.error(&format!("{}: {}", problem.place, problem.problem), &problem.help);
    }
    shell.status("Checked", &format!("metadata, licences, features and changelog: {} problems", problems.len()));
    let check = CodegenArgs { check: true, ..CodegenArgs::default() };
    let generated = codegen::run(&check, root, shell);
    if !problems.is_empty() || generated != Exit::Fresh {
        return Ok(if problems.is_empty() { generated } else { Exit::Errors });
    }
    package(args, root, &names, shell)?;
    for package in &packages {
        contents(root, package, shell)?;
    }
    if args.dry_run {
        shell.status("Finished", "the dry run: nothing was published");
        return Ok(Exit::Fresh);
    }
    cargo_for_all(root, "publish", &[], &names)?;
    shell.status("Published", &names.join(", "));
    Ok(Exit::Fresh)
}

fn find_problems(args: &ReleaseArgs, root: &Path, packages: &[Package]) -> Vec<Problem> {
    let git = |arguments: &[&str]| output(root, "git", arguments).unwrap_or_default();
    let remotes = git(&["remote", "--verbose"]);
    let remotes: Vec<String> =
        remotes.lines().filter_map(|line| Some(line.split_whitespace().nth(1)?.to_owned())).collect();
    let mut problems: Vec<Problem> =
        packages.iter().flat_map(|package| checks::problems(root, package, &remotes)).collect();
    let text = std::fs::read_to_string(root.join(changelog::CHANGELOG)).unwrap_or_default();
    let mut versions: Vec<&str> = packages.iter().map(|package| package.version.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    for version in versions {
        problems.extend(changelog::problems(&text, version, args.dry_run));
    }
    let changed = git(&["status", "--porcelain"]);
    if !args.dry_run && !changed.trim().is_empty() {
        let first = changed.lines().next().unwrap_or_default().trim();
        let problem = format!("{} files are not committed", changed.lines().count());
        problems.push(Problem::new(first, problem, "commit or remove them: a release is made of a commit"));
    }
    problems
}

/// Packages all crates at once: cargo then takes each dependency from the package made before, not from the registry.
fn package(args: &ReleaseArgs, root: &Path, names: &[&str], shell: &mut Shell<'_>) -> Result<(), String> {
    let mut options = Vec::new();
    if args.dry_run {
        options.push("--allow-dirty");
    }
    if args.no_verify {
        options.push("--no-verify");
    }
    shell.status("Packaging", &format!("{} crates with `cargo package {}`", names.len(), options.join(" ")));
    cargo_for_all(root, "package", &options, names)
}

fn cargo_for_all(root: &Path, command: &str, options: &[&str], names: &[&str]) -> Result<(), String> {
    let mut arguments = vec![command, "--quiet"];
    arguments.extend(options);
    for name in names {
        arguments.extend(["--package", name]);
    }
    output(root, &cargo(), &arguments).map(drop)
}

/// What the package of a crate holds: the licences and the README must be in it.
fn contents(root: &Path, package: &Package, shell: &mut Shell<'_>) -> Result<(), String> {
    let arguments = ["package", "--quiet", "--list", "--allow-dirty", "--package", &package.name];
    let listed = output(root, &cargo(), &arguments)?;
    let files: Vec<&str> = listed.lines().collect();
    for needed in LICENCES.iter().chain(&["README.md"]) {
        if !files.contains(needed) {
            return Err(format!("the package of {} has no {needed}", package.name));
        }
    }
    shell.line(&format!("{} {}: {} files", package.name, package.version, files.len()));
    Ok(())
}

fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Runs a program in the workspace's folder; the error has the last lines of what it complained of.
fn output(root: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
    let doing = format!("`{program} {}`", arguments.join(" "));
    let output = Command::new(program).args(arguments).current_dir(root).output();
    let output = output.map_err(|error| format!("cannot run {doing}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = complaint.lines().collect();
    Err(format!("{doing} failed:\n{}", lines[lines.len().saturating_sub(40)..].join("\n")))
}
