//! Webhooks: signed requests to this process and to loopback addresses, one after the other for each conversation.

pub(crate) mod local;
mod receiver;
mod send;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, mpsc, oneshot};

use local::Receivers;
use receiver::receiver;
pub(crate) use send::Verdict;

use crate::engine::Delivery;
use crate::store::RowId;
use crate::watch::log::Log;

/// How many deliveries may wait.
const MAX_WAITING: usize = 10_000;

/// One delivery to make.
#[derive(Debug)]
struct Job {
    delivery: Delivery,
    times: u32,
    /// The request that caused it.
    request: u64,
    /// Who waits for the verdict of a pre-event webhook.
    verdict: Option<oneshot::Sender<Verdict>>,
}

/// Sends webhooks from a thread of its own, which starts with the first one.
#[derive(Debug)]
pub(crate) struct Dispatcher {
    queue: Mutex<Option<mpsc::UnboundedSender<(RowId, Job)>>>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    auth_token: Secret,
    receivers: Receivers,
    waiting: AtomicUsize,
    idle: Notify,
    log: Arc<Log>,
}

/// A secret that `Debug` doesn't show.
pub(crate) struct Secret(pub(crate) String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("(hidden)")
    }
}

impl Dispatcher {
    pub(crate) fn new(auth_token: String, log: Arc<Log>) -> Dispatcher {
        let shared = Shared {
            auth_token: Secret(auth_token),
            receivers: Receivers::default(),
            waiting: AtomicUsize::new(0),
            idle: Notify::new(),
            log,
        };
        Dispatcher { queue: Mutex::new(None), shared: Arc::new(shared) }
    }

    /// The receivers in this process.
    pub(crate) fn receivers(&self) -> &Receivers {
        &self.shared.receivers
    }

    /// Queues a post-event webhook.
    pub(crate) fn post(&self, delivery: Delivery, request: u64, times: u32) {
        self.queue(Job { delivery, times, request, verdict: None });
    }

    /// Queues a pre-event webhook; the receiver gets its verdict.
    pub(crate) fn pre(&self, delivery: Delivery, request: u64) -> oneshot::Receiver<Verdict> {
        let (sender, verdict) = oneshot::channel();
        self.queue(Job { delivery, times: 1, request, verdict: Some(sender) });
        verdict
    }

    /// Waits until every queued webhook was delivered or given up.
    pub(crate) async fn settled(&self) {
        loop {
            let idle = self.shared.idle.notified();
            if self.shared.waiting.load(Ordering::SeqCst) == 0 {
                return;
            }
            idle.await;
        }
    }

    fn queue(&self, job: Job) {
        if self.shared.receivers.of(&job.delivery.url).is_none()
            && let Err(refused) = receiver(&job.delivery.url)
        {
            self.shared.log.note(
                job.request,
                format!("{} was not sent to {}: {refused}", job.delivery.event.name, job.delivery.url),
            );
            return;
        }
        if self.shared.waiting.load(Ordering::SeqCst) >= MAX_WAITING {
            self.shared.log.note(
                job.request,
                format!("{} was not sent: {MAX_WAITING} webhooks are waiting", job.delivery.event.name),
            );
            return;
        }
        self.shared.waiting.fetch_add(1, Ordering::SeqCst);
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = queue.get_or_insert_with(|| start(Arc::clone(&self.shared)));
        if sender.send((job.delivery.order, job)).is_err() {
            self.shared.done();
        }
    }
}

impl Shared {
    fn done(&self) {
        if self.waiting.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.idle.notify_waiters();
        }
    }
}

/// Starts the thread. It ends with the emulator.
fn start(shared: Arc<Shared>) -> mpsc::UnboundedSender<(RowId, Job)> {
    let (sender, mut jobs) = mpsc::unbounded_channel::<(RowId, Job)>();
    let run = move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            // A worker for each conversation keeps the order; one that has nothing to do any more ends with its queue.
            let mut workers: HashMap<RowId, mpsc::UnboundedSender<Job>> = HashMap::new();
            while let Some((order, job)) = jobs.recv().await {
                workers.retain(|_, worker| !worker.is_closed());
                let job = match workers.get(&order) {
                    Some(worker) => match worker.send(job) {
                        Ok(()) => continue,
                        Err(mpsc::error::SendError(job)) => job,
                    },
                    None => job,
                };
                let (worker, queue) = mpsc::unbounded_channel();
                if worker.send(job).is_ok() {
                    tokio::spawn(work(Arc::clone(&shared), queue));
                    workers.insert(order, worker);
                }
            }
        });
    };
    if let Err(error) = std::thread::Builder::new().name("twilio-emulator-webhooks".to_owned()).spawn(run) {
        tracing::warn!(%error, "webhooks can't be sent: no thread");
    }
    sender
}

async fn work(shared: Arc<Shared>, mut queue: mpsc::UnboundedReceiver<Job>) {
    const IDLE: std::time::Duration = std::time::Duration::from_secs(1);
    loop {
        let job = match tokio::time::timeout(IDLE, queue.recv()).await {
            Ok(Some(job)) => job,
            Ok(None) => return,
            Err(_) => {
                queue.close();
                match queue.recv().await {
                    Some(job) => job,
                    None => return,
                }
            }
        };
        for _ in 0..job.times.saturating_sub(1) {
            send::deliver(&job.delivery, &shared.auth_token.0, &shared.receivers).await;
        }
        let outcome = send::deliver(&job.delivery, &shared.auth_token.0, &shared.receivers).await;
        shared.log.note(job.request, outcome.note.clone());
        if let Some(verdict) = job.verdict {
            // Nobody waits any more if the client has gone.
            let _ = verdict.send(outcome.verdict);
        }
        shared.done();
    }
}
