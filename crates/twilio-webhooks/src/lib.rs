//! Webhooks: is this request really from Twilio?
//!
//! What enters: a request as a server received it, the public URL of that server and the secrets that Twilio signs with, both from
//! configuration. What leaves: a [`Verified`] that hands out the form's parameters or the JSON body, or a [`VerifyError`] that names
//! the check that failed. Invariant: whatever isn't proven is refused. Nothing of the request chooses a secret, an algorithm or a host.
//!
//! ```
//! use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};
//!
//! let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?)
//!     .auth_token("12345")                                     // the account's; a second call adds one, for rotation
//!     .build()?;
//!
//! let webhook = RawWebhook::new("POST", "/myapp.php?foo=1&bar=2")
//!     .content_type("application/x-www-form-urlencoded")
//!     .signature("RSOYDt4T1cUTdK1PDd93/VVr8B8=")               // the header X-Twilio-Signature
//!     .body(b"Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE");
//! let verified = verifier.verify(&webhook)?;
//! assert_eq!(verified.form().and_then(|form| form.get("Digits")), Some("1234"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Servers that speak `http` types call [`Verifier::verify_request`] or [`Verifier::verify_parts`]; the feature `axum` adds extractors.
//!
//! # What is checked
//! - The signature, in constant time, with a secret and an algorithm that only your configuration names: HMAC-SHA1 with an auth token
//!   when the request has no `X-Twilio-Webhooks-Signature-Settings`, HMAC-SHA256 with the shared key that this header names otherwise.
//!   A header that is added, changed or stripped can make the check fail, never choose another secret for the same signature.
//! - The URL, path and query byte for byte. Scheme and host come from [`PublicUrl`]; a `Host` header and an absolute request target are
//!   ignored. The URL may have been signed with its port, without it, or with the default port written out.
//! - Every parameter of a form, name and value.
//! - `bodySHA256` for every body that isn't a form, and wherever else the query has it.
//!
//! # What Twilio's scheme doesn't cover
//! - Time: a signature never expires, so a recorded request can be sent again. Make handlers idempotent (by `MessageSid`, `CallSid`, …).
//! - The method, the content type and other headers. A form with parameters can't pass as JSON or as a GET here all the same, nor JSON as
//!   one of them; what has neither a form's parameters nor a `bodySHA256` can pass as an empty form or as a GET.
//! - The order of a form's parameters, and how often a pair is repeated.
//! - Where the URL, a name and a value end: the signed text runs them together, so the end of a signed URL could pass as parameters.
//!   Don't put text of strangers at the end of a webhook's URL. Forms that aren't written the way Twilio writes them (a name without `=`,
//!   an empty name, a broken `%` sequence, no UTF-8) are refused, which leaves less room for that.
#![deny(missing_docs)]

mod body_hash;
mod builder;
mod error;
#[cfg(feature = "axum")]
mod extract;
mod form;
mod keys;
mod public_url;
mod raw;
mod settings;
#[cfg(test)]
mod tests;
mod verified;
mod verifier;

pub use builder::VerifierBuilder;
pub use error::{UnreadableContent, VerifyError, WebhookConfigError};
#[cfg(feature = "axum")]
pub use extract::{VerifiedForm, VerifiedWebhook, WebhookRejection};
pub use form::Form;
pub use public_url::PublicUrl;
pub use raw::RawWebhook;
pub use verified::{FromVerified, JsonBody, Verified, VerifiedBy};
pub use verifier::Verifier;
