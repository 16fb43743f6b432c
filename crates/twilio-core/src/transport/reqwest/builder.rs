//! The settings of a [`ReqwestTransport`].

use std::time::Duration;

use super::ReqwestTransport;
use crate::config::environment::{self, Lookup};
use crate::error::Error;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::transport::Certificate;
use crate::transport::proxy::{Proxy, ProxyRules};
use crate::transport::settings::{CONNECT_TIMEOUT, HTTP2_PING, HTTP2_PONG, IDLE};

/// Builds a [`ReqwestTransport`].
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use std::time::Duration;
/// use twilio_core::transport::{Proxy, ReqwestTransport};
///
/// let transport = ReqwestTransport::builder().connect_timeout(Duration::from_secs(3)).proxy(Proxy::none()).build()?;
/// # let _ = transport;
///
/// // For a company's proxy that opens TLS.
/// # #[cfg(any(feature = "rustls", feature = "native-tls"))] {
/// # use twilio_core::transport::Certificate;
/// # fn read(_: &str) -> &'static str { "" }
/// let certificate = Certificate::from_pem(read("/etc/ssl/company.pem"));
/// let builder = certificate.map(|certificate| ReqwestTransport::builder().root_certificate(certificate));
/// # let _ = builder;
/// # }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct ReqwestTransportBuilder {
    connect_timeout: Option<Duration>,
    proxy: Option<Proxy>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    root_certificates: Vec<Certificate>,
}

/// What a transport is made of.
pub(super) struct Parts {
    pub(super) client: reqwest::Client,
    pub(super) proxies: ProxyRules,
}

impl ReqwestTransportBuilder {
    /// How long establishing a connection may take (name resolution, TCP and TLS together). Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// The proxy that requests go through, or none: see [`Proxy`]. Default: the environment's (`HTTPS_PROXY` and the others).
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Trusts a root certificate besides the platform's own. May be called several times. See [`Certificate`].
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, certificate: Certificate) -> Self {
        self.root_certificates.push(certificate);
        self
    }

    /// Builds the transport. No connection is made.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if the proxy is not the address of an HTTP proxy, or if TLS can't be set up, for example with a root
    /// certificate that the TLS library rejects.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        self.build_with(&environment::process)
    }

    pub(in crate::transport) fn build_with(self, lookup: Lookup<'_>) -> Result<ReqwestTransport, Error> {
        let proxies = ProxyRules::resolve(self.proxy.as_ref(), lookup)?;
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT))
            .tcp_nodelay(true)
            .pool_idle_timeout(IDLE)
            .http2_keep_alive_interval(HTTP2_PING)
            .http2_keep_alive_timeout(HTTP2_PONG);
        #[cfg(not(feature = "gzip"))]
        {
            builder = builder.no_gzip();
        }
        // Whoever adds native TLS asks for it by name, while rustls is on unless it is switched off.
        #[cfg(feature = "native-tls")]
        {
            builder = builder.tls_backend_native();
        }
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        {
            builder = builder.tls_backend_rustls();
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        if !self.root_certificates.is_empty() {
            let ders = self.root_certificates.into_iter().flat_map(Certificate::into_ders);
            let certificates = ders.map(|der| reqwest::Certificate::from_der(&der)).collect::<Result<Vec<_>, _>>();
            let certificates = certificates.map_err(|error| {
                Error::config_with_source("a root certificate is invalid", Box::new(error.without_url()))
            })?;
            builder = builder.tls_certs_merge(certificates);
        }
        for proxy in reqwest_proxies(&proxies)? {
            builder = builder.proxy(proxy);
        }
        let client = builder.build().map_err(|error| {
            Error::config_with_source("the HTTP client can't be built", Box::new(error.without_url()))
        })?;
        Ok(ReqwestTransport::new(Parts { client, proxies }))
    }
}

fn reqwest_proxies(rules: &ProxyRules) -> Result<Vec<reqwest::Proxy>, Error> {
    let [http, https] = rules.addresses();
    let made = [http.map(reqwest::Proxy::http), https.map(reqwest::Proxy::https)];
    let proxies = made.into_iter().flatten().collect::<Result<Vec<_>, _>>().map_err(|error| {
        Error::config_with_source("the address of the proxy can't be used", Box::new(error.without_url()))
    })?;
    let except = reqwest::NoProxy::from_string(rules.except());
    Ok(proxies.into_iter().map(|proxy| proxy.no_proxy(except.clone())).collect())
}
