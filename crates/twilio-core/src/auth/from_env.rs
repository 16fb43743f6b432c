//! Credentials from environment variables.

use super::credentials::Credentials;
use crate::config::environment::{Lookup, pair, process};
use crate::error::Error;

impl Credentials {
    /// `TWILIO_API_KEY` with `TWILIO_API_SECRET`, else `TWILIO_ACCOUNT_SID` with `TWILIO_AUTH_TOKEN`. Beside an API key, `TWILIO_ACCOUNT_SID` names
    /// the account whose resources are called.
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
        credentials(&process)
    }
}

/// API key first, then account SID and auth token, as Twilio's own libraries document it.
pub(crate) fn credentials(lookup: Lookup<'_>) -> Result<Credentials, Error> {
    // Twilio's samples use both spellings.
    for (name, secret) in [("TWILIO_API_KEY", "TWILIO_API_SECRET"), ("TWILIO_API_KEY_SID", "TWILIO_API_KEY_SECRET")] {
        if let Some((key, secret)) = pair(lookup, name, secret)? {
            let credentials = Credentials::api_key(key, secret).noting_variable(name);
            let account = lookup("TWILIO_ACCOUNT_SID").filter(|sid| !sid.is_empty());
            return Ok(match account {
                Some(sid) => credentials.for_account(sid),
                None => credentials,
            });
        }
    }
    // With an auth token missing, an account SID alone is half a pair; beside an API key it is optional.
    if let Some((sid, token)) = pair(lookup, "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")? {
        return Ok(Credentials::account(sid, token).noting_variable("TWILIO_ACCOUNT_SID"));
    }
    Err(Error::credentials(
        "the environment holds no credentials; set TWILIO_API_KEY and TWILIO_API_SECRET, or TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
    ))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::{Credentials, credentials};
    use crate::auth::Authorization;
    use crate::error::ErrorKind;

    fn environment(variables: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        move |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    fn found(variables: &'static [(&'static str, &'static str)]) -> Credentials {
        credentials(&environment(variables)).expect("credentials")
    }

    fn header(credentials: &Credentials) -> HeaderValue {
        credentials.prepare().expect("valid").expect("a header")
    }

    fn basic(username: &str, password: &str) -> HeaderValue {
        Authorization::basic(username, password).into_header().expect("valid")
    }

    fn refused(variables: &'static [(&'static str, &'static str)]) -> String {
        let error = credentials(&environment(variables)).expect_err("no credentials");
        assert_eq!(error.kind(), ErrorKind::Credentials);
        error.to_string()
    }

    #[test]
    fn an_api_key_goes_before_the_account() {
        let credentials = found(&[
            ("TWILIO_ACCOUNT_SID", "AC1"),
            ("TWILIO_AUTH_TOKEN", "token"),
            ("TWILIO_API_KEY", "SK1"),
            ("TWILIO_API_SECRET", "secret"),
        ]);
        assert_eq!(header(&credentials), basic("SK1", "secret"));
    }

    #[test]
    fn the_account_sid_is_optional_beside_an_api_key() {
        let credentials =
            found(&[("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_API_KEY", "SK1"), ("TWILIO_API_SECRET", "secret")]);
        assert_eq!(header(&credentials), basic("SK1", "secret"));
    }

    #[test]
    fn the_account_is_known_with_either() {
        let key: &[(&str, &str)] =
            &[("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_API_KEY", "SK1"), ("TWILIO_API_SECRET", "secret")];
        assert_eq!(found(key).account_sid(), Some("AC1"));
        assert_eq!(found(&[("TWILIO_API_KEY", "SK1"), ("TWILIO_API_SECRET", "secret")]).account_sid(), None);
        let account = found(&[("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "token")]);
        assert_eq!(account.account_sid(), Some("AC1"));
        assert_eq!(account.for_account("AC2").account_sid(), Some("AC2"));
    }

    #[test]
    fn both_spellings_of_an_api_key_are_read() {
        let credentials =
            found(&[("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_API_KEY_SID", "SK1"), ("TWILIO_API_KEY_SECRET", "secret")]);
        assert_eq!(header(&credentials), basic("SK1", "secret"));
        assert!(refused(&[("TWILIO_API_KEY_SID", "SK1")]).contains("TWILIO_API_KEY_SECRET is missing"));
    }

    #[test]
    fn half_a_pair_names_the_missing_variable() {
        assert!(refused(&[("TWILIO_API_KEY", "SK1")]).contains("TWILIO_API_SECRET is missing"));
        assert!(refused(&[("TWILIO_API_SECRET", "x")]).contains("TWILIO_API_KEY is missing"));
        assert!(refused(&[("TWILIO_ACCOUNT_SID", "AC1")]).contains("TWILIO_AUTH_TOKEN is missing"));
        assert!(refused(&[("TWILIO_AUTH_TOKEN", "x")]).contains("TWILIO_ACCOUNT_SID is missing"));
    }

    #[test]
    fn half_an_api_key_is_an_error_even_beside_a_whole_account() {
        let text = refused(&[("TWILIO_API_KEY", "SK1"), ("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "token")]);
        assert!(text.contains("TWILIO_API_SECRET is missing"), "{text}");
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let credentials = found(&[
            ("TWILIO_API_KEY", ""),
            ("TWILIO_API_SECRET", ""),
            ("TWILIO_ACCOUNT_SID", "AC1"),
            ("TWILIO_AUTH_TOKEN", "token"),
        ]);
        assert_eq!(header(&credentials), basic("AC1", "token"));
        assert!(refused(&[("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "")]).contains("TWILIO_AUTH_TOKEN"));
    }

    #[test]
    fn nothing_set_names_every_variable_that_would_do() {
        let text = refused(&[]);
        for name in ["TWILIO_API_KEY", "TWILIO_API_SECRET", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"] {
            assert!(text.contains(name), "{text}");
        }
    }
}
