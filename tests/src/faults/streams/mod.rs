//! The same over TLS and HTTP/2, where a connection has many streams: one of them can be refused, reset or silent by itself, and a connection that
//! ends takes all of them with it.
//!
//! Invariant: a request is in the ledger before anything of its answer leaves; what a connection refuses as a whole is in no ledger, because it
//! says itself that it processed nothing.

mod perform;
mod server;

pub use server::StreamServer;

/// One way to answer over HTTP/2, or not to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamFault {
    /// The answer is right.
    None,
    // --- the stream ---
    /// `REFUSED_STREAM`: by RFC 9113, section 8.7, it was not processed.
    Refused,
    /// Reset without an answer.
    ResetBeforeAnswer,
    /// Reset in the middle of the body.
    ResetInsideBody,
    // --- the connection, with every stream on it ---
    /// Closed without an answer.
    CloseBeforeAnswer,
    /// Closed in the middle of the body.
    CloseInsideBody,
    /// `GOAWAY` that says that this stream was processed, and then closed without its answer.
    GoAwayBeforeAnswer,
    /// The answer, and `GOAWAY` for those that come later.
    GoAwayAfterAnswer,
    // --- time ---
    /// No headers, ever.
    HangBeforeAnswer,
    /// The body comes byte by byte, slower than anybody waits.
    SlowBody,
    /// The body stops in the middle and the stream stays open.
    HangInsideBody,
    // --- the body ---
    /// More is announced than comes.
    LengthTooLong,
    /// Less is announced than comes.
    LengthTooShort,
    /// The JSON stops in the middle, and the length says so.
    TruncatedJson,
    // --- the status ---
    /// Too many requests, come again at once.
    TooMany,
    /// Too many requests, come again tomorrow.
    TooManyTomorrow,
    /// Not available now.
    Unavailable,
    /// Not authorised.
    Unauthorized,
}

impl StreamFault {
    /// All of them, with how often each is chosen in a mix.
    pub const ALL: &[(StreamFault, u64)] = &[
        (StreamFault::None, 300),
        (StreamFault::Refused, 60),
        (StreamFault::ResetBeforeAnswer, 40),
        (StreamFault::ResetInsideBody, 30),
        (StreamFault::CloseBeforeAnswer, 20),
        (StreamFault::CloseInsideBody, 20),
        (StreamFault::GoAwayBeforeAnswer, 20),
        (StreamFault::GoAwayAfterAnswer, 30),
        (StreamFault::HangBeforeAnswer, 20),
        (StreamFault::SlowBody, 20),
        (StreamFault::HangInsideBody, 20),
        (StreamFault::LengthTooLong, 20),
        (StreamFault::LengthTooShort, 20),
        (StreamFault::TruncatedJson, 30),
        (StreamFault::TooMany, 50),
        (StreamFault::TooManyTomorrow, 15),
        (StreamFault::Unavailable, 40),
        (StreamFault::Unauthorized, 40),
    ];

    /// The request was not processed, and the answer says so: it may be sent again whatever it is.
    pub fn says_that_nothing_was_done(self) -> bool {
        matches!(self, StreamFault::Refused | StreamFault::TooMany | StreamFault::TooManyTomorrow)
    }
}
