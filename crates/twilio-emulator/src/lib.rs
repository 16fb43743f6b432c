//! A local Twilio: Chat v2, Conversations v1 and Flex v1 on this machine, with state, webhooks and faults.
//!
//! Three ways in:
//!
//! - in process, without a socket: an [`Emulator`] is a [`Transport`](twilio_core::transport::Transport);
//! - [`Emulator::serve`] listens on a loopback address, for clients in any language;
//! - the program `twilio-emulator`.
//!
//! All 230 operations of the three products are served from the tables of [`twilio_catalogue`]; no endpoint has code of its
//! own. Unofficial: where the documents are silent, the emulator follows what is publicly known, or an assumption that
//! `spec/behaviour` marks as one.
//!
//! It lets nobody in but the account: it listens on loopback, and the API, the control endpoint and the page all need
//! credentials.
#![deny(missing_docs)]

mod api;
mod control;
mod data;
mod emulator;
mod engine;
mod error;
mod options;
mod receive;
mod schema;
mod server;
mod store;
mod time;
mod watch;
mod webhook;

pub use emulator::{Emulator, Snapshot};
pub use error::StartError;
pub use options::EmulatorBuilder;
pub use receive::WebhookInbox;
pub use server::Server;
pub use watch::expectations::{Expectation, UnmetExpectation};
pub use watch::faults::{Fault, FaultKind};
pub use watch::log::LoggedRequest;
pub use webhook::local::InvalidOrigin;
