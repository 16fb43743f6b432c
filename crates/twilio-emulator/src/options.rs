//! How an emulator is set up.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::time::{Millis, from_system};

/// The largest request body: attributes and messages need a fraction of it.
pub(crate) const MAX_BODY: usize = 1024 * 1024;
const MAX_RECORDS: usize = 1_000_000;
const MAX_CONNECTIONS: usize = 1024;
const MAX_LOG: usize = 1000;

/// The account's SID unless another one is set.
pub(crate) const ACCOUNT: &str = "AC00000000000000000000000000000001";
/// The account's auth token unless another one is set.
pub(crate) const AUTH_TOKEN: &str = "emulator-auth-token";
/// The SID of the API key unless another one is set.
pub(crate) const API_KEY: &str = "SK00000000000000000000000000000001";
/// The secret of the API key unless another one is set.
pub(crate) const API_SECRET: &str = "emulator-api-secret";

/// Settings, with their defaults.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) account: String,
    pub(crate) auth_token: String,
    /// API keys with their secrets.
    pub(crate) keys: Vec<(String, String)>,
    pub(crate) seed: u64,
    pub(crate) now: Option<Millis>,
    pub(crate) strict: bool,
    pub(crate) max_records: usize,
    pub(crate) max_body: usize,
    pub(crate) max_connections: usize,
    pub(crate) max_log: usize,
    pub(crate) data: Option<PathBuf>,
    pub(crate) records: Option<PathBuf>,
}

impl std::fmt::Debug for Options {
    /// Without secrets.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Options")
            .field("account", &self.account)
            .field("seed", &self.seed)
            .field("strict", &self.strict)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            account: ACCOUNT.to_owned(),
            auth_token: AUTH_TOKEN.to_owned(),
            keys: vec![(API_KEY.to_owned(), API_SECRET.to_owned())],
            seed: 1,
            now: None,
            strict: false,
            max_records: MAX_RECORDS,
            max_body: MAX_BODY,
            max_connections: MAX_CONNECTIONS,
            max_log: MAX_LOG,
            data: None,
            records: None,
        }
    }
}

/// Sets up an [`Emulator`](crate::Emulator).
///
/// ```
/// # fn main() -> Result<(), twilio_emulator::StartError> {
/// use std::time::{Duration, SystemTime};
/// use twilio_emulator::Emulator;
///
/// let emulator = Emulator::builder()
///     .seed(7)
///     .clock(SystemTime::UNIX_EPOCH + Duration::from_secs(1_750_000_000))
///     .strict(true)
///     .build()?;
/// # let _ = emulator;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EmulatorBuilder {
    pub(crate) options: Options,
}

impl EmulatorBuilder {
    /// Sets the account's credentials. Default: a fixed SID and token, which [`Emulator`](crate::Emulator) returns.
    pub fn account(mut self, sid: impl Into<String>, auth_token: impl Into<String>) -> Self {
        self.options.account = sid.into();
        self.options.auth_token = auth_token.into();
        self
    }

    /// Adds an API key of the account. The first one replaces the default key.
    pub fn api_key(mut self, sid: impl Into<String>, secret: impl Into<String>) -> Self {
        self.options.keys.retain(|(known, _)| known != API_KEY);
        self.options.keys.push((sid.into(), secret.into()));
        self
    }

    /// Sets the seed of SIDs and faults: the same seed and the same requests give the same responses. Default: 1.
    pub fn seed(mut self, seed: u64) -> Self {
        self.options.seed = seed;
        self
    }

    /// Stops the clock at a moment. It moves only by [`Emulator::advance`](crate::Emulator::advance). Default: the machine's clock.
    pub fn clock(mut self, now: SystemTime) -> Self {
        self.options.now = Some(from_system(now));
        self
    }

    /// Refuses unknown inputs with status 400, where the real service ignores them. Default: false.
    pub fn strict(mut self, strict: bool) -> Self {
        self.options.strict = strict;
        self
    }

    /// Sets how many records there may be. Default: 1,000,000.
    pub fn max_records(mut self, records: usize) -> Self {
        self.options.max_records = records;
        self
    }

    /// Sets how many connections the server keeps open at once. Default: 1,024.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.options.max_connections = connections;
        self
    }

    /// Keeps the records in a file: what was responded to survives the end of the process. Default: in memory.
    pub fn data(mut self, file: impl Into<PathBuf>) -> Self {
        self.options.data = Some(file.into());
        self
    }

    /// Loads records from a JSON file at the start, unless the data file has records already.
    pub fn records(mut self, file: impl Into<PathBuf>) -> Self {
        self.options.records = Some(file.into());
        self
    }
}
