//! What can be wrong with an answer.

/// One way to answer, or not to. All but [`Fault::None`] are wrong in some way, though a few of them are within the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// The answer is right.
    None,
    // --- the connection ---
    /// Reset before the first byte of an answer.
    ResetBeforeAnswer,
    /// Reset in the middle of the head.
    ResetInsideHead,
    /// Reset in the middle of the body.
    ResetInsideBody,
    /// A whole answer, then a reset, which may overtake it.
    ResetAfterAnswer,
    /// Closed, without an answer.
    CloseBeforeAnswer,
    /// Closed behind a whole answer that promised to keep it open.
    CloseAfterAnswer,
    // --- time ---
    /// No answer, ever.
    HangBeforeAnswer,
    /// The head comes byte by byte, slower than anybody waits.
    SlowHead,
    /// The body comes byte by byte, slower than anybody waits.
    SlowBody,
    /// The body stops in the middle and the connection stays open.
    HangInsideBody,
    /// The whole answer in many small pieces, without a delay.
    Pieces,
    // --- the framing ---
    /// More is announced than comes.
    LengthTooLong,
    /// Less is announced than comes.
    LengthTooShort,
    /// Two lengths that differ.
    LengthsDiffer,
    /// A length that is no number.
    LengthNoNumber,
    /// A chunk whose size is no number.
    ChunkedGarbage,
    /// A chunk whose size overflows.
    ChunkedOverflow,
    /// The last chunk never comes.
    ChunkedCut,
    /// HTTP/1.0, and the body ends with the connection.
    Http10,
    /// Several `100 Continue` before the answer.
    Continues,
    /// A head of a megabyte.
    HugeHead,
    /// What comes is no HTTP.
    NotHttp,
    /// A header that is no header.
    BrokenHeader,
    // --- the body ---
    /// The JSON stops in the middle, and the length says so.
    TruncatedJson,
    /// Compressed, which nobody asked for.
    Gzip,
    /// A proxy's page, as a success.
    Html,
    /// Bytes that are no UTF-8.
    InvalidUtf8,
    /// A hundred thousand arrays within each other.
    DeepJson,
    /// JSON, but of another type.
    OtherJson,
    /// A success without a body.
    Empty,
    /// A body without end.
    Huge,
    /// A failure whose body has no end.
    HugeFailure,
    /// `204 No Content`, and content.
    NoContentWithBody,
    // --- the status ---
    /// Too many requests, come again at once.
    TooMany,
    /// Too many requests, and when to come again is in no known form.
    TooManyOdd,
    /// Too many requests, and when to come again lies in the past.
    TooManyPast,
    /// Too many requests, come again tomorrow.
    TooManyTomorrow,
    /// Not available now.
    Unavailable,
    /// A proxy found nobody.
    BadGateway,
    /// Something broke.
    ServerError,
    /// Not authorised.
    Unauthorized,
    /// Not found, in Twilio's words, which repeat the path.
    NotFound,
    /// A status that no document knows.
    OddStatus,
    // --- where to ---
    /// A redirect to another host, to be followed with the same method.
    RedirectElsewhere,
    /// A redirect to another host, to be followed with a GET.
    SeeElsewhere,
    /// The link to the next page leads to another host.
    LinkElsewhere,
    /// The link to the next page names another host without a scheme.
    LinkElsewhereRelative,
    /// The link to the next page looks like the right host, which is only its user name.
    LinkElsewhereUser,
    /// The link to the next page leads to the page that it stands on.
    LinkToItself,
    /// The page has no records, and its link leads to the same page by another address.
    EmptyPage,
    /// The page has more records than any page may.
    ManyRecords,
}

impl Fault {
    /// All of them, with how often each is chosen in a mix.
    pub const ALL: &[(Fault, u64)] = &[
        (Fault::None, 300),
        (Fault::ResetBeforeAnswer, 30),
        (Fault::ResetInsideHead, 20),
        (Fault::ResetInsideBody, 20),
        (Fault::ResetAfterAnswer, 20),
        (Fault::CloseBeforeAnswer, 20),
        (Fault::CloseAfterAnswer, 30),
        (Fault::HangBeforeAnswer, 10),
        (Fault::SlowHead, 10),
        (Fault::SlowBody, 10),
        (Fault::HangInsideBody, 10),
        (Fault::Pieces, 20),
        (Fault::LengthTooLong, 15),
        (Fault::LengthTooShort, 15),
        (Fault::LengthsDiffer, 10),
        (Fault::LengthNoNumber, 10),
        (Fault::ChunkedGarbage, 15),
        (Fault::ChunkedOverflow, 10),
        (Fault::ChunkedCut, 10),
        (Fault::Http10, 20),
        (Fault::Continues, 15),
        (Fault::HugeHead, 5),
        (Fault::NotHttp, 15),
        (Fault::BrokenHeader, 10),
        (Fault::TruncatedJson, 20),
        (Fault::Gzip, 15),
        (Fault::Html, 20),
        (Fault::InvalidUtf8, 15),
        (Fault::DeepJson, 10),
        (Fault::OtherJson, 15),
        (Fault::Empty, 15),
        (Fault::Huge, 2),
        (Fault::HugeFailure, 8),
        (Fault::NoContentWithBody, 15),
        (Fault::TooMany, 40),
        (Fault::TooManyOdd, 10),
        (Fault::TooManyPast, 10),
        (Fault::TooManyTomorrow, 10),
        (Fault::Unavailable, 40),
        (Fault::BadGateway, 15),
        (Fault::ServerError, 15),
        (Fault::Unauthorized, 20),
        (Fault::NotFound, 20),
        (Fault::OddStatus, 10),
        (Fault::RedirectElsewhere, 15),
        (Fault::SeeElsewhere, 15),
        (Fault::LinkElsewhere, 15),
        (Fault::LinkElsewhereRelative, 10),
        (Fault::LinkElsewhereUser, 10),
        (Fault::LinkToItself, 10),
        (Fault::EmptyPage, 15),
        (Fault::ManyRecords, 5),
    ];

    /// Whether an access token may have been read from an answer like this one.
    pub fn may_give_a_token(self) -> bool {
        let right_over_all =
            matches!(self, Fault::None | Fault::CloseAfterAnswer | Fault::Pieces | Fault::Http10 | Fault::Continues);
        let right_at_times = matches!(self, Fault::ResetAfterAnswer | Fault::LengthsDiffer | Fault::BrokenHeader);
        right_over_all || right_at_times || self.is_of_a_list()
    }

    /// Only the answer to a list has it; any other answer is right.
    pub fn is_of_a_list(self) -> bool {
        matches!(
            self,
            Fault::LinkElsewhere
                | Fault::LinkElsewhereRelative
                | Fault::LinkElsewhereUser
                | Fault::LinkToItself
                | Fault::EmptyPage
                | Fault::ManyRecords
        )
    }

    /// The request was refused without being looked at: it may be sent again whatever it is.
    pub fn is_too_many(self) -> bool {
        matches!(self, Fault::TooMany | Fault::TooManyOdd | Fault::TooManyPast | Fault::TooManyTomorrow)
    }
}
