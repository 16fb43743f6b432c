//! Whatever a server does, a call ends in time, in a success or in a typed error; nothing is done twice; credentials go to one origin.
//!
//! `TWILIO_FAULT_CALLS` changes the number of mixed calls, `TWILIO_FAULT_SEED` their faults.

#[path = "faults/alone.rs"]
mod alone;
#[path = "faults/calls.rs"]
mod calls;
#[path = "faults/mixed.rs"]
mod mixed;
#[path = "faults/streams.rs"]
mod streams;
