//! What can go wrong on the disk.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An operation on a file or folder that failed.
#[derive(Debug)]
pub enum TreeError {
    /// The operating system refused.
    Io {
        /// What was tried, such as `write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A generated file's path is not below `src/generated`, or occurs twice.
    BadPath(String),
    /// A scaffold file would replace one that this tool did not write.
    Foreign(PathBuf),
    /// A file below `src/generated` that the lock does not name.
    ForeignFile(PathBuf),
    /// A folder with files, none of which says that this tool made it; and one of the files.
    ForeignFolder(PathBuf, PathBuf),
}

impl TreeError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> TreeError {
        let path = path.to_owned();
        move |source| TreeError::Io { action, path, source }
    }
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TreeError::Io { action, path, source } => write!(f, "cannot {action} `{}`: {source}", path.display()),
            TreeError::BadPath(path) => {
                write!(f, "the generator made a file at `{path}`, which is not a path below src/generated of its own")
            }
            TreeError::Foreign(path) => {
                write!(f, "`{}` was not written by this command", path.display())
            }
            TreeError::ForeignFile(path) => write!(
                f,
                "`{}` was not written by this command (generated.lock does not name it), and would become part of the crate",
                path.display()
            ),
            TreeError::ForeignFolder(folder, file) => write!(
                f,
                "`{}` has files that were not written by this command, such as `{}`",
                folder.display(),
                file.display()
            ),
        }
    }
}

impl std::error::Error for TreeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TreeError::Io { source, .. } => Some(source),
            TreeError::BadPath(_)
            | TreeError::Foreign(_)
            | TreeError::ForeignFile(_)
            | TreeError::ForeignFolder(..) => None,
        }
    }
}
