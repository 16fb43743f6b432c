//! The credentials of a client: one type for every way to produce a header.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use super::authorization::{Authorization, surrounded};
#[cfg(feature = "oauth")]
use super::oauth::{OAuth, Tokens};
use super::source::{CredentialSource, ErasedSource};
use super::token_call::TokenCall;
use crate::error::Error;
use crate::operation::Operation;
use crate::value::Secret;
use crate::value::sid::{AccountSid, ApiKeySid};

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
pub struct Credentials {
    source: Arc<Source>,
    /// The account that resource paths begin at, where it isn't the username.
    account: Option<Arc<str>>,
    /// The variable of the environment that the SID is from.
    variable: Option<&'static str>,
}

/// Where the `Authorization` header comes from. One variant per way.
enum Source {
    Basic {
        of: BasicKind,
        username: String,
        password: Secret,
    },
    #[cfg(feature = "oauth")]
    OAuth(Box<Tokens>),
    Own(Box<dyn ErasedSource>),
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

    /// An OAuth client: its access tokens are fetched, kept and renewed, one fetch at a time for all clones.
    ///
    /// ```
    /// use twilio_core::{Credentials, OAuth};
    ///
    /// let credentials = Credentials::oauth(OAuth::new("OQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "client secret"));
    /// assert!(!format!("{credentials:?}").contains("secret"));
    /// ```
    #[cfg(feature = "oauth")]
    #[must_use]
    pub fn oauth(client: OAuth) -> Self {
        Credentials::of(Source::OAuth(Box::new(Tokens::new(client))))
    }

    /// A source of your own, of whatever type: see [`CredentialSource`].
    ///
    /// ```
    /// use twilio_core::{Authorization, CredentialSource, Credentials};
    ///
    /// struct Vault;
    ///
    /// impl CredentialSource for Vault {
    ///     async fn authorization(&self) -> Result<Authorization, Box<dyn std::error::Error + Send + Sync>> {
    ///         let secret = "what the vault says";
    ///         Ok(Authorization::basic("SKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", secret))
    ///     }
    /// }
    ///
    /// let credentials = Credentials::from_source(Vault);
    /// # let _ = credentials;
    /// ```
    pub fn from_source(source: impl CredentialSource) -> Self {
        Credentials::of(Source::Own(Box::new(source)))
    }

    /// Names the account whose resources are called where a path begins with an account and the caller names none: with an API key, OAuth or a
    /// source of your own nothing else says it. [`Credentials::account`] needs it only for a subaccount.
    ///
    /// ```
    /// use twilio_core::Credentials;
    ///
    /// let key = Credentials::api_key("SKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "secret");
    /// let credentials = key.for_account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
    /// # let _ = credentials;
    /// ```
    #[must_use]
    pub fn for_account(mut self, account_sid: impl Into<String>) -> Self {
        self.account = Some(account_sid.into().into());
        self
    }

    /// The account that resource paths begin at.
    pub(crate) fn account_sid(&self) -> Option<&str> {
        match (&self.account, &*self.source) {
            (Some(account), _) => Some(account),
            (None, Source::Basic { of: BasicKind::Account, username, .. }) => Some(username),
            _ => None,
        }
    }

    fn of(source: Source) -> Self {
        Credentials { source: Arc::new(source), account: None, variable: None }
    }

    fn basic(of: BasicKind, username: String, password: String) -> Self {
        Credentials::of(Source::Basic { of, username, password: Secret::new(password) })
    }

    /// Notes the variable of the environment that the SID is from, for errors.
    pub(super) fn noting_variable(self, name: &'static str) -> Self {
        Credentials { variable: Some(name), ..self }
    }

    /// Which ones they are, for the error of a 401: `the API key SK…ef from TWILIO_API_KEY`. Shows two characters of a SID, and nothing of
    /// what doesn't have the form of one.
    pub(crate) fn describe(&self) -> Option<String> {
        let (of, username) = match &*self.source {
            Source::Basic { of, username, .. } => (of, username),
            #[cfg(feature = "oauth")]
            Source::OAuth(_) => return Some("an access token of the OAuth client".to_owned()),
            Source::Own(_) => return Some("what the credential source returned".to_owned()),
        };
        let (name, is_sid) = match of {
            BasicKind::Account => ("the account", AccountSid::parse(username).is_ok()),
            BasicKind::ApiKey => ("the API key", ApiKeySid::parse(username).is_ok()),
        };
        let sid = match (username.get(..2), username.get(32..)) {
            (Some(prefix), Some(end)) if is_sid => format!(" {prefix}…{end}"),
            _ => String::new(),
        };
        let from = self.variable.map(|variable| format!(" from {variable}")).unwrap_or_default();
        Some(format!("{name}{sid}{from}"))
    }

    /// Checks them, and gives the header when it never changes.
    pub(crate) fn prepare(&self) -> Result<Option<HeaderValue>, Error> {
        match &*self.source {
            Source::Basic { of, username, password } => basic_header(*of, username, password).map(Some),
            #[cfg(feature = "oauth")]
            Source::OAuth(tokens) => tokens.check().map(|()| None),
            Source::Own(_) => Ok(None),
        }
    }

    /// The header of the next attempt, for credentials whose header may change.
    pub(crate) async fn fetch(&self, call: TokenCall<'_>, operation: &'static Operation) -> Result<HeaderValue, Error> {
        let _ = call;
        match &*self.source {
            Source::Basic { of, username, password } => basic_header(*of, username, password),
            #[cfg(feature = "oauth")]
            Source::OAuth(tokens) => tokens.header(call).await.map_err(|failure| Error::token(operation, failure)),
            Source::Own(source) => {
                let authorization = source.authorization().await;
                let authorization = authorization.map_err(|source| Error::credential_source(operation, source))?;
                authorization.into_header().map_err(|invalid| {
                    let (expected, found) = (invalid.expected(), invalid.found());
                    let reason = format!("the credential source gave no header: expected {expected}, found {found}");
                    Error::unusable_authorization(operation, reason)
                })
            }
        }
    }

    /// Twilio answered 401 to this header. Whether there may be another one.
    pub(crate) fn refused(&self, header: &HeaderValue) -> bool {
        match &*self.source {
            Source::Basic { .. } => false,
            #[cfg(feature = "oauth")]
            Source::OAuth(tokens) => tokens.refused(header),
            Source::Own(source) => source.refused(&Authorization::sent(header)),
        }
    }

    /// Whether they would send their secret to Twilio although the client is pointed elsewhere.
    pub(crate) fn lack_token_url(&self) -> bool {
        match &*self.source {
            #[cfg(feature = "oauth")]
            Source::OAuth(tokens) => tokens.lacks_url(),
            _ => false,
        }
    }
}

fn basic_header(of: BasicKind, username: &str, password: &Secret) -> Result<HeaderValue, Error> {
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
    let (is_account, is_key) = (|text| AccountSid::parse(text).is_ok(), |text| ApiKeySid::parse(text).is_ok());
    if is_account(password.reveal()) || is_key(password.reveal()) {
        return Err(Error::credentials(format!("the {secret} is a SID: were the {name} and the {secret} swapped?")));
    }
    let (own, other, is_other, method) = match of {
        BasicKind::Account => ("AC", "SK", is_key(username), "Credentials::api_key"),
        BasicKind::ApiKey => ("SK", "AC", is_account(username), "Credentials::account"),
    };
    if is_other {
        return Err(Error::credentials(format!("the {name} begins with {other}, not {own}; pass it to {method}")));
    }
    for (name, text) in [(name, username), (secret, password.reveal())] {
        if let Some(what) = surrounded(text) {
            return Err(Error::credentials(format!("the {name} begins or ends with {what}; pass it without")));
        }
    }
    Authorization::basic(username, password.reveal()).into_header().map_err(|_| {
        Error::credentials(format!(
            "the {name} or the {secret} holds a colon or a control character (a line break, perhaps); pass them without"
        ))
    })
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The SID is hidden too: whoever passes the two in the wrong order would print the secret.
        formatter.write_str(match &*self.source {
            Source::Basic { of: BasicKind::Account, .. } => "Credentials(account, <hidden>)",
            Source::Basic { of: BasicKind::ApiKey, .. } => "Credentials(API key, <hidden>)",
            #[cfg(feature = "oauth")]
            Source::OAuth(_) => "Credentials(OAuth client, <hidden>)",
            Source::Own(_) => "Credentials(source, <hidden>)",
        })
    }
}
