//! `cargo xtask accept`: runs the snapshot tests, shows what changed and accepts it. Needs no installed tool.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use similar::TextDiff;

use super::{Exit, Shell};

/// The test targets of `twilio-tests` that hold snapshots.
pub const SNAPSHOT_TARGETS: &[&str] = &["diagnostics", "drift", "generator", "snapshots"];

/// Lines of one diff that are shown.
const SHOWN: usize = 60;

pub(super) fn run(root: &Path, shell: &mut Shell<'_>) -> Exit {
    shell.status("Running", &format!("tests {}", SNAPSHOT_TARGETS.join(", ")));
    if let Err(problem) = run_tests(root) {
        shell
            .error(&problem, "run `cargo test -p twilio-tests`: a test fails that is no snapshot, or does not compile");
        return Exit::Errors;
    }
    accept(root, &root.join("tests"), shell)
}

/// Runs the tests so that every snapshot that differs is written beside the old one and no test stops at it.
fn run_tests(root: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(root)
        .args(["test", "--quiet", "--package", "twilio-tests"])
        .env("INSTA_UPDATE", "new")
        .env("INSTA_FORCE_PASS", "1");
    for target in SNAPSHOT_TARGETS {
        command.args(["--test", target]);
    }
    let status = command.status().map_err(|error| format!("cannot run cargo: {error}"))?;
    match status.success() {
        true => Ok(()),
        false => Err("the snapshot tests do not run to their end".to_owned()),
    }
}

/// Accepts every pending snapshot below a folder.
pub(super) fn accept(root: &Path, folder: &Path, shell: &mut Shell<'_>) -> Exit {
    let mut pending = Vec::new();
    if let Err(error) = find(folder, &mut pending) {
        shell.error(&format!("cannot list `{}`: {error}", folder.display()), "run the command inside the workspace");
        return Exit::Errors;
    }
    pending.sort();
    for new in &pending {
        let old = new.with_extension("");
        if let Err(error) = accept_one(root, new, &old, shell) {
            shell.error(
                &format!("cannot accept `{}`: {error}", new.display()),
                "look at the file, then run the command again",
            );
            return Exit::Errors;
        }
    }
    match pending.len() {
        0 => shell.status("Finished", "no snapshot changed"),
        1 => shell.status("Finished", "1 snapshot accepted; commit it if you can say why each line changed"),
        count => shell.status(
            "Finished",
            &format!("{count} snapshots accepted; commit them if you can say why each line changed"),
        ),
    }
    Exit::Fresh
}

fn accept_one(root: &Path, new: &Path, old: &Path, shell: &mut Shell<'_>) -> io::Result<()> {
    let before = match fs::read_to_string(old) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let after = without_volatile_header(&fs::read_to_string(new)?);
    let name = old.strip_prefix(root).unwrap_or(old).display().to_string();
    if before.is_empty() {
        let lines = after.lines().count();
        shell.status("Added", &format!("{name} ({lines} lines)"));
    } else {
        shell.status("Changed", &name);
        show_diff(&before, &after, shell);
    }
    fs::write(new, after)?;
    fs::rename(new, old)
}

/// insta notes the line of the assertion in pending snapshots only; a moved line is no change of the snapshot.
fn without_volatile_header(text: &str) -> String {
    let Some(rest) = text.strip_prefix("---\n") else {
        return text.to_owned();
    };
    let Some((header, body)) = rest.split_once("\n---\n") else {
        return text.to_owned();
    };
    let kept: Vec<&str> = header.lines().filter(|line| !line.starts_with("assertion_line:")).collect();
    format!("---\n{}\n---\n{body}", kept.join("\n"))
}

fn show_diff(before: &str, after: &str, shell: &mut Shell<'_>) {
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(1).to_string();
    let lines: Vec<&str> = text.lines().collect();
    for line in lines.iter().take(SHOWN) {
        shell.line(line);
    }
    if lines.len() > SHOWN {
        let more = lines.len() - SHOWN;
        shell.line(&format!("    {more} more lines; `git diff` shows them"));
    }
}

fn find(folder: &Path, pending: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() && entry.file_name() != "target" {
            find(&path, pending)?;
        } else if kind.is_file() && path.to_string_lossy().ends_with(".snap.new") {
            pending.push(path);
        }
    }
    Ok(())
}
