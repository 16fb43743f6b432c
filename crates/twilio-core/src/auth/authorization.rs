//! The value of an `Authorization` header.
//!
//! What enters: a user name and password, a token, or the whole text. What leaves: a header value that is marked sensitive, or why there is none.
//! Invariants: `Debug` shows nothing of it; our copy is wiped when its last clone is dropped.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::model::InvalidValue;
use crate::value::WipedBytes;

/// What stands in an `Authorization` header: for one call (`with_authorization`), or from a [`CredentialSource`](crate::CredentialSource).
///
/// Text that can't be sent is refused when the call is sent. Cheap to clone; hidden in `Debug`; can't be serialised.
///
/// ```
/// use twilio_core::Authorization;
///
/// let of_a_token = Authorization::bearer("eyJhbGciOi…");
/// let of_a_subaccount = Authorization::basic("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token");
/// let whole = Authorization::from("Bearer abc");
/// assert_eq!(format!("{of_a_token:?} {of_a_subaccount:?} {whole:?}"), "Authorization(<hidden>) ".repeat(3).trim_end());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization(Result<HeaderValue, InvalidValue>);

impl Authorization {
    /// `Basic …`: a SID with its token or secret.
    pub fn basic(username: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let (username, password) = (username.as_ref(), password.as_ref());
        // RFC 7617: a colon would end the user name early, and control characters have no place in either.
        if username.is_empty() || password.is_empty() || username.contains(':') {
            let expected = "a user name without a colon and a password";
            return Authorization(Err(InvalidValue::new(expected, "an empty text, or a colon in the user name")));
        }
        if username.chars().chain(password.chars()).any(char::is_control) {
            return Authorization(Err(InvalidValue::new("text", "a line break or another control character")));
        }
        let pair = WipedBytes::joined(&[username, ":", password]);
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_ref()));
        Authorization::made_of(WipedBytes::joined(&["Basic ", &encoded]))
    }

    /// `Bearer …`: an access token.
    pub fn bearer(token: impl AsRef<str>) -> Self {
        let token = token.as_ref();
        // RFC 6750, section 2.1: no spaces, nothing beyond ASCII.
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Authorization(Err(InvalidValue::new("visible ASCII without spaces", "an empty or another text")));
        }
        Authorization::made_of(WipedBytes::joined(&["Bearer ", token]))
    }

    fn made_of(text: WipedBytes) -> Self {
        let visible = |byte: &u8| *byte == b' ' || byte.is_ascii_graphic();
        let text_is_visible = text.as_ref().iter().all(visible) && text.as_ref().iter().any(u8::is_ascii_graphic);
        match HeaderValue::from_maybe_shared(bytes::Bytes::from_owner(text)) {
            Ok(mut value) if text_is_visible => {
                value.set_sensitive(true);
                Authorization(Ok(value))
            }
            _ => {
                let found = "an empty text, a line break, a control character or a character beyond ASCII";
                Authorization(Err(InvalidValue::new("visible ASCII", found)))
            }
        }
    }

    /// A header that was sent, to show it to the source that it came from.
    pub(crate) fn sent(value: &HeaderValue) -> Self {
        Authorization(Ok(value.clone()))
    }

    pub(crate) fn into_header(self) -> Result<HeaderValue, InvalidValue> {
        self.0
    }
}

/// The whole value, such as `Bearer abc`.
impl From<&str> for Authorization {
    fn from(text: &str) -> Self {
        Authorization::made_of(WipedBytes::joined(&[text]))
    }
}

/// The whole value, such as `Bearer abc`. The text is wiped.
impl From<String> for Authorization {
    fn from(text: String) -> Self {
        Authorization::made_of(WipedBytes::new(text.into_bytes()))
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Authorization(<hidden>)")
    }
}

/// Blanks and quotes around a value, as a `.env` file leaves them; none of Twilio's credentials has any.
pub(super) fn surrounded(text: &str) -> Option<&'static str> {
    let either = |is: fn(char) -> bool| text.starts_with(is) || text.ends_with(is);
    if either(char::is_whitespace) {
        return Some("a blank");
    }
    either(|character| matches!(character, '"' | '\'' | '`')).then_some("a quotation mark")
}

#[cfg(test)]
mod tests {
    use super::Authorization;

    #[test]
    fn each_form_makes_a_sensitive_header() {
        for (authorization, expected) in [
            (Authorization::basic("AC1", "secret"), "Basic QUMxOnNlY3JldA=="),
            (Authorization::bearer("a.b-c"), "Bearer a.b-c"),
            (Authorization::from("Custom x y"), "Custom x y"),
            (Authorization::from("Custom x y".to_owned()), "Custom x y"),
        ] {
            let header = authorization.into_header().expect("a header");
            assert_eq!(header.as_bytes(), expected.as_bytes());
            assert!(header.is_sensitive());
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused_and_not_repeated() {
        for authorization in [
            Authorization::basic("", "pa55"),
            Authorization::basic("AC:1", "pa55"),
            Authorization::basic("AC1", ""),
            Authorization::basic("AC1", "pa55\n"),
            Authorization::bearer(""),
            Authorization::bearer("pa55 pa55"),
            Authorization::bearer("pa55\r\nX-Evil: 1"),
            Authorization::from(""),
            Authorization::from("  "),
            Authorization::from("pa55ç"),
        ] {
            let invalid = authorization.into_header().expect_err("refused");
            assert!(!format!("{invalid:?}").contains("pa55"));
        }
    }
}
