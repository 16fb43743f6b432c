//! Makes the disk look like the plan: writes what differs, removes orphans, then writes the lock.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::plan::{FileState, OnDisk, Plan, State};
use super::{GENERATED_DIR, TreeError};

/// What was done to the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emitted {
    /// Files that were as they should be, the lock not counted.
    pub fresh: usize,
    /// Paths that were written, the lock not counted.
    pub written: Vec<String>,
    /// Paths that were written over somebody's edit; they are in `written` too.
    pub reverted: Vec<String>,
    /// Paths that were removed.
    pub removed: Vec<String>,
}

/// Carries out a plan, unless a file in the way was made by somebody else. The lock comes last, so that a run that is cut short is seen as stale.
pub fn emit(plan: &Plan) -> Result<Emitted, TreeError> {
    if let Some(foreign) = plan.stale().find(|file| file.state == State::Foreign) {
        return Err(TreeError::ForeignFile(plan.dir.join(&foreign.path)));
    }
    let mut emitted = Emitted::default();
    for file in plan.stale().filter(|file| file.state == State::Orphaned) {
        remove_orphan(plan, file)?;
        emitted.removed.push(file.path.clone());
    }
    for file in &plan.files {
        let Some(text) = &file.generated else {
            continue;
        };
        let is_lock = file.path == super::LOCK_FILE;
        if file.state == State::Fresh {
            emitted.fresh += usize::from(!is_lock);
            continue;
        }
        write(&plan.dir, &file.path, text)?;
        if is_lock {
            continue;
        }
        emitted.written.push(file.path.clone());
        if file.state == State::HandEdited {
            emitted.reverted.push(file.path.clone());
        }
    }
    remove_empty_folders(&plan.dir.join(GENERATED_DIR))?;
    Ok(emitted)
}

fn remove_orphan(plan: &Plan, file: &FileState) -> Result<(), TreeError> {
    let path = plan.dir.join(&file.path);
    // A link is removed, not what it leads to; a folder never comes here, only what is in it.
    if file.on_disk == OnDisk::Folder {
        return Ok(());
    }
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(TreeError::io("remove", &path)(error)),
        _ => Ok(()),
    }
}

/// Writes a whole file beside its place and renames it: no reader ever sees half of it.
pub(super) fn write(dir: &Path, path: &str, text: &str) -> Result<(), TreeError> {
    let target = clear_way(dir, path)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&temporary, text)
        .map_err(TreeError::io("write", &temporary))
        .and_then(|()| fs::rename(&temporary, &target).map_err(TreeError::io("write", &target)));
    if written.is_err() {
        // Best effort: the error that matters is the first one.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Makes the folders on the way to a file real folders, and the file's place free of a folder or a link.
fn clear_way(dir: &Path, path: &str) -> Result<PathBuf, TreeError> {
    let relative = Path::new(path);
    let mut place = dir.to_owned();
    fs::create_dir_all(&place).map_err(TreeError::io("make", &place))?;
    let folders: Vec<_> = relative.parent().into_iter().flat_map(Path::components).collect();
    for (depth, part) in folders.iter().enumerate() {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_dir() => continue,
            // `src` belongs to people, who may link it; what is below belongs to the generator.
            Ok(metadata) if metadata.is_symlink() && depth == 0 => continue,
            Ok(_) => fs::remove_file(&place).map_err(TreeError::io("remove", &place))?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(TreeError::io("look at", &place)(error)),
        }
        fs::create_dir(&place).map_err(TreeError::io("make", &place))?;
    }
    let target = dir.join(relative);
    match fs::symlink_metadata(&target) {
        // Does not follow links inside the folder.
        Ok(metadata) if metadata.is_dir() => {
            fs::remove_dir_all(&target).map_err(TreeError::io("remove", &target))?;
        }
        Ok(metadata) if !metadata.is_file() => {
            fs::remove_file(&target).map_err(TreeError::io("remove", &target))?;
        }
        _ => {}
    }
    Ok(target)
}

fn remove_empty_folders(folder: &Path) -> Result<(), TreeError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(TreeError::io("list", folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(TreeError::io("list", folder))?;
        let kind = entry.file_type().map_err(TreeError::io("look at", folder))?;
        if kind.is_dir() {
            remove_empty_folders(&entry.path())?;
            match fs::remove_dir(entry.path()) {
                Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => {
                    return Err(TreeError::io("remove", &entry.path())(error));
                }
                _ => {}
            }
        }
    }
    Ok(())
}
