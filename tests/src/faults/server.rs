//! The listener and its ledger.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpStream};

use super::arrived::{self, Arrived};
use super::elsewhere::Elsewhere;
use super::fault::Fault;
use super::perform::{Then, perform};

/// One request that arrived, and how it was answered.
#[derive(Clone, Debug)]
pub struct Sighting<F = Fault> {
    /// The request.
    pub arrived: Arrived,
    /// The answer.
    pub fault: F,
}

/// Everything that arrived, by caller, in its order.
#[derive(Debug)]
pub struct Ledger<F = Fault>(Mutex<BTreeMap<u64, Vec<Sighting<F>>>>);

impl<F> Default for Ledger<F> {
    fn default() -> Self {
        Ledger(Mutex::default())
    }
}

impl<F: Copy> Ledger<F> {
    /// What a caller sent.
    pub fn of(&self, caller: u64) -> Vec<Sighting<F>> {
        self.lock().get(&caller).cloned().unwrap_or_default()
    }

    /// Everything.
    pub fn all(&self) -> Vec<Sighting<F>> {
        self.lock().values().flatten().cloned().collect()
    }

    /// Takes note of a request, of how many like it there were, and of its answer.
    pub(super) fn enter(&self, arrived: &mut Arrived, choose: &Choose<F>) -> F {
        let mut callers = self.lock();
        let sightings = callers.entry(arrived.caller()).or_default();
        arrived.earlier = sightings.iter().filter(|earlier| earlier.arrived.target == arrived.target).count();
        let fault = choose(arrived, arrived.earlier);
        sightings.push(Sighting { arrived: arrived.clone(), fault });
        fault
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Vec<Sighting<F>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) type Choose<F> = dyn Fn(&Arrived, usize) -> F + Send + Sync;

/// The server. It listens until its runtime ends.
#[derive(Clone, Debug)]
pub struct FaultServer {
    port: u16,
    /// What arrived.
    pub ledger: Arc<Ledger>,
}

impl FaultServer {
    /// Starts listening. `choose` gets a request and how many like it its caller sent before.
    pub async fn start(
        elsewhere: &Elsewhere,
        choose: impl Fn(&Arrived, usize) -> Fault + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let ledger = Arc::new(Ledger::default());
        let (record, choose, elsewhere) = (ledger.clone(), Arc::new(choose), elsewhere.authority());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, record.clone(), choose.clone(), elsewhere.clone()));
            }
        });
        FaultServer { port, ledger }
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

async fn serve(mut stream: TcpStream, ledger: Arc<Ledger>, choose: Arc<Choose<Fault>>, elsewhere: String) {
    let mut buffer = Vec::new();
    while let Some(mut arrived) = arrived::read(&mut stream, &mut buffer).await {
        let fault = ledger.enter(&mut arrived, &*choose);
        match perform(&mut stream, fault, &arrived, &elsewhere).await {
            Ok(Then::Keep) => {}
            Ok(Then::Reset) => return reset(stream),
            Ok(Then::Close) | Err(_) => return,
        }
    }
}

/// Closes with a reset instead of an end.
fn reset(stream: TcpStream) {
    let _ = stream.set_zero_linger();
    drop(stream);
}
