//! The product crates beside a client written by hand, in one run.
//!
//! In: nothing; documents and the server are made here. Out: a table per bench target, baseline and ours side by side.
//! Invariants: both sides do the same work on the same bytes; they take turns, and a ratio is the median of the ratios of
//! neighbours, so that what disturbs the machine disturbs both. `cargo xtask bench` runs all targets; `docs/performance.md`
//! says how to read them.

pub mod baseline;
pub mod documents;
pub mod harness;
pub mod ours;
pub mod server;
