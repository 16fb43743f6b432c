//! Twilio's numbers for errors, and names for those that a program meets.
//!
//! What enters: the `code` of an error answer. What leaves: a number that can be compared with these constants or with any other number.
//! The whole list is at <https://www.twilio.com/docs/api/errors>; a number that has no name here is as good.

use std::fmt;

/// Twilio's number for an error, or none when the answer has none.
///
/// ```
/// use twilio_core::ErrorCode;
///
/// assert!(ErrorCode::TOO_MANY_REQUESTS == 20429);
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
    // --- general ---
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
    // --- flex ---
    45002 FLEX_AUTHENTICATION "Flex: the credentials are wrong";
    45003 FLEX_AUTHORIZATION "Flex: the credentials may not do this";
    45004 FLEX_VALIDATION "Flex: an input can't be taken";
    45005 FLEX_SERVICE_UNAVAILABLE "Flex is not available for the moment";
    45006 FLEX_NOT_FOUND "Flex: there is no such resource";
    45007 FLEX_CONFLICT "Flex: the change contradicts the resource's state";
    45010 FLEX_RATE_LIMIT "Flex: too many requests";
    45101 FLEX_CONFIGURATION_NOT_FOUND "Flex: the account has no configuration";
    45102 FLEX_CONFIGURATION_COLLISION "Flex: another change of the configuration came first";
    45205 FLEX_FLOW_NOT_FOUND "Flex: there is no such flow";
    45206 FLEX_ALREADY_A_MEMBER "Flex: the user is a member of the channel already";
    45310 FLEX_PARTICIPANT_NOT_FOUND "Flex: there is no such participant";
    45313 FLEX_TRANSFER_FAILED "Flex: the transfer failed";
    // --- chat and conversations ---
    50002 RESOURCE_BEING_DELETED "the resource is being deleted";
    50003 FRIENDLY_NAME_TOO_LONG "the friendly name is too long";
    50004 UNIQUE_NAME_TOO_LONG "the unique name is too long";
    50050 SERVICE_NOT_FOUND "there is no such service";
    50056 WEBHOOK_REFUSED "a webhook of yours refused the change";
    50057 WEBHOOK_FAILED "a webhook of yours could not be called";
    50063 SERVICE_RATE_LIMIT "too many actions a second";
    50074 GLOBAL_RATE_LIMIT "too many actions a second over all";
    50076 WEBHOOK_TIMEOUT "a webhook of yours took too long";
    50100 ROLE_NOT_FOUND "there is no such role";
    50107 USER_NOT_AUTHORIZED "the user's role does not allow this";
    50109 CONVERSATION_ROLE_NOT_FOUND "there is no such role for conversations";
    50200 USER_NOT_FOUND "there is no such user";
    50201 USER_ALREADY_EXISTS "a user with this identity exists already";
    50203 IDENTITY_RESERVED "the identity is reserved";
    50207 IDENTITY_TOO_LONG "the identity is too long";
    50208 USER_CHANNEL_LIMIT "the user is in as many channels as a user can be";
    50212 USER_ALREADY_INVITED "the user is invited already";
    50213 USER_MODIFICATION_CONFLICT "another change of the user came first";
    50214 USER_CONVERSATION_LIMIT "the user is in as many conversations as a user can be";
    50300 CHANNEL_NOT_FOUND "there is no such channel";
    50303 ATTRIBUTES_TOO_LONG "the attributes are too long";
    50304 ATTRIBUTES_NOT_JSON "the attributes are no JSON";
    50307 CHANNEL_ALREADY_EXISTS "a channel with this unique name exists already";
    50321 TOO_MANY_CHANNEL_WEBHOOKS "the channel has as many webhooks as it can have";
    50349 CHANNEL_MODIFICATION_CONFLICT "another change of the channel came first";
    50350 CONVERSATION_NOT_FOUND "there is no such conversation";
    50361 TOO_MANY_CONVERSATION_WEBHOOKS "the conversation has as many webhooks as it can have";
    50377 CONVERSATION_CLOSED "the conversation is closed and can't be changed";
    50391 CONVERSATION_MODIFICATION_CONFLICT "another change of the conversation came first";
    50400 NOT_A_MEMBER "the user is no member of the channel";
    50402 MEMBER_NOT_FOUND "there is no such member";
    50403 CHANNEL_MEMBER_LIMIT "the channel has as many members as it can have";
    50404 MEMBER_ALREADY_EXISTS "the user is a member already";
    50407 INVALID_BINDING_ADDRESS "the participant's address can't be used";
    50408 INVALID_PROXY_ADDRESS "the proxy address can't be used";
    50416 BINDING_IN_USE "the pair of address and proxy address is in another conversation";
    50417 PARTICIPANT_LIMIT "the conversation has as many participants as it can have";
    50419 MEMBER_MODIFICATION_CONFLICT "another change of the member came first";
    50430 NOT_A_PARTICIPANT "the participant is not in the conversation";
    50432 PARTICIPANT_NOT_FOUND "there is no such participant";
    50433 PARTICIPANT_ALREADY_EXISTS "the participant is in the conversation already";
    50438 GROUP_ALREADY_EXISTS "a group conversation of these participants exists already";
    50500 MESSAGE_NOT_FOUND "there is no such message";
    50504 MESSAGE_TOO_LONG "the body of the message is too long";
    50507 MEDIA_NOT_FOUND "there is no such media";
    50512 MEDIA_TOO_LARGE "the media of the message is too large";
    50601 INVITE_NOT_FOUND "there is no such invite";
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
