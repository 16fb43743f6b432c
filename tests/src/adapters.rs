//! The transports that the same tests run over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tower::ServiceBuilder;
use twilio_core::transport::{Certificate, HyperTransport, Proxy, ReqwestTransport, TowerTransport, Transport};

/// An adapter of [`Transport`] that is an HTTP client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    /// reqwest's client.
    Reqwest,
    /// hyper-util's pooled client.
    Hyper,
}

/// What a test changes; the rest is as by default.
#[derive(Debug, Default)]
pub struct Settings {
    /// How long a connection may take.
    pub connect_timeout: Option<Duration>,
    /// Whoever signed the certificate of the test's server.
    pub authority: Option<Certificate>,
    /// A proxy.
    pub proxy: Option<Proxy>,
}

/// Builds a transport with one of the builders, which have the same methods.
macro_rules! build {
    ($transport:ty, $settings:expr) => {{
        let Settings { connect_timeout, authority, proxy } = $settings;
        let mut builder = <$transport>::builder();
        if let Some(timeout) = connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        if let Some(authority) = authority {
            builder = builder.root_certificate(authority);
        }
        if let Some(proxy) = proxy {
            builder = builder.proxy(proxy);
        }
        Arc::new(builder.build().expect("a transport"))
    }};
}

impl Adapter {
    /// A transport with these settings.
    pub fn transport(self, settings: Settings) -> Arc<dyn Transport> {
        match self {
            Adapter::Reqwest => build!(ReqwestTransport, settings),
            Adapter::Hyper => build!(HyperTransport, settings),
        }
    }
}

/// Tests over each [`Adapter`]: every function takes one, and becomes the same test in the modules `over_reqwest` and `over_hyper`.
#[macro_export]
macro_rules! over_each_adapter {
    ($($(#[$attribute:meta])* async fn $name:ident($adapter:ident: Adapter) $body:block)*) => {
        $(async fn $name($adapter: $crate::adapters::Adapter) $body)*

        mod over_reqwest {
            $($(#[$attribute])* async fn $name() { super::$name($crate::adapters::Adapter::Reqwest).await })*
        }

        mod over_hyper {
            $($(#[$attribute])* async fn $name() { super::$name($crate::adapters::Adapter::Hyper).await })*
        }
    };
}

/// A service of somebody else's with a layer around it: hyper-util's client over plain TCP, and one of tower's that counts the requests.
pub fn tower_transport(requests: Arc<AtomicUsize>) -> impl Transport {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let count = move |request: http::Request<Full<Bytes>>| {
        requests.fetch_add(1, Ordering::Relaxed);
        request
    };
    TowerTransport::new(ServiceBuilder::new().map_request(count).service(client))
}
