//! How many connections there may be. A newcomer takes the place of a connection that is waiting for its client, so that idle and
//! slow clients keep nobody out.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

/// The places of a server.
#[derive(Debug)]
pub(super) struct Places {
    max: usize,
    started: Instant,
    open: Mutex<(u64, BTreeMap<u64, Arc<Occupant>>)>,
}

#[derive(Debug)]
struct Occupant {
    /// Whether a request of the account is being answered.
    busy: AtomicBool,
    /// When it last became idle, in microseconds since the start.
    idle_since: AtomicU64,
    leaves: Notify,
}

/// The place of one connection. Dropping it makes room.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    number: u64,
    occupant: Arc<Occupant>,
}

impl Places {
    pub(super) fn new(max: usize) -> Arc<Places> {
        Arc::new(Places { max, started: Instant::now(), open: Mutex::default() })
    }

    /// A place, if need be that of the connection that has been idle for the longest time; none if all are busy.
    pub(super) fn enter(self: &Arc<Places>) -> Option<Place> {
        let now = self.now();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, occupants) = &mut *open;
        if occupants.len() >= self.max {
            let idle = occupants.iter().filter(|(_, one)| !one.busy.load(Ordering::SeqCst));
            let oldest =
                idle.min_by_key(|(_, one)| one.idle_since.load(Ordering::SeqCst)).map(|(number, _)| *number)?;
            occupants.remove(&oldest)?.leaves.notify_one();
        }
        *last += 1;
        let occupant =
            Occupant { busy: AtomicBool::new(false), idle_since: AtomicU64::new(now), leaves: Notify::new() };
        let occupant = Arc::new(occupant);
        occupants.insert(*last, Arc::clone(&occupant));
        Some(Place { places: Arc::clone(self), number: *last, occupant })
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

impl Place {
    /// Says whether a request is being answered: such a connection keeps its place.
    pub(super) fn set_busy(&self, busy: bool) {
        self.occupant.idle_since.store(self.places.now(), Ordering::SeqCst);
        self.occupant.busy.store(busy, Ordering::SeqCst);
    }

    /// Waits until another connection has the place.
    pub(super) async fn taken(&self) {
        self.occupant.leaves.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.open.lock().unwrap_or_else(PoisonError::into_inner).1.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_connection_that_is_idle_for_the_longest_time_leaves() {
        let places = Places::new(2);
        let (first, second) = (places.enter().expect("a place"), places.enter().expect("a place"));
        first.set_busy(true);
        let third = places.enter().expect("the second one's place");
        second.taken().await;
        third.set_busy(true);
        assert!(places.enter().is_none(), "both are busy");
        drop(second);
        assert!(places.enter().is_none(), "the place is the third one's");
        drop(first);
        assert!(places.enter().is_some());
    }
}
