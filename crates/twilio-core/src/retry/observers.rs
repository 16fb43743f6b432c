//! Observers of retries.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::policy::FailedAttempt;

type Observer = dyn Fn(&FailedAttempt<'_>, Duration) + Send + Sync;

/// The observers that were added with [`ClientBuilder::on_retry`](crate::ClientBuilder::on_retry).
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Fn(&FailedAttempt<'_>, Duration) + Send + Sync + 'static) {
        self.0.push(Arc::new(observer));
    }

    /// Tells all of them, in the order in which they were added.
    pub(crate) fn notify(&self, failed: &FailedAttempt<'_>, delay: Duration) {
        for observer in &self.0 {
            observer(failed, delay);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} observers", self.0.len())
    }
}
