//! Writes the files around `src/generated` of a crate that the tool makes as a whole.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::emit::write;
use super::lock::{LOCK_FILE, LOCK_MARKER};
use super::{GeneratedFile, TreeError};

/// Writes scaffold files, unless something is in their place whose first line does not hold `marker`.
///
/// Gives the paths that were written. Nothing is written when one of the places is taken.
pub fn write_scaffold(dir: &Path, marker: &str, files: &[GeneratedFile]) -> Result<Vec<String>, TreeError> {
    let mut differing = Vec::new();
    for file in files {
        let path = dir.join(&file.path);
        match fs::read_to_string(&path) {
            Ok(text) if text == file.text => {}
            Ok(text) if is_ours(&text, marker) => differing.push(file),
            Ok(_) => return Err(TreeError::Foreign(path)),
            Err(error) if error.kind() == ErrorKind::NotFound => differing.push(file),
            Err(error) => return Err(TreeError::io("read", &path)(error)),
        }
    }
    for file in &differing {
        write(dir, &file.path, &file.text)?;
    }
    Ok(differing.iter().map(|file| file.path.clone()).collect())
}

/// Whether a crate may be made in a folder: there is none yet, or it is empty, or this tool made a crate there before, as its
/// lock or its manifest says. A repository without files is empty.
pub fn claim(dir: &Path, marker: &str) -> Result<(), TreeError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(TreeError::io("list", dir)(error)),
    };
    let starts_with = |name: &str, mark: &str| {
        fs::read_to_string(dir.join(name)).is_ok_and(|text| text.lines().next().is_some_and(|line| line.contains(mark)))
    };
    if starts_with(LOCK_FILE, LOCK_MARKER) || starts_with("Cargo.toml", marker) {
        return Ok(());
    }
    let mut names: Vec<_> =
        entries.map(|entry| Ok(entry?.file_name())).collect::<Result<_, _>>().map_err(TreeError::io("list", dir))?;
    names.retain(|name| name != ".git");
    names.sort();
    match names.first() {
        None => Ok(()),
        Some(first) => Err(TreeError::ForeignFolder(dir.to_owned(), first.into())),
    }
}

fn is_ours(text: &str, marker: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains(marker))
}
