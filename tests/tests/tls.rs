//! Whom a client trusts, and what it speaks: TLS on the loopback.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use twilio_chat_v2::{Client, Credentials, ErrorKind};
use twilio_core::transport::{Certificate, Proxy, Transport};
use twilio_core::{Backoff, Product};
use twilio_tests::adapters::{Adapter, Settings};
use twilio_tests::over_each_adapter;
use twilio_tests::tls::{AUTHORITY, acceptor};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

/// A server whose certificate the test authority signed.
struct TlsServer {
    port: u16,
    versions: Arc<Mutex<Vec<Version>>>,
    connections: Arc<AtomicUsize>,
}

async fn start(protocols: &[&[u8]]) -> TlsServer {
    let acceptor = acceptor(protocols);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (versions, connections) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let server = TlsServer { port, versions: versions.clone(), connections: connections.clone() };
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, versions, connections) = (acceptor.clone(), versions.clone(), connections.clone());
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                connections.fetch_add(1, Ordering::SeqCst);
                let service = hyper::service::service_fn(move |request: Request<Incoming>| {
                    versions.lock().expect("unpoisoned").push(request.version());
                    async { Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(b"{}")))) }
                });
                let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    server
}

impl TlsServer {
    fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// A client of this server.
    fn client(&self, adapter: Adapter, authority: Option<Certificate>) -> Client {
        client(adapter.transport(Settings { authority, ..Settings::default() }), &self.url())
    }
}

fn client(transport: impl Transport, base_url: &str) -> Client {
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    // The default policy, but for its pauses.
    let policy = Backoff::new().base_delay(Duration::from_millis(1));
    let builder = Client::builder().credentials(credentials).retry(policy).base_url(base_url);
    builder.transport(transport).build().expect("client")
}

fn authority() -> Certificate {
    Certificate::from_pem(AUTHORITY).expect("a certificate")
}

async fn fetch(client: Client) -> Result<(), twilio_core::Error> {
    client.service(SERVICE).user("alice").fetch().send().await.map(drop)
}

over_each_adapter! {
    #[tokio::test]
    async fn a_certificate_of_an_unknown_authority_is_refused_once_and_nothing_is_sent(adapter: Adapter) {
        let server = start(&[b"h2", b"http/1.1"]).await;
        let error = fetch(server.client(adapter, None)).await.expect_err("unknown authority");
        assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect, false));
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "another attempt would end in the same way");
        assert!(server.versions.lock().expect("unpoisoned").is_empty());
    }

    #[tokio::test]
    async fn a_certificate_for_another_host_is_refused_once_and_nothing_is_sent(adapter: Adapter) {
        let server = start(&[b"h2", b"http/1.1"]).await;
        let proxy = HttpProxy::start(None, server.port).await;
        let settings = Settings { authority: Some(authority()), proxy: Some(proxy.setting()), ..Settings::default() };
        let client = client(adapter.transport(settings), "https://other.test");
        let error = fetch(client).await.expect_err("a certificate for other names");
        assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect, false));
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "another attempt would end in the same way");
        assert!(server.versions.lock().expect("unpoisoned").is_empty());
    }

    #[tokio::test]
    async fn an_added_root_certificate_is_trusted(adapter: Adapter) {
        let server = start(&[b"h2", b"http/1.1"]).await;
        fetch(server.client(adapter, Some(authority()))).await.expect("a user");
        let der = CertificateDer::from_pem_slice(AUTHORITY).expect("a certificate");
        let authority = Certificate::from_der(&der).expect("a certificate");
        fetch(server.client(adapter, Some(authority))).await.expect("a user");
    }

    #[tokio::test]
    async fn http_2_is_spoken_where_the_server_does_and_calls_share_a_connection(adapter: Adapter) {
        let server = start(&[b"h2", b"http/1.1"]).await;
        let client = server.client(adapter, Some(authority()));
        fetch(client.clone()).await.expect("a user");
        let calls: Vec<_> = (0..20).map(|_| tokio::spawn(fetch(client.clone()))).collect();
        for call in calls {
            call.await.expect("no panic").expect("a user");
        }
        let versions = std::mem::take(&mut *server.versions.lock().expect("unpoisoned"));
        assert!(versions.len() == 21 && versions.iter().all(|version| *version == Version::HTTP_2), "{versions:?}");
        assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn http_1_is_spoken_where_the_server_knows_nothing_else(adapter: Adapter) {
        let server = start(&[]).await;
        fetch(server.client(adapter, Some(authority()))).await.expect("a user");
        assert_eq!(*server.versions.lock().expect("unpoisoned"), [Version::HTTP_11]);
    }

    #[tokio::test]
    async fn calls_go_through_the_tunnel_of_a_proxy_over_one_connection(adapter: Adapter) {
        let server = start(&[b"h2", b"http/1.1"]).await;
        for acceptor in [None, Some(acceptor(&[]))] {
            server.connections.store(0, Ordering::SeqCst);
            let proxy = HttpProxy::start(acceptor, server.port).await;
            let settings = Settings { authority: Some(authority()), proxy: Some(proxy.setting()), ..Settings::default() };
            let client = client(adapter.transport(settings), "https://api.test");
            for _ in 0..3 {
                fetch(client.clone()).await.expect("a user");
            }
            let heard = proxy.heard.lock().expect("unpoisoned").join("");
            assert!(heard.starts_with("CONNECT api.test:443 HTTP/1.1\r\n"), "{heard}");
            let lower = heard.to_lowercase();
            assert!(lower.contains("proxy-authorization: basic dxnlcjpwytu1\r\n"), "{heard}");
            assert!(!lower.contains("\r\nauthorization:"), "{heard}");
            assert_eq!(lower.matches("connect ").count(), 1, "{heard}");
            assert_eq!(server.connections.load(Ordering::SeqCst), 1);
            let versions = std::mem::take(&mut *server.versions.lock().expect("unpoisoned"));
            assert_eq!(versions, [Version::HTTP_2; 3]);
        }
    }
}

/// A proxy that opens a tunnel to one port of this machine, whatever host it is asked for.
struct HttpProxy {
    url: String,
    /// The head of each request.
    heard: Arc<Mutex<Vec<String>>>,
}

impl HttpProxy {
    /// Over TLS, if there is an acceptor.
    async fn start(acceptor: Option<TlsAcceptor>, to: u16) -> HttpProxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let scheme = if acceptor.is_some() { "https" } else { "http" };
        let proxy = HttpProxy { url: format!("{scheme}://user:pa55@localhost:{port}"), heard: Arc::default() };
        let heard = proxy.heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, heard) = (acceptor.clone(), heard.clone());
                tokio::spawn(async move {
                    match acceptor {
                        Some(acceptor) => tunnel(acceptor.accept(stream).await?, to, &heard).await,
                        None => tunnel(stream, to, &heard).await,
                    }
                });
            }
        });
        proxy
    }

    fn setting(&self) -> Proxy {
        Proxy::new(&self.url)
    }
}

async fn tunnel(
    mut client: impl AsyncRead + AsyncWrite + Unpin,
    to: u16,
    heard: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    heard.lock().expect("unpoisoned").push(String::from_utf8_lossy(&head).into_owned());
    let mut server = TcpStream::connect(("127.0.0.1", to)).await?;
    client.write_all(b"HTTP/1.1 200 Connection established\r\nVia: a proxy\r\n\r\n").await?;
    tokio::io::copy_bidirectional(&mut client, &mut server).await.map(drop)
}

#[test]
fn the_product_has_servers_with_tls_only() {
    assert!(Client::SERVERS.iter().all(|server| server.starts_with("https://")));
}
