//! What all calls of one client know of each host: see [`Gate`] and [`Budget`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::budget::Budget;
use super::gate::Gate;

/// The hosts that a client has called, by origin.
#[derive(Debug, Default)]
pub(crate) struct Hosts(Mutex<HashMap<String, Arc<Host>>>);

/// One host.
#[derive(Debug, Default)]
pub(crate) struct Host {
    pub(crate) gate: Gate,
    pub(crate) budget: Budget,
}

impl Hosts {
    /// The host with this origin, the same one for whoever asks.
    pub(crate) fn of(&self, origin: &str) -> Arc<Host> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match hosts.get(origin) {
            Some(host) => host.clone(),
            None => hosts.entry(origin.to_owned()).or_default().clone(),
        }
    }
}
