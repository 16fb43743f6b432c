//! A root certificate to trust, whatever TLS library reads it.

use std::fmt;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::{self, PemObject as _};

use crate::error::Error;

/// A root certificate to trust besides the platform's own: of a company's proxy that opens TLS, or of a test server.
///
/// Needs the feature `rustls` or `native-tls`; `hyper` enables the former.
///
/// ```no_run
/// # #[cfg(feature = "reqwest")] fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use twilio_core::{Client, Credentials, transport::{Certificate, ReqwestTransport}};
///
/// let transport = ReqwestTransport::builder()
///     .root_certificate(Certificate::from_pem(std::fs::read("/etc/ssl/company.pem")?)?)
///     .root_certificate(Certificate::from_der(std::fs::read("/etc/ssl/test-server.der")?)?)
///     .build()?;
/// let client = Client::builder()
///     .credentials(Credentials::account("ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "auth token"))
///     .transport(transport)
///     .build()?;
/// # let _ = client;
/// # Ok(()) }
/// # #[cfg(not(feature = "reqwest"))] fn main() {}
/// ```
#[derive(Clone)]
pub struct Certificate(Vec<CertificateDer<'static>>);

impl Certificate {
    /// Reads the certificates of a PEM file, one or several.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if it contains no certificate, or an invalid one: the message says which.
    pub fn from_pem(pem: impl AsRef<[u8]>) -> Result<Self, Error> {
        let mut certificates = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(pem.as_ref()) {
            let number = certificates.len() + 1;
            let certificate = certificate.map_err(|error| broken(number, describe(&error)))?;
            if !looks_like_a_certificate(&certificate) {
                return Err(broken(number, "its contents are not an X.509 certificate"));
            }
            certificates.push(certificate);
        }
        if certificates.is_empty() {
            return Err(Error::config(
                "the PEM contains no certificate; expected a `-----BEGIN CERTIFICATE-----` block",
            ));
        }
        Ok(Certificate(certificates))
    }

    /// Reads one certificate in DER.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if it is not a certificate.
    pub fn from_der(der: impl AsRef<[u8]>) -> Result<Self, Error> {
        let certificate = CertificateDer::from(der.as_ref().to_vec());
        if !looks_like_a_certificate(&certificate) {
            return Err(Error::config(
                "the DER is not an X.509 certificate; a PEM file is read with `Certificate::from_pem`",
            ));
        }
        Ok(Certificate(vec![certificate]))
    }

    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(super) fn into_ders(self) -> Vec<CertificateDer<'static>> {
        self.0
    }
}

fn broken(number: usize, what: &str) -> Error {
    Error::config(format!("certificate {number} of the PEM is invalid: {what}"))
}

/// The library's errors repeat parts of the file.
fn describe(error: &pem::Error) -> &'static str {
    match error {
        pem::Error::MissingSectionEnd { .. } => "its END line is missing",
        pem::Error::IllegalSectionStart { .. } => "its BEGIN line is malformed",
        pem::Error::Base64Decode(_) => "it is not base64",
        _ => "it can't be read",
    }
}

/// X.509, section 4.1 of RFC 5280: a sequence of the certificate's contents, an algorithm and a signature, with nothing after it. The TLS library
/// reads the rest when the transport is built.
fn looks_like_a_certificate(der: &[u8]) -> bool {
    const SEQUENCE: u8 = 0x30;
    const BIT_STRING: u8 = 0x03;
    let Some((SEQUENCE, mut rest, [])) = element(der) else { return false };
    for expected in [SEQUENCE, SEQUENCE, BIT_STRING] {
        match element(rest) {
            Some((tag, _, after)) if tag == expected => rest = after,
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Tag and contents of the first DER element, and what follows it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, first], rest) = der.split_first_chunk::<2>()?;
    let (length, rest) = match first {
        0..=0x7F => (usize::from(first), rest),
        0x81..=0x84 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (contents, after) = rest.split_at_checked(length)?;
    Some((tag, contents, after))
}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Certificate({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Certificate;
    use crate::error::ErrorKind;

    /// A sequence of two sequences and a bit string, as a certificate is.
    const CERTIFICATE: &[u8] = &[0x30, 7, 0x30, 0, 0x30, 0, 0x03, 1, 0];

    fn pem(contents: &str) -> String {
        format!("-----BEGIN CERTIFICATE-----\n{contents}\n-----END CERTIFICATE-----\n")
    }

    #[test]
    fn an_invalid_certificate_is_refused_and_named_by_its_place() {
        let good = pem("MAcwADAAAwEA");
        assert_eq!(format!("{:?}", Certificate::from_pem(good.repeat(2)).expect("two")), "Certificate(2)");
        for (text, expected) in [
            (String::new(), "contains no certificate"),
            ("hello".to_owned(), "contains no certificate"),
            (pem("!"), "certificate 1 of the PEM is invalid: it is not base64"),
            (format!("{good}{}", pem("AAAA")), "certificate 2 of the PEM is invalid: its contents"),
            (format!("{good}-----BEGIN CERTIFICATE-----\nAAAA"), "certificate 2 of the PEM is invalid: its END line"),
        ] {
            let error = Certificate::from_pem(&text).expect_err(&text);
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains(expected), "{error}");
        }
    }

    #[test]
    fn der_that_is_not_a_certificate_is_refused() {
        assert!(Certificate::from_der(CERTIFICATE).is_ok());
        for length in 0..CERTIFICATE.len() {
            assert!(Certificate::from_der(&CERTIFICATE[..length]).is_err(), "{length} bytes");
        }
        for der in
            [b"no DER".as_slice(), &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], &[0x30, 0x80], &[CERTIFICATE, &[0]].concat()]
        {
            assert_eq!(Certificate::from_der(der).expect_err("refused").kind(), ErrorKind::Config);
        }
    }
}
