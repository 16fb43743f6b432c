//! The inputs of a token.
//!
//! In: typed inputs, or texts that are checked. Out: a signed token. Invariants: every input was checked before anything is signed; the
//! life of a token is between one second and 24 hours.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::AccessTokenError;
use crate::grants::{Grant, Member};
use crate::object::Object;
use crate::token::AccessToken;
use twilio_core::sid::{AccountSid, ApiKeySid, SidType};
use twilio_core::{Input, InvalidValue};
use zeroize::Zeroizing;

const DEFAULT_TTL: Duration = Duration::from_secs(3600);
const LONGEST_TTL: Duration = Duration::from_secs(24 * 3600);

/// Makes an [`AccessToken`]. What is wrong with an input is returned by [`build`](Self::build).
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
/// // In a test, the time is given.
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

    /// Who the client acts as. Chat, Conversations, Sync and Video need one.
    pub fn identity(mut self, identity: impl Into<String>) -> Self {
        self.identity = Some(identity.into());
        self
    }

    /// How long the token is good for: an hour if you don't say, 24 hours at most. Whole seconds count.
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = ttl;
        self
    }

    /// When the token starts being good. Clocks differ: without this one, it is good at once everywhere.
    pub fn not_before(mut self, time: SystemTime) -> Self {
        self.not_before = Some(time);
        self
    }

    /// The region that the account's data is in, such as `ie1`, for tokens that aren't for `us1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Adds a grant. A second one of the same kind replaces the first.
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

    /// The token, as of now.
    ///
    /// # Errors
    /// One of the inputs is wrong; the error names it.
    pub fn build(self) -> Result<AccessToken, AccessTokenError> {
        self.build_at(SystemTime::now())
    }

    /// The token, as if this were the time. The same inputs and the same time give the same token.
    ///
    /// # Errors
    /// One of the inputs is wrong; the error names it.
    pub fn build_at(self, now: SystemTime) -> Result<AccessToken, AccessTokenError> {
        check("account_sid", &self.account_sid)?;
        check("api_key_sid", &self.api_key_sid)?;
        self.build_unchecked(now)
    }

    /// All but the form of the two SIDs, which the vector's don't have.
    pub(crate) fn build_unchecked(self, now: SystemTime) -> Result<AccessToken, AccessTokenError> {
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
            "a secret without white space around it",
            "another text",
        )?;
        require(self.identity.as_deref() != Some(""), "identity", "a name", "an empty text")?;
        require(self.ttl.as_secs() > 0, "ttl", "at least one second", "less")?;
        require(self.ttl <= LONGEST_TTL, "ttl", "at most 24 hours", "more")?;
        require(self.region.as_deref().is_none_or(is_region), "region", "a region such as `ie1`", "another text")?;

        let issued = unix_seconds("now", now)?;
        let expires = issued.saturating_add(self.ttl.as_secs());
        let not_before = self.not_before.map(|time| unix_seconds("not_before", time)).transpose()?;
        require(
            not_before.is_none_or(|from| from < expires),
            "not_before",
            "a time before the token expires",
            "a later one",
        )?;

        let grants = Object::new().optional("identity", self.identity.as_deref());
        let grants = self.grants.iter().fold(grants, |grants, grant| grants.json(&grant.name, &grant.json));
        let claims = Object::new()
            .text("jti", &format!("{api_key_sid}-{issued}"))
            .text("iss", api_key_sid.as_str())
            .text("sub", account_sid.as_str())
            .number("iat", issued);
        let claims = match not_before {
            Some(from) => claims.number("nbf", from),
            None => claims,
        };
        let claims = claims.number("exp", expires).json("grants", &grants.finish()).finish();
        let header = Object::new().text("alg", "HS256").text("typ", "JWT").text("cty", "twilio-fpa;v=1");
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
        .map_err(|_| AccessTokenError::new(parameter, InvalidValue::new("a time after 1970", "an earlier one")))
}

fn is_region(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl fmt::Debug for AccessTokenBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grants: Vec<_> = self.grants.iter().map(|grant| &grant.name).collect();
        f.debug_struct("AccessTokenBuilder").field("ttl", &self.ttl).field("grants", &grants).finish_non_exhaustive()
    }
}
