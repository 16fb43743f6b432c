//! A received request, before it is verified.

use std::fmt;

use http::{HeaderMap, HeaderValue, Method, Uri, header};

use crate::address::{PublicUrl, SignedUrl};
use crate::error::VerifyError;

/// The header that holds the signature.
pub(crate) const SIGNATURE: &str = "X-Twilio-Signature";
/// The header that names a shared key and its algorithm.
pub(crate) const SETTINGS: &str = "X-Twilio-Webhooks-Signature-Settings";

/// A request in parts, for servers that do not use the `http` crate, such as cloud functions.
///
/// ```
/// use twilio_webhooks::RawWebhook;
///
/// # let header = |_: &str| None::<&str>;
/// let webhook = RawWebhook::new("POST", "/hook?user=7")               // method, and path with query, as received
///     .content_type(header("content-type"))                          // a string or an Option of one
///     .signature(header("x-twilio-signature"))
///     .settings(header("x-twilio-webhooks-signature-settings"))
///     .body(b"From=%2B14158675309");                                 // the raw bytes, before parsing
/// assert_eq!(format!("{webhook:?}"), "RawWebhook(POST, 19 bytes)");  // path and query may contain personal data
/// ```
#[derive(Clone, Copy)]
pub struct RawWebhook<'a> {
    pub(crate) method: &'a str,
    target: Target<'a>,
    content_type: Option<&'a str>,
    pub(crate) signature: Option<&'a str>,
    pub(crate) settings: Option<&'a str>,
    is_websocket: bool,
    pub(crate) body: &'a [u8],
}

#[derive(Clone, Copy)]
enum Target<'a> {
    Path(&'a str),
    Url(&'a str),
}

impl<'a> RawWebhook<'a> {
    /// Creates a request from its method and its target: path and query, byte for byte as received. The host of an absolute target is
    /// ignored.
    #[must_use]
    pub fn new(method: &'a str, target: &'a str) -> Self {
        Self {
            method,
            target: Target::Path(target),
            content_type: None,
            signature: None,
            settings: None,
            is_websocket: false,
            body: &[],
        }
    }

    /// Creates a request from its method and the whole URL that Twilio requested, in place of the verifier's [`PublicUrl`] and a target.
    /// A fragment is removed: Twilio does not sign it. Read parameters from the [`Verified`](crate::Verified) webhook, not from this URL.
    ///
    /// The signature proves nothing if the sender can choose the host: never build the URL from `Host` or `X-Forwarded-Host`.
    ///
    /// ```
    /// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};
    ///
    /// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
    /// let url = "https://other.mycompany.com/hook?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    /// let webhook = RawWebhook::at_url("POST", url).signature("5RzLWLtxROOEDxluB0CLCWjQg48=").body(br#"{"a":1}"#);
    /// assert!(verifier.verify(&webhook).is_err());     // signed for another host
    /// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
    /// ```
    #[must_use]
    pub fn at_url(method: &'a str, public_url: &'a str) -> Self {
        Self { target: Target::Url(public_url), ..Self::new(method, "") }
    }

    /// Sets the value of `Content-Type`, which decides whether the body is a form.
    #[must_use]
    pub fn content_type(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.content_type = value.into();
        self
    }

    /// Sets the value of `X-Twilio-Signature`.
    #[must_use]
    pub fn signature(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.signature = value.into();
        self
    }

    /// Sets the value of `X-Twilio-Webhooks-Signature-Settings`. Twilio sends it to accounts with shared keys only.
    #[must_use]
    pub fn settings(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.settings = value.into();
        self
    }

    /// Sets the value of `Upgrade`. A GET that upgrades to `websocket` may be signed over `wss://` where the address is `https://`.
    ///
    /// ```
    /// use twilio_webhooks::{PublicUrl, RawWebhook, Verifier};
    ///
    /// let verifier = Verifier::builder(PublicUrl::parse("https://mycompany.com")?).auth_token("12345").build()?;
    /// let handshake = RawWebhook::new("GET", "/stream").signature("DlELQE5iuG0XFAEQgMbv2UNcQU4="); // for wss://mycompany.com/stream
    /// assert!(verifier.verify(&handshake.upgrade("websocket")).is_ok());
    /// assert!(verifier.verify(&handshake).is_err());
    /// # Ok::<(), twilio_webhooks::WebhookConfigError>(())
    /// ```
    #[must_use]
    pub fn upgrade(mut self, value: impl Into<Option<&'a str>>) -> Self {
        self.is_websocket = value.into().is_some_and(names_websocket);
        self
    }

    /// Sets the raw body: decompressed, otherwise unchanged.
    #[must_use]
    pub fn body(mut self, bytes: &'a [u8]) -> Self {
        self.body = bytes;
        self
    }

    pub(crate) fn from_http(
        method: &'a Method,
        uri: &'a Uri,
        headers: &'a HeaderMap,
        body: &'a [u8],
    ) -> Result<Self, VerifyError> {
        let target = uri.path_and_query().ok_or(VerifyError::UnexpectedTarget)?;
        let upgrades = headers.get_all(header::UPGRADE).iter().filter_map(|value| value.to_str().ok());
        let webhook = Self {
            is_websocket: upgrades.into_iter().any(names_websocket),
            ..Self::new(method.as_str(), target.as_str())
        };
        Ok(webhook
            .signature(single(headers, SIGNATURE)?.map(text(VerifyError::MalformedSignature)).transpose()?)
            .settings(single(headers, SETTINGS)?.map(text(VerifyError::MalformedSettings)).transpose()?)
            // A content type that is not a string is not that of a form.
            .content_type(single(headers, header::CONTENT_TYPE.as_str())?.and_then(|value| value.to_str().ok()))
            .body(body))
    }

    pub(crate) fn url(&self, public_url: &'a PublicUrl) -> Result<SignedUrl<'a>, VerifyError> {
        match self.target {
            Target::Path(target) => public_url.join(target),
            Target::Url(url) => SignedUrl::whole(url),
        }
    }

    /// Whether this is a WebSocket handshake.
    pub(crate) fn is_websocket(&self) -> bool {
        self.is_websocket && self.method == "GET"
    }

    /// Whether Twilio sends this method without a body.
    pub(crate) fn is_bodyless(&self) -> bool {
        matches!(self.method, "GET" | "HEAD")
    }

    pub(crate) fn is_form(&self) -> bool {
        let essence = self.content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }
}

/// Whether a value of `Upgrade`, a list of protocols, contains `websocket`.
fn names_websocket(upgrade: &str) -> bool {
    upgrade.split(',').any(|protocol| protocol.trim().eq_ignore_ascii_case("websocket"))
}

/// The header's only value. A repeated header is refused: a proxy or handler could read the other value.
fn single<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a HeaderValue>, VerifyError> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() { Err(VerifyError::RepeatedHeader(name)) } else { Ok(first) }
}

fn text<'a>(error: VerifyError) -> impl Fn(&'a HeaderValue) -> Result<&'a str, VerifyError> {
    move |value| value.to_str().map_err(|_| error)
}

impl fmt::Debug for RawWebhook<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawWebhook({}, {} bytes)", self.method.escape_debug(), self.body.len())
    }
}
