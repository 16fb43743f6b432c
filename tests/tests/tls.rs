//! Whom a client trusts, and what it speaks: TLS on the loopback.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use twilio_chat_v2::{Client, Credentials, ErrorKind};
use twilio_core::transport::{Certificate, ReqwestTransport};
use twilio_core::{Product, ProductBuilder};
use twilio_tests::tls::{AUTHORITY, acceptor};

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

/// A server whose certificate the test authority signed.
struct TlsServer {
    url: String,
    versions: Arc<Mutex<Vec<Version>>>,
    connections: Arc<AtomicUsize>,
}

async fn start(protocols: &[&[u8]]) -> TlsServer {
    let acceptor = acceptor(protocols);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("https://localhost:{}", listener.local_addr().expect("an address").port());
    let (versions, connections) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let server = TlsServer { url, versions: versions.clone(), connections: connections.clone() };
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

fn builder(server: &TlsServer) -> ProductBuilder<Client> {
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    Client::builder().credentials(credentials).base_url(&server.url)
}

fn trusting(authority: Certificate) -> ReqwestTransport {
    ReqwestTransport::builder().root_certificate(authority).build().expect("a transport")
}

async fn fetch(client: Client) -> Result<(), twilio_core::Error> {
    client.service(SERVICE).user("alice").fetch().send().await.map(drop)
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent() {
    let server = start(&[b"h2", b"http/1.1"]).await;
    let error = fetch(builder(&server).build().expect("client")).await.expect_err("unknown authority");
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect, false));
    assert!(server.versions.lock().expect("unpoisoned").is_empty());
}

#[tokio::test]
async fn an_added_root_certificate_is_trusted() {
    let server = start(&[b"h2", b"http/1.1"]).await;
    let authority = Certificate::from_pem(AUTHORITY).expect("a certificate");
    fetch(builder(&server).transport(trusting(authority)).build().expect("client")).await.expect("a user");
    let der = CertificateDer::from_pem_slice(AUTHORITY).expect("a certificate");
    let authority = Certificate::from_der(&der).expect("a certificate");
    fetch(builder(&server).transport(trusting(authority)).build().expect("client")).await.expect("a user");
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_does_and_calls_share_a_connection() {
    let server = start(&[b"h2", b"http/1.1"]).await;
    let authority = Certificate::from_pem(AUTHORITY).expect("a certificate");
    let client = builder(&server).transport(trusting(authority)).build().expect("client");
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
async fn http_1_is_spoken_where_the_server_knows_nothing_else() {
    let server = start(&[]).await;
    let authority = Certificate::from_pem(AUTHORITY).expect("a certificate");
    fetch(builder(&server).transport(trusting(authority)).build().expect("client")).await.expect("a user");
    assert_eq!(*server.versions.lock().expect("unpoisoned"), [Version::HTTP_11]);
}

#[test]
fn the_product_has_servers_with_tls_only() {
    assert!(Client::SERVERS.iter().all(|server| server.starts_with("https://")));
}
