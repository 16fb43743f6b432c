//! The names of a product's types: models, enums, requests, structs of required inputs and handles share one table.
//!
//! Every type has a name of its own in the whole product, so that a file can name the types of another one and a program
//! can import them side by side. A name is claimed with candidates, the best first; the first free one is given.

use std::collections::BTreeMap;

use super::reserved::TYPES;
use crate::codegen::diagnostics::Place;

/// Who has a name.
#[derive(Debug, Clone)]
pub struct Holder {
    /// What it is, for messages: "the operation `CreateThing`".
    pub what: String,
    /// Where it is declared.
    pub place: Place,
}

/// Names of types and who has them.
#[derive(Debug, Clone, Default)]
pub struct TypeNames {
    holders: BTreeMap<String, Holder>,
}

impl TypeNames {
    /// Gives the first candidate that is free and not reserved; the holder of the first candidate if none is.
    ///
    /// # Errors
    /// No candidate is free: who has the first one, or nobody if it is Rust's.
    pub fn claim(&mut self, candidates: &[String], holder: Holder) -> Result<String, Option<&Holder>> {
        let free = candidates.iter().find(|name| self.is_free(name));
        match free.cloned() {
            Some(name) => {
                self.holders.insert(name.clone(), holder);
                Ok(name)
            }
            None => Err(candidates.first().and_then(|name| self.holders.get(name))),
        }
    }

    /// Whether nobody has a name, and Rust doesn't either.
    pub fn is_free(&self, name: &str) -> bool {
        !self.holders.contains_key(name) && !TYPES.contains(&name)
    }

    /// Who has a name.
    pub fn holder(&self, name: &str) -> Option<&Holder> {
        self.holders.get(name)
    }
}
