//! The emulator against the documents: every operation, every response, every error.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod api;
mod chat_history;
mod documents;
mod errors;
mod hostile;
mod kill;
mod local_webhooks;
mod prepare;
mod scenarios;
mod server;
mod socket;
mod state;
mod webhooks;
mod world;
mod wrong_inputs;
