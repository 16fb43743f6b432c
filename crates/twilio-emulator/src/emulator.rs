//! The emulator as its users see it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::data::persist::Disk;
use crate::data::records;
use crate::engine::{Engine, elapse};
use crate::error::StartError;
use crate::options::{EmulatorBuilder, Options};
use crate::store::Mint;
use crate::time::{Clock, from_system};
use crate::watch::expectations::{Expectation, Expectations, UnmetExpectation};
use crate::watch::faults::{Fault, Faults};
use crate::watch::log::{Log, LoggedRequest};
use crate::webhook::Dispatcher;

/// A local Twilio: an account with all its state. Clones share it.
///
/// It is a [`Transport`](twilio_core::transport::Transport), so that a client uses it in process, without a socket:
///
/// ```
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_conversations_v1::Client;
/// use twilio_emulator::Emulator;
///
/// let emulator = Emulator::new();
/// let client = Client::builder()
///     .credentials(emulator.credentials())
///     .transport(emulator.clone())
///     .build()?;
/// let talk = client.conversations().create().friendly_name("Order 8841").send().await?;
/// assert_eq!(talk.friendly_name.as_deref(), Some("Order 8841"));
/// assert_eq!(emulator.requests()[0].operation, Some("CreateConversation"));
/// # Ok(()) }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Emulator {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) options: Options,
    pub(crate) engine: Mutex<Engine>,
    pub(crate) clock: Clock,
    pub(crate) log: Arc<Log>,
    pub(crate) logged: AtomicU64,
    pub(crate) requests: AtomicU64,
    pub(crate) faults: Faults,
    pub(crate) expectations: Expectations,
    pub(crate) webhooks: Dispatcher,
    pub(crate) disk: Option<Disk>,
    ids: Mint,
}

/// The state of an emulator at one moment, to go back to.
///
/// ```
/// use twilio_emulator::Emulator;
///
/// let emulator = Emulator::new();
/// let empty = emulator.snapshot();
/// // … requests that make records …
/// emulator.restore(&empty);
/// ```
#[derive(Clone, Debug)]
pub struct Snapshot {
    engine: Engine,
}

impl Default for Emulator {
    fn default() -> Emulator {
        Emulator::new()
    }
}

impl Emulator {
    /// An emulator in memory, with the machine's clock and the default credentials.
    pub fn new() -> Emulator {
        match Emulator::builder().build() {
            Ok(emulator) => emulator,
            // In memory nothing can fail; an account without records is still an account.
            Err(error) => unreachable!("an emulator in memory always starts: {error}"),
        }
    }

    /// Starts to set up an emulator.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder::default()
    }

    /// The account's credentials, for a client of this workspace.
    pub fn credentials(&self) -> twilio_core::Credentials {
        twilio_core::Credentials::account(self.account_sid(), self.auth_token())
    }

    /// The account's SID.
    pub fn account_sid(&self) -> &str {
        &self.inner.options.account
    }

    /// The account's auth token. Webhooks are signed with it.
    pub fn auth_token(&self) -> &str {
        &self.inner.options.auth_token
    }

    /// The API keys with their secrets.
    pub fn api_keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inner.options.keys.iter().map(|(sid, secret)| (sid.as_str(), secret.as_str()))
    }

    /// The last requests, oldest first. The log keeps 1,000.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.inner.log.all()
    }

    /// Adds a fault.
    pub fn inject(&self, fault: Fault) {
        self.inner.faults.add(fault);
    }

    /// The faults that are on.
    pub fn faults(&self) -> Vec<Fault> {
        self.inner.faults.all()
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.inner.faults.clear();
    }

    /// Adds an expectation. Requests from now on count.
    pub fn expect(&self, expectation: Expectation) {
        self.inner.expectations.add(expectation);
    }

    /// Checks all expectations.
    ///
    /// # Errors
    /// The first one that was not met.
    pub fn verify(&self) -> Result<(), UnmetExpectation> {
        self.inner.expectations.verify()
    }

    /// The emulator's time.
    pub fn now(&self) -> SystemTime {
        let millis = u64::try_from(self.inner.clock.now()).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
    }

    /// Stops the clock at a moment. Timers that have elapsed by then change their conversations.
    pub fn set_clock(&self, now: SystemTime) {
        self.inner.clock.set(from_system(now));
        self.elapse();
    }

    /// Moves the clock on, and stops it there. Timers that have elapsed by then change their conversations.
    pub fn advance(&self, by: Duration) {
        self.inner.clock.advance(by);
        self.elapse();
    }

    pub(crate) fn elapse(&self) {
        let now = self.inner.clock.now();
        let mut engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let (deliveries, changes) = elapse(&mut engine, now);
        if let Some(disk) = self.inner.disk.as_ref().filter(|_| !changes.is_empty()) {
            // Written in order with what follows; nobody waits for it.
            drop(disk.write(&engine, &changes));
        }
        drop(engine);
        self.send(deliveries, self.inner.log_number(), 1);
    }

    /// Waits until every webhook was delivered or given up.
    pub async fn webhooks_settled(&self) {
        self.inner.webhooks.settled().await;
    }

    /// The state of all records, to go back to with [`restore`](Emulator::restore).
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { engine: self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner).clone() }
    }

    /// Goes back to a snapshot, of this emulator or of one with the same account.
    pub fn restore(&self, snapshot: &Snapshot) {
        let mut engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        *engine = snapshot.engine.clone();
        if let Some(disk) = &self.inner.disk {
            drop(disk.replace(&engine));
        }
    }

    /// Removes all records, faults, expectations and log entries: the account is as it was at the start.
    pub fn reset(&self) {
        let options = &self.inner.options;
        let fresh = Engine::new(&options.account, options.seed, options.max_records, self.inner.clock.now());
        self.restore(&Snapshot { engine: fresh });
        self.inner.faults.clear();
        self.inner.expectations.clear();
        self.inner.log.clear();
    }

    /// Adds records from JSON: `{"conversations-v1": {"binding": [{"owner": "IS…", "identity": "alice"}]}}`.
    ///
    /// The names of tables and columns are those of the [catalogue](twilio_catalogue). A column that is left out has its
    /// default; `owner` is the SID of the record that owns the new one.
    ///
    /// # Errors
    /// Says which record is wrong. Nothing is added then.
    pub fn load(&self, records: &serde_json::Value) -> Result<(), StartError> {
        let mut engine = self.inner.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = records::load(&mut engine, records, self.inner.clock.now()).map_err(StartError::new)?;
        if let Some(disk) = &self.inner.disk {
            drop(disk.write(&engine, &changes));
        }
        Ok(())
    }
}

impl EmulatorBuilder {
    /// Builds the emulator.
    ///
    /// # Errors
    /// The data file or the records file can't be used.
    pub fn build(self) -> Result<Emulator, StartError> {
        let options = self.options;
        let clock = Clock::new(options.now);
        let mut engine = Engine::empty(&options.account, options.seed, options.max_records);
        let (disk, found) = match &options.data {
            Some(path) => {
                let (disk, found) = Disk::open(path, &mut engine)?;
                (Some(disk), found)
            }
            None => (None, false),
        };
        if !found {
            engine = Engine::new(&options.account, options.seed, options.max_records, clock.now());
            if let Some(path) = &options.records {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| StartError::io(&format!("read the records file {}", path.display()), error))?;
                let json = serde_json::from_str(&text)
                    .map_err(|error| StartError::new(format!("{} is not JSON: {error}", path.display())))?;
                records::load(&mut engine, &json, clock.now()).map_err(StartError::new)?;
            }
            if let Some(disk) = &disk {
                drop(disk.replace(&engine));
            }
        }
        let log = Arc::new(Log::new(options.max_log));
        let inner = Inner {
            webhooks: Dispatcher::new(options.auth_token.clone(), Arc::clone(&log)),
            faults: Faults::new(options.seed),
            ids: Mint::new(options.seed ^ 0x5249),
            engine: Mutex::new(engine),
            clock,
            log,
            logged: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            expectations: Expectations::default(),
            disk,
            options,
        };
        Ok(Emulator { inner: Arc::new(inner) })
    }
}

impl Inner {
    /// `RQ` and 32 digits, the same for the same number of a seed.
    pub(crate) fn next_request_id(&self) -> String {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        self.ids.sid_of("RQ", &number.to_string()).to_string()
    }

    /// The number of the last entry in the log.
    pub(crate) fn log_number(&self) -> u64 {
        self.logged.load(Ordering::Relaxed)
    }
}
