//! A call against the state: kept as a whole, or not at all.

use super::call::{Call, Failure, Outcome};
use super::running::Running;
use super::state::{Changes, Engine};

impl Engine {
    /// Makes a call. If it fails, or if `keep` is false, nothing is changed.
    pub(crate) fn call(&mut self, call: &Call<'_>, keep: bool) -> (Result<Outcome, Failure>, Changes) {
        let made = self.mint.made();
        let result = Running::new(self, call).run();
        let store = &mut self.stores[call.product];
        if keep && result.is_ok() {
            let changed = store.commit();
            return (result, changed.into_iter().map(|id| (call.product, id)).collect());
        }
        store.rollback();
        self.mint.continue_at(made);
        (result, Vec::new())
    }
}
