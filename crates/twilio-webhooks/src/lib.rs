//! Verifies that a webhook comes from Twilio.
//!
//! Give a [`Verifier`] your server's public URL and your auth token, and pass it each request. It returns the [`Verified`] parameters or
//! JSON body, or a [`VerifyError`] that names the failed check. Unofficial: Twilio neither makes nor supports this crate.
//!
//! ```
//! use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};
//!
//! let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?)
//!     .auth_token("12345")                                     // a second call adds another one, for rotation
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
//! # Which function for which server
//!
//! | server | use |
//! |---|---|
//! | axum | the extractors `VerifiedForm` and `VerifiedWebhook` (feature `axum`) |
//! | any server built on `tower` | `VerifyWebhookLayer` (feature `tower`) |
//! | any server with types of the `http` crate | [`Verifier::verify_request`], [`Verifier::verify_parts`] |
//! | anything else, such as cloud functions | [`Verifier::verify`] with a [`RawWebhook`] |
//!
//! # Features
//!
//! None is on by default.
//!
//! - `axum`: extractors that verify before a handler runs.
//! - `tower`: a layer that verifies before a service is called.
//! - `testing`: the module `testing`, which signs requests for your tests.
//!
//! # What is verified
//!
//! - The signature, in constant time. A request without `X-Twilio-Webhooks-Signature-Settings` must be signed with an auth token
//!   (HMAC-SHA1); a request with it, with the shared key that it names (HMAC-SHA256). Adding, changing or removing that header never
//!   makes another secret match the same signature.
//! - The URL: path and query byte for byte; scheme and host from [`PublicUrl`]. A `Host` header and the host of an absolute request
//!   target are ignored. The port may be signed as configured, left out, or written out as the default port. A WebSocket handshake may be
//!   signed with `wss` in place of `https`. For a query that Twilio reorders, see [`webhook_url`](VerifierBuilder::webhook_url).
//! - Every parameter of a form, name and value.
//! - `bodySHA256` for every body that is not a form, and wherever else the query has it.
//!
//! # What Twilio's signature does not cover
//!
//! - Time: a signature never expires, so a recorded request can be sent again. Make handlers idempotent, for example by `MessageSid`.
//! - Method, content type and other headers. This crate still rejects a form sent as JSON or GET, and JSON sent as a form or GET. Only a
//!   request with an empty body can be reinterpreted.
//! - The order of a form's parameters, and repetitions of the same pair.
//! - The boundaries between URL, names and values: they are signed without separators, so the end of a URL could be moved into a
//!   parameter. Do not put untrusted strings at the end of a webhook's URL. Malformed forms are refused, which limits this further.
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod body_hash;
mod builder;
mod error;
mod form;
mod keys;
mod raw;
#[cfg(any(feature = "axum", feature = "tower"))]
mod server;
mod settings;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(test)]
mod tests;
mod verified;
mod verifier;

pub use address::PublicUrl;
pub use builder::VerifierBuilder;
pub use error::{UnreadableContent, VerifyError, WebhookConfigError};
pub use form::Form;
pub use raw::RawWebhook;
#[cfg(any(feature = "axum", feature = "tower"))]
pub use server::WebhookRejection;
#[cfg(feature = "axum")]
pub use server::{VerifiedForm, VerifiedWebhook};
#[cfg(feature = "tower")]
pub use server::{VerifyWebhook, VerifyWebhookLayer};
pub use verified::{FromVerified, JsonBody, Verified, VerifiedBy};
pub use verifier::Verifier;

/// Compiles the examples of the README.
#[cfg(all(doctest, feature = "axum", feature = "tower", feature = "testing"))]
#[doc = include_str!("../README.md")]
struct Readme;
