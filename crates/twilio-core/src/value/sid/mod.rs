//! SIDs: Twilio's identifiers, two letters that say what is identified and 32 hexadecimal digits.
//!
//! In: text from a caller, read strictly, or from an answer, read leniently. Out: one type per prefix from one table, so that a
//! channel's SID can't be passed where a user's is wanted. Invariants: the text is kept byte for byte, letter case included; an
//! ordinary SID needs no heap; every SID in a request was checked by [`SidType::check`].
//!
//! ```
//! use twilio_core::sid::{ChannelSid, ConversationSid, MemberSid, ParticipantSid, Sid, UserSid};
//!
//! let user: UserSid = "US0123456789abcdef0123456789abcdef".parse()?;
//! assert!("US0123456789abcdef0123456789abcdef".parse::<ChannelSid>().is_err());
//!
//! // Any prefix: for what has no type of its own.
//! let any: Sid = "ZZ0123456789abcdef0123456789abcdef".parse()?;
//! assert_ne!(any, user.to_general());
//!
//! // Conversations has other names for what Chat has, and the SIDs are the same.
//! let conversation: ConversationSid = "CH0123456789abcdef0123456789abcdef".parse()?;
//! let channel: ChannelSid = conversation;
//! let participant: ParticipantSid = "MB0123456789abcdef0123456789abcdef".parse()?;
//! let member: MemberSid = participant;
//! # let _ = (channel, member);
//! # Ok::<(), twilio_core::InvalidValue>(())
//! ```

// First: the table uses its macro.
#[macro_use]
mod traits;

mod form;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use form::SidType;
pub use table::*;
