//! The signed token.

use std::fmt;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use twilio_core::sid::{AccountSid, ApiKeySid};
use twilio_core::{IntoInput, InvalidValue};
use zeroize::Zeroizing;

use crate::builder::AccessTokenBuilder;
use crate::error::AccessTokenError;

/// A signed access token. It is a credential: `Debug` hides it, it is wiped on drop, and only [`as_str`](Self::as_str) returns it.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// use twilio_access_token::{AccessToken, VideoGrant};
///
/// let token = AccessToken::builder("AC0123456789abcdef0123456789abcdef", "SK0123456789abcdef0123456789abcdef", "secret")
///     .identity("alice")
///     .grant(VideoGrant::new().room("daily"))
///     .build_at(UNIX_EPOCH + Duration::from_secs(1_700_000_000))?;
/// assert_eq!(token.as_str().split('.').count(), 3);
/// assert_eq!(token.expires_at(), UNIX_EPOCH + Duration::from_secs(1_700_003_600));
/// assert_eq!(format!("{token:?}"), "AccessToken(<hidden>)");
/// # Ok::<(), twilio_access_token::AccessTokenError>(())
/// ```
#[derive(Clone)]
pub struct AccessToken {
    jwt: Zeroizing<String>,
    expires_at: SystemTime,
}

impl AccessToken {
    /// Starts a token of this account, signed with this API key. An auth token can't sign access tokens.
    pub fn builder(
        account_sid: impl IntoInput<AccountSid>,
        api_key_sid: impl IntoInput<ApiKeySid>,
        api_key_secret: impl Into<String>,
    ) -> AccessTokenBuilder {
        AccessTokenBuilder::new(account_sid.into_input(), api_key_sid.into_input(), api_key_secret.into())
    }

    /// Returns the JWT, to be passed to the client's SDK.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.jwt
    }

    /// Returns the time after which Twilio refuses the token for new connections.
    #[must_use]
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    pub(crate) fn sign(
        header: &str,
        claims: &str,
        secret: &str,
        expires_at: SystemTime,
    ) -> Result<Self, AccessTokenError> {
        let unusable =
            |_| AccessTokenError::new("api_key_secret", InvalidValue::new("an API key's secret", "an unusable one"));
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(unusable)?;
        // Room for the whole token: a growing string would leave copies in memory.
        let mut jwt = String::with_capacity((header.len() + claims.len() + 32) * 4 / 3 + 8);
        URL_SAFE_NO_PAD.encode_string(header, &mut jwt);
        jwt.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut jwt);
        mac.update(jwt.as_bytes());
        jwt.push('.');
        URL_SAFE_NO_PAD.encode_string(mac.finalize().into_bytes(), &mut jwt);
        Ok(Self { jwt: Zeroizing::new(jwt), expires_at })
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(<hidden>)")
    }
}
