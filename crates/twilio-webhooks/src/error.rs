//! Why a webhook is refused, and what can be wrong with a verifier's configuration.
//!
//! No error contains a secret, the expected signature, or any string of the request.

use std::borrow::Cow;
use std::fmt;

/// Why a webhook is refused. Respond with status 403 and an empty body; the reason is for your logs.
///
/// ```
/// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier, VerifyError};
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let refused = verifier.verify(&RawWebhook::new("GET", "/hook")).unwrap_err();
/// assert_eq!(refused, VerifyError::MissingSignature);
/// assert_eq!(refused.to_string(), "webhook refused: the header X-Twilio-Signature is missing");
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerifyError {
    /// `X-Twilio-Signature` is missing.
    MissingSignature,
    /// `X-Twilio-Signature` is not padded base64 of the algorithm's length: 20 bytes for SHA-1, 32 bytes for SHA-256.
    MalformedSignature,
    /// This header occurs more than once.
    RepeatedHeader(&'static str),
    /// `X-Twilio-Webhooks-Signature-Settings` does not name exactly one key and one algorithm.
    MalformedSettings,
    /// `X-Twilio-Webhooks-Signature-Settings` names a key that is not configured. Add it with
    /// [`shared_key`](crate::VerifierBuilder::shared_key).
    UnknownKey,
    /// `X-Twilio-Webhooks-Signature-Settings` names an algorithm other than `HMAC_SHA256`.
    UnknownAlgorithm,
    /// `X-Twilio-Webhooks-Signature-Settings` is missing and no auth token is configured. Add one with
    /// [`auth_token`](crate::VerifierBuilder::auth_token).
    NoAuthToken,
    /// The request's target is not a path, or does not start with the prefix of [`PublicUrl::replacing`](crate::PublicUrl::replacing).
    UnexpectedTarget,
    /// The body is longer than [`max_body_bytes`](crate::VerifierBuilder::max_body_bytes).
    BodyTooLarge,
    /// A GET or HEAD request has a body, which the signature does not cover.
    UnexpectedBody,
    /// The form has more parameters than [`max_parameters`](crate::VerifierBuilder::max_parameters).
    TooManyParameters,
    /// The form is not strictly encoded: a parameter has no name or no `=`, a `%` has no two digits, or the result is not UTF-8.
    MalformedForm,
    /// The body is not a form and the query has no `bodySHA256`.
    MissingBodyHash,
    /// `bodySHA256` is not the hash of the body. For a GET whose product hashes something else, see
    /// [`accept_unrelated_body_hash`](crate::VerifierBuilder::accept_unrelated_body_hash).
    BodyHashMismatch,
    /// The signature is that of another request or another key. If the request is from Twilio, compare, in this order:
    ///
    /// 1. The auth token: the primary one of the account that owns the webhook, not of its parent account and not an API key's secret.
    /// 2. Scheme, host and port of [`PublicUrl`](crate::PublicUrl) with the URL in Twilio's console. After a proxy that terminates TLS the
    ///    scheme is `https` all the same.
    /// 3. The path: a proxy may add or remove a prefix, see [`PublicUrl`](crate::PublicUrl).
    /// 4. The order of the query: Twilio signs it as configured and may deliver it sorted. Add the URL with
    ///    [`webhook_url`](crate::VerifierBuilder::webhook_url).
    /// 5. The encoding of path, query and body: a proxy or middleware must not change them.
    SignatureMismatch,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("webhook refused: ")?;
        f.write_str(match self {
            Self::MissingSignature => "the header X-Twilio-Signature is missing",
            Self::MalformedSignature => "X-Twilio-Signature is not padded base64 of the algorithm's length",
            Self::RepeatedHeader(name) => return write!(f, "the header {name} occurs more than once"),
            Self::MalformedSettings => {
                "X-Twilio-Webhooks-Signature-Settings does not name exactly one key and one algorithm"
            }
            Self::UnknownKey => {
                "X-Twilio-Webhooks-Signature-Settings names an unknown key; configure it with `shared_key`"
            }
            Self::UnknownAlgorithm => {
                "X-Twilio-Webhooks-Signature-Settings names an unknown algorithm; expected HMAC_SHA256"
            }
            Self::NoAuthToken => {
                "X-Twilio-Webhooks-Signature-Settings is missing and no auth token is configured; configure one with `auth_token`"
            }
            Self::UnexpectedTarget => "the request's target is not a path with the configured prefix",
            Self::BodyTooLarge => "the body is longer than `max_body_bytes`",
            Self::UnexpectedBody => "a GET or HEAD request has a body",
            Self::TooManyParameters => "the form has more parameters than `max_parameters`",
            Self::MalformedForm => "the form is not strictly encoded",
            Self::MissingBodyHash => "the body is not a form and the query has no bodySHA256",
            Self::BodyHashMismatch => "bodySHA256 is not the hash of the body",
            Self::SignatureMismatch => {
                "the signature does not match; if the request is from Twilio, check the auth token, the public URL (scheme, host, port, path) and the order of the query"
            }
        })
    }
}

impl std::error::Error for VerifyError {}

/// What is wrong with the configuration of a [`Verifier`](crate::Verifier).
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier, WebhookConfigError};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// assert_eq!(Verifier::builder(url).build().unwrap_err(), WebhookConfigError::NoKey);
/// assert_eq!(PublicUrl::parse("mycompany.com").unwrap_err(), WebhookConfigError::PublicUrl("it has no scheme"));
/// # Ok::<(), WebhookConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookConfigError {
    /// Neither an auth token nor a shared key is configured.
    NoKey,
    /// A secret is empty, or starts or ends with white space, such as the line break of a file.
    UnusableSecret,
    /// A key id is empty, or contains white space, a comma, an equals sign or a character beyond ASCII.
    UnusableKeyId,
    /// Two shared keys have the same id.
    RepeatedKeyId,
    /// The public URL, or the prefix that it replaces, is invalid for this reason.
    PublicUrl(&'static str),
    /// The URL of a webhook is invalid for this reason.
    WebhookUrl(&'static str),
}

impl fmt::Display for WebhookConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("webhook verifier: ")?;
        f.write_str(match self {
            Self::NoKey => "neither an auth token nor a shared key is configured; add at least one",
            Self::UnusableSecret => "a secret is empty, or starts or ends with white space; trim it",
            Self::UnusableKeyId => {
                "a key id is empty, or contains white space, a comma, an equals sign or a character beyond ASCII"
            }
            Self::RepeatedKeyId => "two shared keys have the same id",
            Self::PublicUrl(reason) => return write!(f, "invalid public URL: {reason}"),
            Self::WebhookUrl(reason) => return write!(f, "invalid webhook URL: {reason}"),
        })
    }
}

impl std::error::Error for WebhookConfigError {}

/// The webhook is from Twilio, but its content is not what was expected. Returned by [`FromVerified`](crate::FromVerified).
///
/// ```
/// let error = twilio_webhooks::UnreadableContent::new("MessageSid is missing");
/// assert_eq!(error.to_string(), "unexpected webhook content: MessageSid is missing");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableContent(Cow<'static, str>);

impl UnreadableContent {
    /// Creates an error with a reason. The reason is logged, so it must not contain personal data.
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for UnreadableContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unexpected webhook content: {}", self.0)
    }
}

impl std::error::Error for UnreadableContent {}
