//! Who the client is.
//!
//! What enters: an account SID with its auth token, or an API key with its secret. What leaves: the `Authorization` header of a call.
//! Invariant: neither `Debug` nor an error shows any part of them, they can't be serialised, and our copies are wiped on drop.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::environment;
use crate::error::Error;
use crate::secret::{Secret, WipedBytes};

/// What a [`Client`](crate::Client) signs its calls with. Cheap to clone; hidden in `Debug`.
///
/// ```
/// use twilio_core::Credentials;
///
/// let of_the_account = Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token");
/// let of_an_api_key = Credentials::api_key("SKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "secret");
/// assert_eq!(format!("{of_the_account:?} {of_an_api_key:?}"), "Credentials(account, <hidden>) Credentials(API key, <hidden>)");
/// ```
#[derive(Clone)]
pub struct Credentials(Arc<Source>);

/// Where the `Authorization` header comes from. One variant per way; a source that has to ask a server first will be one more.
enum Source {
    Basic { of: BasicKind, username: String, password: Secret },
}

#[derive(Clone, Copy)]
enum BasicKind {
    Account,
    ApiKey,
}

impl Credentials {
    /// The account's SID (`AC…`) and its auth token.
    ///
    /// An API key is the better choice for production: it can be revoked by itself.
    pub fn account(account_sid: impl Into<String>, auth_token: impl Into<String>) -> Self {
        Credentials::basic(BasicKind::Account, account_sid.into(), auth_token.into())
    }

    /// An API key's SID (`SK…`) and its secret.
    pub fn api_key(key_sid: impl Into<String>, secret: impl Into<String>) -> Self {
        Credentials::basic(BasicKind::ApiKey, key_sid.into(), secret.into())
    }

    /// `TWILIO_API_KEY` with `TWILIO_API_SECRET`, else `TWILIO_ACCOUNT_SID` with `TWILIO_AUTH_TOKEN`.
    ///
    /// An empty variable counts as unset.
    ///
    /// # Errors
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) when none is set, or when half a pair is: the text names the missing variable.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), twilio_core::Error> {
    /// let credentials = twilio_core::Credentials::from_env()?;
    /// # Ok(()) }
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        environment::credentials(&environment::process)
    }

    fn basic(of: BasicKind, username: String, password: String) -> Self {
        Credentials(Arc::new(Source::Basic { of, username, password: Secret::new(password) }))
    }

    /// The value of the `Authorization` header, marked sensitive.
    pub(crate) fn authorization(&self) -> Result<HeaderValue, Error> {
        let Source::Basic { of, username, password } = &*self.0;
        let (name, secret) = match of {
            BasicKind::Account => ("account SID", "auth token"),
            BasicKind::ApiKey => ("API key SID", "API key secret"),
        };
        if username.is_empty() {
            return Err(Error::credentials(format!("the {name} is empty")));
        }
        if password.reveal().is_empty() {
            return Err(Error::credentials(format!("the {secret} is empty")));
        }
        // RFC 7617: a colon would end the user name early, and control characters have no place in either.
        if username.contains(':') || username.chars().chain(password.reveal().chars()).any(char::is_control) {
            return Err(Error::credentials(format!(
                "the {name} or the {secret} holds a colon or a control character (a line break, perhaps); pass them without"
            )));
        }
        let pair = Zeroizing::new(format!("{username}:{}", password.reveal()));
        let header = WipedBytes::new(
            format!("Basic {}", Zeroizing::new(STANDARD.encode(pair.as_bytes())).as_str()).into_bytes(),
        );
        let mut value = HeaderValue::from_maybe_shared(bytes::Bytes::from_owner(header))
            .map_err(|_| Error::credentials(format!("the {name} and the {secret} don't make a header")))?;
        value.set_sensitive(true);
        Ok(value)
    }

    #[cfg(test)]
    pub(crate) fn basic_pair(&self) -> (&str, &str) {
        let Source::Basic { username, password, .. } = &*self.0;
        (username, password.reveal())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The SID is hidden too: whoever passes the two in the wrong order would print the secret.
        let Source::Basic { of, .. } = &*self.0;
        match of {
            BasicKind::Account => formatter.write_str("Credentials(account, <hidden>)"),
            BasicKind::ApiKey => formatter.write_str("Credentials(API key, <hidden>)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Credentials;
    use crate::error::ErrorKind;

    #[test]
    fn basic_credentials_make_the_header_and_it_is_sensitive() {
        let header = Credentials::account("AC1", "secret").authorization().expect("header");
        assert_eq!(header.as_bytes(), b"Basic QUMxOnNlY3JldA==");
        assert!(header.is_sensitive());
        assert_eq!(format!("{header:?}"), "Sensitive");
    }

    #[test]
    fn debug_shows_neither_sid_nor_secret() {
        for credentials in [Credentials::account("AC-name", "pa55"), Credentials::api_key("AC-name", "pa55")] {
            let text = format!("{credentials:?}");
            assert!(!text.contains("AC-name") && !text.contains("pa55"), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused_without_being_shown() {
        for (sid, secret) in [("", "pa55"), ("AC1", ""), ("AC:1", "pa55"), ("AC1", "pa55\n"), ("AC\u{0}1", "pa55")] {
            let error = Credentials::account(sid, secret).authorization().expect_err("refused");
            assert_eq!(error.kind(), ErrorKind::Credentials);
            assert!(!format!("{error} {error:?}").contains("pa55"));
        }
    }
}
