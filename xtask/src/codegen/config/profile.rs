//! Whose document it is.

/// Whose document it is: what is an error of ours may be settled by a rule in somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Ours: documentation is checked as well, and names that meet are ours to settle.
    Ours,
    /// Somebody else's: what the generator cannot make is left out, and names that meet are told apart by a rule.
    Foreign,
}
