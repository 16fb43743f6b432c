//! Twilio's numbers for errors, and names for the general ones. Those of one product are constants of its crate.
//!
//! What enters: the `code` of an error answer. What leaves: a number that can be compared with these constants or with any other number.
//! The whole list is at <https://www.twilio.com/docs/api/errors>; a number that has no name here is as good.

use std::fmt;

/// Twilio's number for an error, or none when the answer has none.
///
/// ```
/// use twilio_core::ErrorCode;
///
/// assert!(ErrorCode::TOO_MANY_REQUESTS == 20429);                 // the codes of a product: `error_codes` of its crate
/// assert_eq!(ErrorCode::NOT_FOUND.to_string(), "20404");
/// assert_eq!(ErrorCode::new(21211).get(), Some(21211));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCode(Option<i64>);

/// One line for each code: its number, its name, what it says.
macro_rules! codes {
    ($($number:literal $name:ident $text:literal;)*) => {
        impl ErrorCode {
            $(#[doc = concat!(stringify!($number), ": ", $text, ".")] pub const $name: ErrorCode = ErrorCode(Some($number));)*
        }

        const _: () = assert!(is_ascending(&[$($number),*]), "the codes are in ascending order, each once");
    };
}

const fn is_ascending(numbers: &[i64]) -> bool {
    let mut at = 1;
    while at < numbers.len() {
        if numbers[at - 1] >= numbers[at] {
            return false;
        }
        at += 1;
    }
    true
}

codes! {
    20001 UNKNOWN_PARAMETERS "a parameter that the operation does not know, or a value that it does not take";
    20002 INVALID_FRIENDLY_NAME "the friendly name can't be taken";
    20003 AUTHENTICATION "the credentials are wrong or not allowed to do this";
    20004 METHOD_NOT_ALLOWED "the resource does not take this method";
    20005 ACCOUNT_NOT_ACTIVE "the account is suspended or closed";
    20006 ACCESS_DENIED "the credentials may not touch this resource";
    20007 PAGE_SIZE_TOO_LARGE "`PageSize` is above what the list takes";
    20008 TEST_CREDENTIALS "test credentials can't do this";
    20101 INVALID_ACCESS_TOKEN "the access token can't be read";
    20104 ACCESS_TOKEN_EXPIRED "the access token has expired, or its expiry is wrong";
    20107 INVALID_ACCESS_TOKEN_SIGNATURE "the access token is signed with another secret";
    20403 FORBIDDEN "the credentials may not do this";
    20404 NOT_FOUND "there is no such resource";
    20429 TOO_MANY_REQUESTS "too many requests; this one was not processed";
    20500 INTERNAL_SERVER_ERROR "Twilio failed";
    20503 SERVICE_UNAVAILABLE "Twilio is not available for the moment";
}

/// Makes constants of a product's error codes: number, name and meaning of each.
///
/// ```
/// twilio_core::error_codes! {
///     50300 CHANNEL_NOT_FOUND "there is no such channel";
/// }
/// assert_eq!(CHANNEL_NOT_FOUND, twilio_core::ErrorCode::new(50300));
/// ```
#[macro_export]
macro_rules! error_codes {
    ($($number:literal $name:ident $about:literal;)*) => {
        $(#[doc = ::core::concat!(::core::stringify!($number), ": ", $about, ".")] pub const $name: $crate::ErrorCode = $crate::ErrorCode::new($number);)*
    };
}

impl ErrorCode {
    /// Any number, to compare with.
    #[must_use]
    pub const fn new(code: i64) -> Self {
        ErrorCode(Some(code))
    }

    pub(super) fn of(code: Option<i64>) -> Self {
        ErrorCode(code)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> Option<i64> {
        self.0
    }
}

impl From<i64> for ErrorCode {
    fn from(code: i64) -> Self {
        ErrorCode::new(code)
    }
}

impl PartialEq<i64> for ErrorCode {
    fn eq(&self, other: &i64) -> bool {
        self.0 == Some(*other)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(code) => code.fmt(formatter),
            None => formatter.write_str("(no code)"),
        }
    }
}
