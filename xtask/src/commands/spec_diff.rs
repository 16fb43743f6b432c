//! `cargo xtask spec-diff OLD NEW`: what changed between documents, and whom it breaks.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::documents::key;
use super::{Exit, Format, Shell, SpecDiffArgs};
use crate::codegen::load::load_bytes;
use crate::spec_diff::compare::compare;
use crate::spec_diff::fact::{Breaks, Facts};
use crate::spec_diff::facts::facts;
use crate::spec_diff::report::{DocumentChanges, json, markdown, text};

/// The folder of the documents in a git revision.
const FOLDER: &str = "spec";

/// Documents by product: the name of the file, and its bytes.
type Documents = BTreeMap<String, (String, Vec<u8>)>;

pub(super) fn run(args: &SpecDiffArgs, root: &Path, shell: &mut Shell<'_>) -> Exit {
    let help = "give a file, a folder, a git revision, or `REVISION:spec/FILE.yaml`";
    let (old, new) = match (documents(&args.old, root), documents(&args.new, root)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            for problem in [old.err(), new.err()].into_iter().flatten() {
                shell.error(&problem, help);
            }
            return Exit::Usage;
        }
    };
    let mut changes = Vec::new();
    let mut failed = false;
    for (name, old, new) in pairs(old, new) {
        let (old, new) = (read(old.as_ref(), shell), read(new.as_ref(), shell));
        match (old, new) {
            (Some(old), Some(new)) => changes.push(DocumentChanges { document: name, changes: compare(&old, &new) }),
            _ => failed = true,
        }
    }
    let report = match args.format {
        Format::Text => text(&changes),
        Format::Json => json(&changes),
        Format::Markdown => markdown(&changes),
    };
    shell.line(report.trim_end());
    let is_breaking = changes.iter().any(|document| document.breaks() > Breaks::Nothing);
    match (failed, is_breaking) {
        (true, _) => Exit::Errors,
        (false, true) => Exit::Breaking,
        (false, false) => Exit::Fresh,
    }
}

type Pair = (String, Option<(String, Vec<u8>)>, Option<(String, Vec<u8>)>);

/// Documents of the same product. Two single documents belong together whatever their names.
fn pairs(mut old: Documents, mut new: Documents) -> Vec<Pair> {
    if let (1, 1) = (old.len(), new.len())
        && let (Some((_, before)), Some((name, after))) = (old.pop_first(), new.pop_first())
    {
        return vec![(name, Some(before), Some(after))];
    }
    let names: std::collections::BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    names.into_iter().map(|name| (name.clone(), old.remove(&name), new.remove(&name))).collect()
}

/// The facts of a document; none of one that does not exist, `None` for one that can't be read.
fn read(document: Option<&(String, Vec<u8>)>, shell: &mut Shell<'_>) -> Option<Facts> {
    let Some((name, bytes)) = document else { return Some(Facts::new()) };
    let loaded = load_bytes(name, bytes);
    let failed = shell.diagnostics(&loaded.diagnostics, loaded.document.as_ref());
    loaded.document.filter(|_| !failed).map(|document| facts(&document.json))
}

fn documents(argument: &str, root: &Path) -> Result<Documents, String> {
    let path = Path::new(argument);
    if path.is_dir() {
        return folder(path);
    }
    if path.is_file() {
        return Ok(
            [entry(argument, std::fs::read(path).map_err(|error| format!("cannot read {argument}: {error}"))?)].into()
        );
    }
    revision(argument, root)
}

fn folder(path: &Path) -> Result<Documents, String> {
    let unreadable = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let mut documents = Documents::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let name = file.display().to_string();
        if file.is_file() && is_document(&name) {
            documents.extend([self::entry(&name, std::fs::read(&file).map_err(unreadable)?)]);
        }
    }
    match documents.is_empty() {
        true => Err(format!("there is no YAML or JSON file in {}", path.display())),
        false => Ok(documents),
    }
}

/// The documents below `spec/` of a git revision, or one file of it.
fn revision(argument: &str, root: &Path) -> Result<Documents, String> {
    if argument.starts_with('-') || argument.is_empty() {
        return Err(format!("`{argument}` is no file, folder or revision"));
    }
    if let Some((_, path)) = argument.split_once(':') {
        return Ok([entry(path, git(root, &["show", argument])?)].into());
    }
    let listed = git(root, &["ls-tree", "--name-only", argument, &format!("{FOLDER}/")])?;
    let listed = String::from_utf8_lossy(&listed);
    let mut documents = Documents::new();
    for path in listed.lines().filter(|path| is_document(path)) {
        documents.extend([entry(path, git(root, &["show", &format!("{argument}:{path}")])?)]);
    }
    match documents.is_empty() {
        true => Err(format!("the revision {argument} has no documents in {FOLDER}/")),
        false => Ok(documents),
    }
}

fn git(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").current_dir(root).args(arguments).output();
    let output = output.map_err(|error| format!("cannot run git: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let complaint = String::from_utf8_lossy(&output.stderr);
            let line = complaint.lines().next().unwrap_or_default().to_owned();
            Err(format!("`git {}` failed: {line}", arguments.join(" ")))
        }
    }
}

fn entry(name: &str, bytes: Vec<u8>) -> (String, (String, Vec<u8>)) {
    (key(Path::new(name)), (name.to_owned(), bytes))
}

fn is_document(name: &str) -> bool {
    [".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end))
}
