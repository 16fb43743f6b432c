//! Compares generated files with the disk. Reads only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::lock;
use super::{GENERATED_DIR, GeneratedFile, LOCK_FILE, TreeError};

/// How a file on the disk relates to the one that was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Both are the same.
    Fresh,
    /// As it was last generated; the document or the generator has changed since.
    Changed,
    /// Changed by somebody since it was last generated.
    HandEdited,
    /// Not there.
    Missing,
    /// Generated once, which the lock remembers, and no longer.
    Orphaned,
    /// Made by somebody else: the lock does not name it. It is never removed.
    Foreign,
    /// The lock does not describe the generated files.
    StaleLock,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// Nothing.
    Nothing,
    /// An ordinary file of this content.
    File(Vec<u8>),
    /// A folder where a file belongs.
    Folder,
    /// A symbolic link or something stranger. It is never followed.
    Other,
}

/// One file, generated or found.
#[derive(Clone, Debug)]
pub struct FileState {
    /// The path, seen from the crate's folder, with slashes.
    pub path: String,
    /// How both relate.
    pub state: State,
    /// What was found.
    pub on_disk: OnDisk,
    /// What was generated; `None` for an orphan.
    pub generated: Option<String>,
}

/// The comparison of one crate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The crate's folder.
    pub dir: PathBuf,
    /// What reports call the folder: `crates/chat-v2`.
    pub name: String,
    /// All files, sorted by path, the lock among them.
    pub files: Vec<FileState>,
}

impl Plan {
    /// Whether nothing is to be done.
    pub fn is_fresh(&self) -> bool {
        self.stale().next().is_none()
    }

    /// The files that are not fresh.
    pub fn stale(&self) -> impl Iterator<Item = &FileState> {
        self.files.iter().filter(|file| file.state != State::Fresh)
    }
}

/// Compares the generated files of a crate with what lies in its folder. `name` is what reports call the folder.
pub fn plan(dir: &Path, name: &str, generated: &[GeneratedFile]) -> Result<Plan, TreeError> {
    let mut expected = BTreeSet::new();
    for file in generated {
        if !is_below_generated(&file.path) || !expected.insert(file.path.as_str()) {
            return Err(TreeError::BadPath(file.path.clone()));
        }
    }
    let lock_on_disk = read(&dir.join(LOCK_FILE))?;
    let locked = match &lock_on_disk {
        OnDisk::File(bytes) => Some(lock::parse(&String::from_utf8_lossy(bytes))),
        _ => None,
    };

    let mut files = Vec::new();
    for file in generated {
        let on_disk = if leads_through_link(dir, &file.path)? { OnDisk::Other } else { read(&dir.join(&file.path))? };
        files.push(FileState {
            state: state(&on_disk, file, locked.as_ref()),
            path: file.path.clone(),
            on_disk,
            generated: Some(file.text.clone()),
        });
    }
    orphans(dir, Path::new(GENERATED_DIR), &expected, locked.as_ref(), &mut files)?;
    files.sort_by(|left, right| left.path.cmp(&right.path));

    let text = lock::format(generated);
    files.push(FileState {
        path: LOCK_FILE.to_owned(),
        state: match &lock_on_disk {
            OnDisk::Nothing => State::Missing,
            OnDisk::File(bytes) if bytes == text.as_bytes() => State::Fresh,
            _ => State::StaleLock,
        },
        on_disk: lock_on_disk,
        generated: Some(text),
    });
    Ok(Plan { dir: dir.to_owned(), name: name.to_owned(), files })
}

fn state(on_disk: &OnDisk, file: &GeneratedFile, locked: Option<&BTreeMap<String, String>>) -> State {
    match on_disk {
        OnDisk::Nothing => State::Missing,
        OnDisk::Folder | OnDisk::Other => State::HandEdited,
        OnDisk::File(bytes) if bytes == file.text.as_bytes() => State::Fresh,
        // Without a lock nobody can tell who changed the file.
        OnDisk::File(bytes) => match locked {
            None => State::Changed,
            Some(locked) if locked.get(&file.path) == Some(&lock::hash(bytes)) => State::Changed,
            Some(_) => State::HandEdited,
        },
    }
}

fn is_below_generated(path: &str) -> bool {
    let inside = path.strip_prefix(GENERATED_DIR).and_then(|rest| rest.strip_prefix('/'));
    let normal = |part: Component<'_>| matches!(part, Component::Normal(_));
    inside.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.ends_with('/')
            && !path.contains(['\\', ' ', '\n'])
            && Path::new(rest).components().all(normal)
    })
}

/// Whether a folder between the crate and the file is a symbolic link, so that the file would lie elsewhere.
fn leads_through_link(dir: &Path, path: &str) -> Result<bool, TreeError> {
    let mut folder = dir.join("src");
    let folders = Path::new(path).parent().into_iter().flat_map(Path::components).skip(1);
    for part in folders {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_symlink() => return Ok(true),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            // A file where a folder belongs; reading the path says so as well.
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Ok(false),
            Err(error) => return Err(TreeError::io("look at", &folder)(error)),
        }
    }
    Ok(false)
}

fn read(path: &Path) -> Result<OnDisk, TreeError> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(OnDisk::Nothing);
        }
        Err(error) => return Err(TreeError::io("look at", path)(error)),
    };
    if metadata.is_dir() {
        return Ok(OnDisk::Folder);
    }
    if !metadata.is_file() {
        return Ok(OnDisk::Other);
    }
    let bytes = fs::read(path).map_err(TreeError::io("read", path))?;
    Ok(OnDisk::File(bytes))
}

/// Adds what is in a folder without being generated. Empty folders are nothing to git, and so not to us.
fn orphans(
    dir: &Path,
    folder: &Path,
    expected: &BTreeSet<&str>,
    locked: Option<&BTreeMap<String, String>>,
    files: &mut Vec<FileState>,
) -> Result<(), TreeError> {
    let full = dir.join(folder);
    let metadata = match fs::symlink_metadata(&full) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(TreeError::io("look at", &full)(error)),
    };
    let unexpected = |path: String, on_disk: OnDisk| {
        // A link where a folder of ours belongs: removing it loses nothing of what it leads to.
        let is_in_the_way = on_disk == OnDisk::Other
            && expected.iter().any(|file| file.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/')));
        let is_ours = is_in_the_way || locked.is_some_and(|locked| locked.contains_key(&path));
        let state = if is_ours { State::Orphaned } else { State::Foreign };
        FileState { path, state, on_disk, generated: None }
    };
    if !metadata.is_dir() {
        // `src/generated` itself is a link or a file.
        files.push(unexpected(slashes(folder), read(&full)?));
        return Ok(());
    }
    for entry in fs::read_dir(&full).map_err(TreeError::io("list", &full))? {
        let entry = entry.map_err(TreeError::io("list", &full))?;
        let path = folder.join(entry.file_name());
        let name = slashes(&path);
        let kind = entry.file_type().map_err(TreeError::io("look at", &full))?;
        if expected.contains(name.as_str()) && !kind.is_dir() {
            continue;
        }
        if kind.is_dir() {
            orphans(dir, &path, expected, locked, files)?;
        } else {
            files.push(unexpected(name, read(&entry.path())?));
        }
    }
    Ok(())
}

/// A relative path with slashes on every system; a name that is no text is shown as well as it can be.
fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
