//! Why an emulator doesn't start.

use std::fmt;
use std::path::Path;

/// Why an emulator could not be built, or a server could not be started.
#[derive(Debug)]
pub struct StartError {
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl StartError {
    pub(crate) fn new(message: impl Into<String>) -> StartError {
        StartError { message: message.into(), source: None }
    }

    pub(crate) fn io(what: &str, error: std::io::Error) -> StartError {
        StartError { message: format!("can't {what}"), source: Some(error.into()) }
    }

    pub(crate) fn data(path: &Path, error: redb::Error) -> StartError {
        let message = format!("can't use the data file {}; is another emulator using it?", path.display());
        StartError { message, source: Some(error.into()) }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(formatter, "{}: {source}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn std::error::Error + 'static))
    }
}
