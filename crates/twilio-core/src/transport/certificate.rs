//! A certificate to trust.
//!
//! What enters: PEM or DER. What leaves: what the HTTP client adds to the roots of the platform. Invariant: a text without a certificate is
//! refused, so that nobody believes to trust one.

use std::fmt;

use crate::error::Error;

/// A root certificate to trust beside the platform's own: of a company's proxy that opens TLS, or of a test server.
///
/// Needs the feature `rustls` or `native-tls`.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::{Certificate, Client, Credentials};
///
/// let pem = std::fs::read("/etc/ssl/company.pem")?;
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .root_certificate(Certificate::from_pem(pem)?)
///     .root_certificate(Certificate::from_der(std::fs::read("/etc/ssl/test-server.der")?)?)
///     .build()?;
/// # let _ = client;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Certificate(Vec<reqwest::Certificate>);

impl Certificate {
    /// Reads the certificates of a PEM text, one or several.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) when the text holds none or a broken one.
    pub fn from_pem(pem: impl AsRef<[u8]>) -> Result<Self, Error> {
        match reqwest::Certificate::from_pem_bundle(pem.as_ref()) {
            Ok(certificates) if certificates.is_empty() => {
                Err(Error::config("the PEM holds no certificate; pass a text with `-----BEGIN CERTIFICATE-----`"))
            }
            Ok(certificates) => Ok(Certificate(certificates)),
            Err(error) => Err(Error::config_with_source("the PEM holds no readable certificate", Box::new(error))),
        }
    }

    /// Takes one certificate in DER. Whether it is one is found out when the client is built.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) when the TLS library refuses it at once.
    pub fn from_der(der: impl AsRef<[u8]>) -> Result<Self, Error> {
        let certificate = reqwest::Certificate::from_der(der.as_ref());
        let certificate = certificate
            .map_err(|error| Error::config_with_source("the DER is no readable certificate", Box::new(error)))?;
        Ok(Certificate(vec![certificate]))
    }

    pub(super) fn into_inner(self) -> Vec<reqwest::Certificate> {
        self.0
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Certificate({})", self.0.len())
    }
}
