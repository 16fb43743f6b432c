//! Connections of the pooled client: TCP, a proxy where one is for the host, TLS, all of it within one time limit.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::uri::{Scheme, Uri};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower_service::Service;

use super::tunnel;

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Connecting<S> = Pin<Box<dyn Future<Output = Result<S, BoxError>> + Send>>;

/// Connects to the host of a URI, with TLS for `https`.
#[derive(Clone)]
pub(super) struct Connector {
    /// TLS to the host, over whatever leads there.
    inner: HttpsConnector<Way>,
    timeout: Duration,
}

impl Connector {
    /// `proxies` says which hosts a proxy is for.
    pub(super) fn new(tcp: HttpConnector, tls: ClientConfig, proxies: Option<Arc<Matcher>>, timeout: Duration) -> Self {
        let way = Way { tcp, proxies, tls_to_proxy: Arc::new(tls.clone()) };
        let mut tls = tls;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Connector { inner: HttpsConnector::from((way, tls)), timeout }
    }
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<Stream>;
    type Error = BoxError;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, host: Uri) -> Self::Future {
        let (connecting, timeout) = (self.inner.call(host), self.timeout);
        Box::pin(async move {
            match tokio::time::timeout(timeout, connecting).await {
                Ok(connected) => connected,
                Err(_) => {
                    Err(io::Error::new(io::ErrorKind::TimedOut, format!("no connection within {timeout:?}")).into())
                }
            }
        })
    }
}

/// Leads to a host: TCP, or a connection to the proxy that is for it.
#[derive(Clone)]
struct Way {
    tcp: HttpConnector,
    proxies: Option<Arc<Matcher>>,
    /// For a proxy whose address begins with `https`. No protocol is offered, so it is HTTP/1.1.
    tls_to_proxy: Arc<ClientConfig>,
}

impl Service<Uri> for Way {
    type Response = Stream;
    type Error = BoxError;
    type Future = Connecting<Stream>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(BoxError::from)
    }

    fn call(&mut self, host: Uri) -> Self::Future {
        if let Some(proxy) = self.proxies.as_ref().and_then(|proxies| proxies.intercept(&host)) {
            let connector = HttpsConnector::from((self.tcp.clone(), self.tls_to_proxy.clone()));
            return Box::pin(through(proxy, connector, host));
        }
        let connecting = self.tcp.call(host);
        Box::pin(async move { Ok(Stream { inner: MaybeHttpsStream::Http(connecting.await?), is_proxied: false }) })
    }
}

async fn through(
    proxy: Intercept,
    mut connector: HttpsConnector<HttpConnector>,
    host: Uri,
) -> Result<Stream, BoxError> {
    let stream = connector.call(proxy.uri().clone()).await?;
    if host.scheme() == Some(&Scheme::HTTPS) {
        let stream = tunnel::open(stream, &host, proxy.basic_auth()).await?;
        return Ok(Stream { inner: stream, is_proxied: false });
    }
    Ok(Stream { inner: stream, is_proxied: true })
}

/// A connection to a host, directly or through a proxy.
pub(super) struct Stream {
    inner: MaybeHttpsStream<TokioIo<TcpStream>>,
    /// Requests are sent to the proxy, with the whole URI as their target.
    is_proxied: bool,
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        self.inner.connected().proxy(self.is_proxied)
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl Write for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
