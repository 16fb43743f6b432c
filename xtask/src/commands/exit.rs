//! How a command ended, and the exit code of the process.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, or nothing to do.
    Fresh,
    /// Somebody else's document was generated without operations that can't be.
    Partial,
    /// Generated files differ from what the documents give.
    Stale,
    /// Changes break users of a crate.
    Breaking,
    /// The arguments make no sense.
    Usage,
    /// Something is wrong with an input or the disk.
    Errors,
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Fresh => 0,
            Exit::Errors => 1,
            Exit::Usage => 2,
            Exit::Stale => 3,
            Exit::Partial => 4,
            Exit::Breaking => 5,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}
