//! What a verified webhook says.
//!
//! In: the request, after every check. Out: its parameters or its JSON. Invariant: only the verifier makes a [`Verified`], so a function
//! that takes one can't be reached by a request that wasn't checked.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::error::UnreadableContent;
use crate::form::{Form, Writing};

/// A webhook that is from Twilio.
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
    body: &'a [u8],
    form: Option<Form>,
    query: Option<&'a str>,
    is_bodyless: bool,
    max_parameters: usize,
    by: VerifiedBy<'a>,
}

/// Which key a webhook was signed with. While keys are rotated, this tells when the old one is no longer in use.
///
/// ```
/// # use twilio_webhooks::VerifiedBy;
/// let old_key_in_use = |by| matches!(by, VerifiedBy::SharedKey("old") | VerifiedBy::AuthToken(1));
/// assert!(old_key_in_use(VerifiedBy::AuthToken(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerifiedBy<'a> {
    /// An auth token: the position among those configured, from 0.
    AuthToken(usize),
    /// A shared key: its id.
    SharedKey(&'a str),
}

impl<'a> Verified<'a> {
    pub(crate) fn new(
        body: &'a [u8],
        form: Option<Form>,
        query: Option<&'a str>,
        is_bodyless: bool,
        max_parameters: usize,
        by: VerifiedBy<'a>,
    ) -> Self {
        Self { body, form, query, is_bodyless, max_parameters, by }
    }

    /// The raw body.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The parameters of the body, if it is a form.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// Which key signed it.
    #[must_use]
    pub fn by(&self) -> VerifiedBy<'a> {
        self.by
    }

    /// What Twilio tells about the event: the form of a POST, the query of a GET (with what your URL had there itself).
    ///
    /// ```
    /// use twilio_webhooks::{UnreadableContent, Verified};
    ///
    /// /// Whatever method the webhook was configured with.
    /// fn event(webhook: Verified<'_>) -> Result<Option<String>, UnreadableContent> {
    ///     Ok(webhook.into_parameters()?.get("EventType").map(str::to_owned))
    /// }
    /// ```
    ///
    /// # Errors
    /// The body is no form.
    pub fn into_parameters(self) -> Result<Form, UnreadableContent> {
        match self.form {
            Some(form) => Ok(form),
            None if self.is_bodyless => {
                let query = self.query.unwrap_or_default();
                Form::decode(query.as_bytes(), self.max_parameters, Writing::Query)
                    .map_err(|_| UnreadableContent::new("the query has too many parameters, or isn't UTF-8"))
            }
            None => Err(UnreadableContent::new("the body is no form")),
        }
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    /// The body is a form or absent, or isn't the JSON that `T` reads. The error says where, without the text.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, UnreadableContent> {
        if self.form.is_some() || self.is_bodyless {
            return Err(UnreadableContent::new("there is no JSON body"));
        }
        serde_json::from_slice(self.body).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            UnreadableContent::new(format!("the JSON body isn't what was expected, at line {line}, column {column}"))
        })
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = format_args!("{} bytes", self.body.len());
        f.debug_struct("Verified")
            .field("body", &body)
            .field("form", &self.form)
            .field("by", &self.by)
            .finish_non_exhaustive()
    }
}

/// What can be made of a verified webhook: [`Form`], [`JsonBody`], the raw body as [`Bytes`], and types of your own.
///
/// ```
/// use twilio_webhooks::{FromVerified, UnreadableContent, Verified};
///
/// struct IncomingMessage { from: String, body: String }
///
/// impl FromVerified for IncomingMessage {
///     fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
///         let form = verified.into_parameters()?;
///         let from = form.get("From").ok_or_else(|| UnreadableContent::new("no From"))?;
///         Ok(Self { from: from.to_owned(), body: form.get("Body").unwrap_or_default().to_owned() })
///     }
/// }
/// ```
pub trait FromVerified: Sized {
    /// Reads a verified webhook.
    ///
    /// # Errors
    /// It is from Twilio and isn't what this type is made of.
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent>;
}

impl FromVerified for Form {
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
        verified.into_parameters()
    }
}

impl FromVerified for Bytes {
    fn from_verified(verified: Verified<'_>) -> Result<Self, UnreadableContent> {
        Ok(Self::copy_from_slice(verified.body()))
    }
}

/// A JSON body, read as `T`.
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
