//! The settings of a [`HyperTransport`].

use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls_platform_verifier::Verifier;

use super::HyperTransport;
use super::connector::Connector;
use crate::config::environment::{self, Lookup};
use crate::error::Error;
use crate::transport::Certificate;
use crate::transport::proxy::{Proxy, ProxyRules};
use crate::transport::settings::{CONNECT_TIMEOUT, HTTP2_PING, HTTP2_PONG, IDLE, TCP_KEEPALIVE, TCP_KEEPALIVE_PROBES};

/// Builds a [`HyperTransport`].
///
/// ```
/// # fn main() -> Result<(), twilio_core::Error> {
/// use std::time::Duration;
/// use twilio_core::transport::{HyperTransport, Proxy};
///
/// let transport = HyperTransport::builder().connect_timeout(Duration::from_secs(3)).proxy(Proxy::none()).build()?;
/// # let _ = transport;
///
/// // For a company's proxy that opens TLS.
/// # use twilio_core::transport::Certificate;
/// # fn read(_: &str) -> &'static str { "" }
/// let certificate = Certificate::from_pem(read("/etc/ssl/company.pem"));
/// let builder = certificate.map(|certificate| HyperTransport::builder().root_certificate(certificate));
/// # let _ = builder;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it builds"]
pub struct HyperTransportBuilder {
    connect_timeout: Option<Duration>,
    proxy: Option<Proxy>,
    root_certificates: Vec<Certificate>,
}

impl HyperTransportBuilder {
    /// How long establishing a connection may take (name resolution, TCP, the proxy's tunnel and TLS together). Default: 10 seconds.
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
    pub fn root_certificate(mut self, certificate: Certificate) -> Self {
        self.root_certificates.push(certificate);
        self
    }

    /// Builds the transport. No connection is made.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) if the proxy is not the address of an HTTP proxy, or if TLS can't be set up, for example with a root
    /// certificate that rustls rejects.
    pub fn build(self) -> Result<HyperTransport, Error> {
        self.build_with(&environment::process)
    }

    pub(in crate::transport) fn build_with(self, lookup: Lookup<'_>) -> Result<HyperTransport, Error> {
        let proxies = Arc::new(ProxyRules::resolve(self.proxy.as_ref(), lookup)?);
        let matcher = proxies.addresses().iter().any(Option::is_some).then(|| Arc::new(proxies.matcher()));
        let timeout = self.connect_timeout.unwrap_or(CONNECT_TIMEOUT);
        let connector = Connector::new(tcp(timeout), tls(self.root_certificates)?, matcher.clone(), timeout);
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .http2_keep_alive_interval(HTTP2_PING)
            .http2_keep_alive_timeout(HTTP2_PONG)
            .build(connector);
        Ok(HyperTransport { client, proxies, matcher })
    }
}

fn tcp(timeout: Duration) -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    // Divided among the addresses of the host, so that one that drops packets leaves time for the next. The connector limits the whole.
    tcp.set_connect_timeout(Some(timeout));
    tcp.set_keepalive(Some(TCP_KEEPALIVE));
    tcp.set_keepalive_interval(Some(TCP_KEEPALIVE));
    tcp.set_keepalive_retries(Some(TCP_KEEPALIVE_PROBES));
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    tcp.set_tcp_user_timeout(Some(crate::transport::settings::TCP_USER_TIMEOUT));
    tcp
}

/// TLS as reqwest sets it up: the program's cryptography, else aws-lc, and the certificates that the platform trusts.
fn tls(roots: Vec<Certificate>) -> Result<ClientConfig, Error> {
    let failed = |error| Error::config_with_source("TLS can't be set up", Box::new(error));
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let verifier = verifier(roots, provider.clone()).map_err(failed)?;
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(failed)?;
    Ok(config.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

fn verifier(roots: Vec<Certificate>, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        return Verifier::new(provider);
    }
    #[cfg(not(target_os = "android"))]
    {
        Verifier::new_with_extra_roots(roots.into_iter().flat_map(Certificate::into_ders), provider)
    }
    #[cfg(target_os = "android")]
    {
        Err(rustls::Error::General("on Android, root certificates can't be added".to_owned()))
    }
}
