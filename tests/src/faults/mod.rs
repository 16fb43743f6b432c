//! A server that misbehaves on purpose: HTTP/1.1 written by hand over TCP, so that every kind of broken answer can be given. Beside it, one that
//! does with the streams of HTTP/2 over TLS what can be done with them.
//!
//! What enters: a function that chooses a [`Fault`] for each request that arrives. What leaves: a [`Ledger`] of everything that arrived and how
//! it was answered. Invariants: the choice depends on a seed, on who calls and on how often he did, never on the order of arrival; a request is
//! in the ledger before its first byte of an answer leaves; whatever the server does, it ends with the connection.

mod answer;
mod arrived;
mod chance;
mod elsewhere;
mod fault;
mod perform;
mod server;
mod streams;

pub use answer::TOKEN;
pub use arrived::{Arrived, Kind, TOKEN_PATH};
pub use chance::{Chance, Mix};
pub use elsewhere::Elsewhere;
pub use fault::Fault;
pub use server::{FaultServer, Ledger, Sighting};
pub use streams::{StreamFault, StreamServer};
