//! What a release needs: which crates are published and in which order, and whether each of them is complete.
//!
//! [`packages`] reads the workspace through `cargo metadata`; [`checks`] and [`changelog`] return a list of [`Problem`]s, empty
//! if a crate can be published. Nothing here writes a file or reaches the network: packaging and publishing are cargo's.

pub mod changelog;
pub mod checks;
pub mod packages;

#[cfg(test)]
mod tests;

/// Something that must be corrected before a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, seen from the workspace's root.
    pub place: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// A problem in the file `place`.
    pub fn new(place: impl Into<String>, problem: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { place: place.into(), problem: problem.into(), help: help.into() }
    }
}
