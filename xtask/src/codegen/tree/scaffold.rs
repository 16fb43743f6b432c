//! Writes the files around `src/generated` of a crate that the tool makes as a whole.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::emit::write;
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

fn is_ours(text: &str, marker: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains(marker))
}
