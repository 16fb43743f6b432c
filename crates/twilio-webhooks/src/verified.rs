//! The content of a verified webhook.
//!
//! Only the verifier creates a [`Verified`]: a function that takes one is never called for an unverified request.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::error::UnreadableContent;
use crate::form::{Form, Writing};

/// A verified webhook: it was sent by Twilio, or by somebody who knows the key.
///
/// Borrows from the request; [`into_owned`](Self::into_owned) makes it independent of it.
///
/// ```
/// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier, VerifiedBy};
///
/// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
/// let webhook = RawWebhook::new("POST", "/hook?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862")
///     .signature("5RzLWLtxROOEDxluB0CLCWjQg48=")
///     .body(br#"{"a":1}"#);
/// let verified = verifier.verify(&webhook)?;
/// assert_eq!(verified.json::<serde_json::Value>()?["a"], 1);
/// assert_eq!(verified.by(), VerifiedBy::AuthToken(0));
/// assert!(verified.form().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Verified<'a> {
    body: Body<'a>,
    form: Option<Form>,
    /// The query as it was signed, if the request is a GET or HEAD.
    query: Option<Cow<'a, str>>,
    max_parameters: usize,
    by: KeyName,
}

#[derive(Clone)]
enum Body<'a> {
    Borrowed(&'a [u8]),
    Shared(Bytes),
}

/// The key that signed a request, as the configuration names it.
#[derive(Clone)]
pub(crate) enum KeyName {
    AuthToken(usize),
    SharedKey(Arc<str>),
}

/// The key that a webhook was signed with. During a rotation it shows whether the old key is still in use.
///
/// ```
/// # use twilio_webhooks::VerifiedBy;
/// let old_key_in_use = |by| matches!(by, VerifiedBy::SharedKey("old") | VerifiedBy::AuthToken(1));
/// assert!(old_key_in_use(VerifiedBy::AuthToken(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerifiedBy<'a> {
    /// An auth token: its position in the configuration, from 0.
    AuthToken(usize),
    /// A shared key: its id.
    SharedKey(&'a str),
}

impl<'a> Verified<'a> {
    pub(crate) fn new(
        body: &'a [u8],
        form: Option<Form>,
        query: Option<Cow<'a, str>>,
        max_parameters: usize,
        by: KeyName,
    ) -> Self {
        Self { body: Body::Borrowed(body), form, query, max_parameters, by }
    }

    /// Returns the webhook independent of the request that it was read from. Copies the body if it is borrowed.
    ///
    /// ```
    /// use twilio_webhooks::Verified;
    ///
    /// fn queue(webhooks: &mut Vec<Verified<'static>>, webhook: Verified<'_>) {
    ///     webhooks.push(webhook.into_owned());
    /// }
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Verified<'static> {
        let body = match &self.body {
            Body::Borrowed(body) => Bytes::copy_from_slice(body),
            Body::Shared(body) => body.clone(),
        };
        self.with_body(body)
    }

    /// Replaces the body by the same bytes, shared.
    pub(crate) fn with_body(self, body: Bytes) -> Verified<'static> {
        let Self { form, query, max_parameters, by, .. } = self;
        let query = query.map(|query| Cow::Owned(query.into_owned()));
        Verified { body: Body::Shared(body), form, query, max_parameters, by }
    }

    /// Returns the raw body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        match &self.body {
            Body::Borrowed(body) => body,
            Body::Shared(body) => body,
        }
    }

    /// Returns the parameters of the body, if it is a form.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// Returns the key that the webhook was signed with.
    #[must_use]
    pub fn by(&self) -> VerifiedBy<'_> {
        match &self.by {
            KeyName::AuthToken(position) => VerifiedBy::AuthToken(*position),
            KeyName::SharedKey(id) => VerifiedBy::SharedKey(id),
        }
    }

    /// Returns the parameters of the event: the form of a POST, or the query of a GET, which includes the query of your own URL.
    ///
    /// ```
    /// use twilio_webhooks::{UnreadableContent, Verified};
    ///
    /// /// Works for webhooks by POST and by GET.
    /// fn event(webhook: Verified<'_>) -> Result<Option<String>, UnreadableContent> {
    ///     Ok(webhook.into_parameters()?.get("EventType").map(str::to_owned))
    /// }
    /// ```
    ///
    /// # Errors
    /// The body is not a form, or the query has more than
    /// [`max_parameters`](crate::VerifierBuilder::max_parameters) or is not UTF-8.
    pub fn into_parameters(self) -> Result<Form, UnreadableContent> {
        match (self.form, self.query) {
            (Some(form), _) => Ok(form),
            (None, Some(query)) => Form::decode(query.as_bytes(), self.max_parameters, Writing::Query)
                .map_err(|_| UnreadableContent::new("the query has too many parameters or is not UTF-8")),
            (None, None) => Err(UnreadableContent::new("the body is not a form")),
        }
    }

    /// Parses the body as JSON.
    ///
    /// # Errors
    /// The request has no JSON body, or the body does not parse as `T`. The error names line and column, without the content.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, UnreadableContent> {
        if self.form.is_some() || self.query.is_some() {
            return Err(UnreadableContent::new("the request has no JSON body"));
        }
        serde_json::from_slice(self.body()).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            UnreadableContent::new(format!(
                "the JSON body does not have the expected form at line {line}, column {column}"
            ))
        })
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Inline: before Rust 1.89, the arguments of `format_args!` do not outlive a `let`.
        f.debug_struct("Verified")
            .field("body", &format_args!("{} bytes", self.body().len()))
            .field("form", &self.form)
            .field("by", &self.by())
            .finish_non_exhaustive()
    }
}

/// A type that is read from a verified webhook: [`Form`], [`JsonBody`], the raw body as [`Bytes`], or your own.
///
/// ```
/// use twilio_webhooks::{FromVerified, UnreadableContent, Verified};
///
/// struct IncomingMessage { from: String, body: String }
///
/// impl FromVerified for IncomingMessage {
///     fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
///         let form = verified.into_parameters()?;
///         let from = form.get("From").ok_or_else(|| UnreadableContent::new("From is missing"))?;
///         Ok(Self { from: from.to_owned(), body: form.get("Body").unwrap_or_default().to_owned() })
///     }
/// }
/// ```
pub trait FromVerified: Sized {
    /// Reads a verified webhook.
    ///
    /// # Errors
    /// The content is not what this type expects.
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent>;
}

impl FromVerified for Form {
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
        verified.into_parameters()
    }
}

impl FromVerified for Bytes {
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
        Ok(match verified.body {
            Body::Borrowed(body) => Self::copy_from_slice(body),
            Body::Shared(body) => body,
        })
    }
}

/// A JSON body, parsed as `T`.
///
/// ```
/// use twilio_webhooks::{FromVerified, JsonBody, UnreadableContent, Verified};
///
/// fn read(verified: Verified<'_>) -> Result<Vec<serde_json::Value>, UnreadableContent> {
///     let JsonBody(events) = JsonBody::from_verified(verified)?;
///     Ok(events)
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromVerified for JsonBody<T> {
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
        verified.json().map(Self)
    }
}

impl<T> fmt::Debug for JsonBody<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonBody(<private>)")
    }
}
