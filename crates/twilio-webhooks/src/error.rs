//! What a webhook can be refused for, and what a verifier's configuration can be.
//!
//! Invariant: no error holds a secret, the expected signature, or text of the request.

use std::borrow::Cow;
use std::fmt;

/// Why a webhook is refused. Answer it with 403 and nothing else: the reason is for your logs.
///
/// ```
/// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier, VerifyError};
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let refused = verifier.verify(&RawWebhook::new("GET", "/hook")).unwrap_err();
/// assert_eq!(refused, VerifyError::MissingSignature);
/// assert_eq!(refused.to_string(), "webhook refused: no X-Twilio-Signature header");
/// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerifyError {
    /// There is no `X-Twilio-Signature`.
    MissingSignature,
    /// `X-Twilio-Signature` is no base64 of as many bytes as the algorithm gives.
    MalformedSignature,
    /// A header that decides over the check is there more than once.
    RepeatedHeader(&'static str),
    /// `X-Twilio-Webhooks-Signature-Settings` doesn't name one key and one algorithm.
    MalformedSettings,
    /// `X-Twilio-Webhooks-Signature-Settings` names a key that isn't configured.
    UnknownKey,
    /// `X-Twilio-Webhooks-Signature-Settings` names another algorithm than the one its key is configured for.
    UnknownAlgorithm,
    /// There is no `X-Twilio-Webhooks-Signature-Settings`, and no auth token is configured.
    NoAuthToken,
    /// The request's target isn't a path, or isn't below the prefix that the public URL replaces.
    UnexpectedTarget,
    /// The body is longer than the verifier allows.
    BodyTooLarge,
    /// A GET or HEAD has a body, which no signature covers.
    UnexpectedBody,
    /// The form has more parameters than the verifier allows.
    TooManyParameters,
    /// The form isn't written the way Twilio writes one.
    MalformedForm,
    /// The body is no form, and the query has no `bodySHA256` that would vouch for it.
    MissingBodyHash,
    /// The body isn't the one that `bodySHA256` stands for.
    BodyHashMismatch,
    /// No configured key gives this signature for this request: it isn't from Twilio, or the public URL is configured wrongly, or the
    /// key is another account's.
    SignatureMismatch,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("webhook refused: ")?;
        f.write_str(match self {
            Self::MissingSignature => "no X-Twilio-Signature header",
            Self::MalformedSignature => "X-Twilio-Signature is no base64 of the algorithm's length",
            Self::RepeatedHeader(name) => return write!(f, "the header {name} is there more than once"),
            Self::MalformedSettings => "X-Twilio-Webhooks-Signature-Settings doesn't name one key and one algorithm",
            Self::UnknownKey => "X-Twilio-Webhooks-Signature-Settings names a key that isn't configured",
            Self::UnknownAlgorithm => "X-Twilio-Webhooks-Signature-Settings names another algorithm than its key has",
            Self::NoAuthToken => "no X-Twilio-Webhooks-Signature-Settings, and no auth token is configured",
            Self::UnexpectedTarget => "the request's target is no path below the configured prefix",
            Self::BodyTooLarge => "the body is longer than allowed",
            Self::UnexpectedBody => "a GET or HEAD with a body",
            Self::TooManyParameters => "the form has more parameters than allowed",
            Self::MalformedForm => "the form isn't written the way Twilio writes one",
            Self::MissingBodyHash => "the body is no form and the query has no bodySHA256",
            Self::BodyHashMismatch => "the body isn't the one that bodySHA256 stands for",
            Self::SignatureMismatch => {
                "the signature doesn't match; if the request is from Twilio, check the configured public URL and the key"
            }
        })
    }
}

impl std::error::Error for VerifyError {}

/// What is wrong with the settings of a [`Verifier`](crate::Verifier).
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
    /// Neither an auth token nor a shared key was given.
    NoKey,
    /// A secret is empty, or starts or ends with white space (a line break from a file, perhaps).
    UnusableSecret,
    /// A key id is empty or holds white space, a comma, an equals sign or something that isn't ASCII.
    UnusableKeyId,
    /// Two shared keys have the same id.
    RepeatedKeyId,
    /// The public URL, or the prefix it replaces, is unusable for this reason.
    PublicUrl(&'static str),
}

impl fmt::Display for WebhookConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("webhook verifier: ")?;
        f.write_str(match self {
            Self::NoKey => "no auth token and no shared key; give at least one",
            Self::UnusableSecret => "a secret is empty or starts or ends with white space",
            Self::UnusableKeyId => {
                "a key id is empty or holds white space, a comma, an equals sign or something that isn't ASCII"
            }
            Self::RepeatedKeyId => "two shared keys have the same id",
            Self::PublicUrl(reason) => return write!(f, "the public URL is unusable: {reason}"),
        })
    }
}

impl std::error::Error for WebhookConfigError {}

/// The webhook is from Twilio and isn't what the handler reads. Made by [`FromVerified`](crate::FromVerified).
///
/// ```
/// let error = twilio_webhooks::UnreadableContent::new("no MessageSid");
/// assert_eq!(error.to_string(), "unreadable webhook: no MessageSid");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableContent(Cow<'static, str>);

impl UnreadableContent {
    /// An error with a reason. Leave personal data out of it: it ends up in logs.
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for UnreadableContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unreadable webhook: {}", self.0)
    }
}

impl std::error::Error for UnreadableContent {}
