//! Collects the parameters of a token and checks them.
//!
//! Every parameter is checked before anything is signed. The first problem of a grant is kept and returned by
//! [`AccessTokenBuilder::build`].

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use twilio_core::sid::{AccountSid, ApiKeySid, SidType};
use twilio_core::{Input, InvalidValue};
use zeroize::Zeroizing;

use crate::error::AccessTokenError;
use crate::grants::{Grant, Member};
use crate::object::Object;
use crate::token::AccessToken;

/// The lifetime of a token, unless another one is set.
const DEFAULT_TTL: Duration = Duration::from_secs(3600);
/// The longest lifetime that Twilio accepts.
const LONGEST_TTL: Duration = Duration::from_secs(24 * 3600);

/// Builds an [`AccessToken`]. If a parameter is invalid, [`build`](Self::build) returns the error.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use twilio_access_token::{AccessToken, ChatGrant, CustomGrant, VoiceGrant};
///
/// let now = SystemTime::now();
/// let builder = AccessToken::builder("AC0123456789abcdef0123456789abcdef", "SK0123456789abcdef0123456789abcdef", "secret")
///     .identity("alice")
///     .ttl(Duration::from_secs(600))
///     .not_before(now)
///     .region("ie1")
///     .grant(ChatGrant::new().service_sid("IS0123456789abcdef0123456789abcdef"))
///     .grant(VoiceGrant::new().incoming(true))
///     .grant(CustomGrant::new("player", serde_json::json!({"requester": "alice"})));
///
/// let token = builder.clone().build()?;
/// assert!(token.expires_at() > now);
/// // Deterministic, for tests:
/// assert_eq!(builder.clone().build_at(now)?.as_str(), builder.build_at(now)?.as_str());
/// # Ok::<(), twilio_access_token::AccessTokenError>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until it builds"]
pub struct AccessTokenBuilder {
    account_sid: Input<AccountSid>,
    api_key_sid: Input<ApiKeySid>,
    secret: Zeroizing<String>,
    identity: Option<String>,
    ttl: Duration,
    not_before: Option<SystemTime>,
    region: Option<String>,
    grants: Vec<Member>,
    problem: Option<AccessTokenError>,
}

impl AccessTokenBuilder {
    pub(crate) fn new(account_sid: Input<AccountSid>, api_key_sid: Input<ApiKeySid>, secret: String) -> Self {
        Self {
            account_sid,
            api_key_sid,
            secret: Zeroizing::new(secret),
            identity: None,
            ttl: DEFAULT_TTL,
            not_before: None,
            region: None,
            grants: Vec::new(),
            problem: None,
        }
    }

    /// Sets the identity that the client acts as. Required for Chat, Conversations, Sync and Video. Anybody who has the token can read it.
    pub fn identity(mut self, identity: impl Into<String>) -> Self {
        self.identity = Some(identity.into());
        self
    }

    /// Sets the lifetime of the token: 1 second to 24 hours, in whole seconds. Default: 1 hour.
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = ttl;
        self
    }

    /// Sets the start of validity (`nbf`). Default: none, which avoids problems with clocks that differ.
    pub fn not_before(mut self, time: SystemTime) -> Self {
        self.not_before = Some(time);
        self
    }

    /// Sets the region in which the API key was created, such as `ie1` (`twr`). Default: none, which means `us1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Adds a grant. A second grant of the same kind replaces the first.
    pub fn grant(mut self, grant: impl Grant) -> Self {
        match grant.into_member() {
            Ok(member) => match self.grants.iter_mut().find(|known| known.name == member.name) {
                Some(known) => *known = member,
                None => self.grants.push(member),
            },
            Err(problem) => {
                self.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Signs a token that is issued now.
    ///
    /// # Errors
    /// A parameter is invalid. The error names it.
    pub fn build(self) -> Result<AccessToken, AccessTokenError> {
        self.build_at(SystemTime::now())
    }

    /// Signs a token that is issued at this time. The same parameters and the same time give the same token.
    ///
    /// # Errors
    /// A parameter is invalid. The error names it.
    pub fn build_at(self, now: SystemTime) -> Result<AccessToken, AccessTokenError> {
        check("account_sid", &self.account_sid)?;
        check("api_key_sid", &self.api_key_sid)?;
        self.sign_at(now)
    }

    /// Signs without a check of the two SIDs: those of the known token in the tests are malformed.
    pub(crate) fn sign_at(self, now: SystemTime) -> Result<AccessToken, AccessTokenError> {
        let account_sid =
            self.account_sid.into_result().map_err(|problem| AccessTokenError::new("account_sid", problem))?;
        let api_key_sid =
            self.api_key_sid.into_result().map_err(|problem| AccessTokenError::new("api_key_sid", problem))?;
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let secret = self.secret.as_str();
        require(
            !secret.is_empty() && secret.trim() == secret,
            "api_key_secret",
            "an API key's secret",
            "an empty string, or white space around the secret",
        )?;
        require(self.identity.as_deref() != Some(""), "identity", "a name", "an empty string")?;
        require(self.ttl.as_secs() > 0, "ttl", "at least 1 second", "less")?;
        require(self.ttl <= LONGEST_TTL, "ttl", "at most 24 hours", "more")?;
        require(self.region.as_deref().is_none_or(is_region), "region", "a region such as `ie1`", "another string")?;

        let issued = unix_seconds("now", now)?;
        let expires = issued.saturating_add(self.ttl.as_secs());
        let not_before = self.not_before.map(|time| unix_seconds("not_before", time)).transpose()?;
        require(
            not_before.is_none_or(|from| from < expires),
            "not_before",
            "a time before the token expires",
            "a later time",
        )?;

        let grants = Object::new().optional("identity", self.identity.as_deref());
        let grants = self.grants.iter().fold(grants, |grants, grant| grants.json(&grant.name, &grant.json));
        let claims = Object::new()
            .string("jti", &format!("{api_key_sid}-{issued}"))
            .string("iss", api_key_sid.as_str())
            .string("sub", account_sid.as_str())
            .number("iat", issued);
        let claims = match not_before {
            Some(from) => claims.number("nbf", from),
            None => claims,
        };
        let claims = claims.number("exp", expires).json("grants", &grants.finish()).finish();
        let header = Object::new().string("alg", "HS256").string("typ", "JWT").string("cty", "twilio-fpa;v=1");
        let header = header.optional("twr", self.region.as_deref()).finish();
        AccessToken::sign(&header, &claims, &self.secret, UNIX_EPOCH + Duration::from_secs(expires))
    }
}

fn check<S: SidType + Clone>(parameter: &'static str, sid: &Input<S>) -> Result<(), AccessTokenError> {
    sid.clone().into_result().and_then(|sid| sid.check()).map_err(|problem| AccessTokenError::new(parameter, problem))
}

fn require(
    holds: bool,
    parameter: &'static str,
    expected: &'static str,
    found: &'static str,
) -> Result<(), AccessTokenError> {
    if holds { Ok(()) } else { Err(AccessTokenError::new(parameter, InvalidValue::new(expected, found))) }
}

fn unix_seconds(parameter: &'static str, time: SystemTime) -> Result<u64, AccessTokenError> {
    let since = time.duration_since(UNIX_EPOCH);
    since
        .map(|since| since.as_secs())
        .map_err(|_| AccessTokenError::new(parameter, InvalidValue::new("a time after 1970", "an earlier time")))
}

fn is_region(region: &str) -> bool {
    !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl fmt::Debug for AccessTokenBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grants: Vec<_> = self.grants.iter().map(|grant| &grant.name).collect();
        f.debug_struct("AccessTokenBuilder").field("ttl", &self.ttl).field("grants", &grants).finish_non_exhaustive()
    }
}
