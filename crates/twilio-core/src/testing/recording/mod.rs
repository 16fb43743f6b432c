//! Records the exchanges of a transport in a file without secrets and personal data, and replays them.

mod nearest;
mod personal;
mod recorded;
mod recorder;
mod redaction;
mod replay;
mod substitution;

pub use recorder::Recorder;
pub use replay::Replay;
