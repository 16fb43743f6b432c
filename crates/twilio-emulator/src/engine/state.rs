//! The state of an account.

use crate::schema::schemas;
use crate::store::{Mint, RowId, Store};

/// The state of an account: the records of all products.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    /// One for each product, in the catalogue's order.
    pub(crate) stores: Vec<Store>,
    pub(crate) mint: Mint,
    pub(crate) account: String,
    /// How many records there may be.
    pub(crate) max_records: usize,
}

/// Records that a call changed, by product.
pub(crate) type Changes = Vec<(usize, RowId)>;

impl Engine {
    /// An account without any record.
    pub(crate) fn empty(account: &str, seed: u64, max_records: usize) -> Engine {
        let stores = schemas().iter().map(Store::new).collect();
        Engine { stores, mint: Mint::new(seed), account: account.to_owned(), max_records }
    }

    /// The number of records of all products.
    pub(crate) fn len(&self) -> usize {
        self.stores.iter().map(Store::len).sum()
    }
}
