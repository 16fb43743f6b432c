//! The settings of an OAuth client.

use std::fmt;

use http::Uri;

use crate::config::{Base, Routing};
use crate::error::Error;
use crate::value::Secret;

/// Twilio's token endpoint: it knows no edge and no region.
const TOKEN_URL: &str = "https://oauth.twilio.com/v2/token";

/// An OAuth client: turn it into credentials with [`Credentials::oauth`](crate::Credentials::oauth). Needs the feature `oauth`.
///
/// A token is kept for as long as the answer (`expires_in`) and the token itself (`exp`) say, less a tenth or a minute, whichever is shorter.
/// Clones of a client, and clients of the same [`Credentials`](crate::Credentials), share it. When Twilio answers 401, it is dropped, another one
/// is fetched and the call is made once more, a POST too, since a 401 was not processed.
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use twilio_core::{Client, Credentials, OAuth};
///
/// let client = Client::new(Credentials::oauth(OAuth::new("OQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "client secret")))?;
/// # let _ = client;
///
/// // Less than all that it may do, and from a server of one's own.
/// let narrow = OAuth::new("OQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "client secret")
///     .scope("chat:read chat:write")
///     .audience("https://chat.twilio.com")
///     .token_url("https://tokens.internal/v2/token");
/// let client = Client::new(Credentials::oauth(narrow))?;
/// # let _ = client;
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "it does nothing until it is turned into credentials"]
pub struct OAuth {
    pub(super) client_id: Secret,
    pub(super) client_secret: Secret,
    pub(super) scope: Option<String>,
    pub(super) audience: Option<String>,
    pub(super) token_url: Option<String>,
    pub(super) allows_plain_http: bool,
}

impl OAuth {
    /// The client's id and its secret.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        OAuth {
            client_id: Secret::new(client_id.into()),
            client_secret: Secret::new(client_secret.into()),
            scope: None,
            audience: None,
            token_url: None,
            allows_plain_http: false,
        }
    }

    /// Asks for these scopes, separated by spaces, instead of all that the client has.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Asks for a token for this audience.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// Where tokens are fetched, instead of `https://oauth.twilio.com/v2/token`. It is called as it stands: no edge, no region.
    ///
    /// Has to be set when a product's client has a `base_url`, so that a test never sends a secret to Twilio unawares.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Allows a `token_url` of plain `http` on another machine. Everybody on the way can then read the client secret and the tokens.
    ///
    /// ```
    /// use twilio_core::OAuth;
    ///
    /// let behind_a_gateway = OAuth::new("OQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "client secret")
    ///     .token_url("http://tokens.internal/v2/token")
    ///     .allow_plain_http();
    /// # let _ = behind_a_gateway;
    /// ```
    pub fn allow_plain_http(mut self) -> Self {
        self.allows_plain_http = true;
        self
    }

    /// The token endpoint. Neither edge nor region is put into its host. The error never repeats the text, which may contain a password.
    pub(super) fn endpoint(&self) -> Result<TokenEndpoint, Error> {
        let text = self.token_url.as_deref().unwrap_or(TOKEN_URL);
        let (base, path) = Base::split("token_url", TOKEN_URL, text, &Routing::default())?;
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        match base.uri(&path) {
            Some(uri) => Ok(TokenEndpoint { base, uri, is_set: self.token_url.is_some() }),
            None => Err(Error::config(format!(
                "the path of token_url contains a fragment, a dot segment or a character that must be percent-encoded; expected one such as {TOKEN_URL}"
            ))),
        }
    }
}

pub(super) struct TokenEndpoint {
    pub(super) base: Base,
    pub(super) uri: Uri,
    is_set: bool,
}

impl TokenEndpoint {
    /// Where the host is from, for errors.
    pub(super) fn note(&self) -> &'static str {
        if self.is_set { " (from token_url)" } else { "" }
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OAuth")
            .field("scope", &self.scope)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}
