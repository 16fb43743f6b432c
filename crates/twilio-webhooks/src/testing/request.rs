//! A signed request.

use http::Request;

use crate::raw::RawWebhook;
use crate::testing::error::SigningError;

/// A signed request in parts. Returned by the methods of [`Signer`](crate::testing::Signer).
///
/// ```
/// use twilio_webhooks::{PublicUrl, Verifier, testing::Signer};
///
/// let url = PublicUrl::parse("https://mycompany.com")?;
/// let webhook = Signer::auth_token("12345").form(&url, "/hook", [("Body", "Hi there")])?;
/// assert_eq!((webhook.method(), webhook.target(), webhook.body()), ("POST", "/hook", "Body=Hi+there"));
/// assert_eq!(webhook.header("x-twilio-signature"), Some("sBOPzjqBKeaiCpTf3au+xf2QDrw="));
/// for (name, value) in webhook.headers() {
///     println!("{name}: {value}");
/// }
///
/// let verifier = Verifier::builder(url).auth_token("12345").build()?;
/// assert!(verifier.verify(&webhook.as_raw()).is_ok());
/// assert!(verifier.verify_request(&webhook.into_request()?).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedWebhook {
    pub(super) method: &'static str,
    pub(super) target: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

impl SignedWebhook {
    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method
    }

    /// Returns path and query.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Returns names and values of the headers.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Returns the value of a header. The case of its name does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Returns the request as the argument of [`Verifier::verify`](crate::Verifier::verify).
    #[must_use]
    pub fn as_raw(&self) -> RawWebhook<'_> {
        RawWebhook::new(self.method, &self.target)
            .content_type(self.header("content-type"))
            .signature(self.header(crate::raw::SIGNATURE))
            .settings(self.header(crate::raw::SETTINGS))
            .upgrade(self.header("upgrade"))
            .body(self.body.as_bytes())
    }

    /// Returns the request with types of the `http` crate.
    ///
    /// # Errors
    /// The target is not a valid URI.
    pub fn into_request(self) -> Result<Request<String>, SigningError> {
        let request = Request::builder().method(self.method).uri(self.target);
        let request = self.headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        request.body(self.body).map_err(|_| SigningError::InvalidTarget)
    }
}
