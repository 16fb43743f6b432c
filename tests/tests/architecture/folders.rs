//! How many files are beside each other, and how long they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{Files, folder};
use crate::tree::Tree;

/// The most files that a folder may have beside each other.
pub const MOST_FILES: usize = 12;

/// The length above which a file is pointed out.
pub const MANY_LINES: usize = 400;

/// A folder that may have more files.
#[derive(Clone, Copy, Debug)]
pub struct LargeFolder {
    /// With a `/` at its end.
    pub path: &'static str,
    pub reason: &'static str,
}

/// Folders with too many files, and folders that may have more and do not.
pub fn crowded(files: &Files, large: &[LargeFolder]) -> Vec<String> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in files.paths() {
        folders.entry(folder(path)).or_default().push(&path[folder(path).len()..]);
    }
    folders.retain(|_, files| files.len() > MOST_FILES);
    let unneeded = large.iter().filter_map(|LargeFolder { path, reason }| match folders.remove(path) {
        Some(_) => None,
        None => Some(format!("{path} ({reason}) has at most {MOST_FILES} files: remove the entry that allows more")),
    });
    let mut found: Vec<String> = unneeded.collect();
    let describe = |(folder, files): (&str, Vec<&str>)| {
        let name = if folder.is_empty() { "src/" } else { folder };
        format!("{name}: {} files beside each other, at most {MOST_FILES}: {}", files.len(), files.join(", "))
    };
    found.extend(folders.into_iter().map(describe));
    found
}

/// Files that no root declares as a module.
pub fn orphans(files: &Files, trees: &[Tree]) -> Vec<String> {
    let declared: BTreeSet<&str> =
        trees.iter().flat_map(|tree| tree.files().into_iter().chain(tree.tests.iter().map(String::as_str))).collect();
    let orphans = files.paths().filter(|path| !declared.contains(path));
    orphans.map(|path| format!("{path}: no module declares this file")).collect()
}

/// Files that are longer than they should be; a hint, not a fault.
pub fn long(files: &Files) -> Vec<String> {
    let lines = |path: &str| files.text(path).unwrap_or_default().lines().count();
    let long = files.paths().map(|path| (path, lines(path))).filter(|(_, lines)| *lines > MANY_LINES);
    long.map(|(path, lines)| format!("{path}: {lines} lines")).collect()
}
