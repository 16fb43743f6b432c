//! The listener, and what becomes of each connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use bytes::Bytes;
use h2::server::Connection;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::StreamFault;
use super::perform::{Then, answer};
use crate::faults::arrived::Arrived;
use crate::faults::server::{Choose, Ledger};
use crate::tls;

/// The server. It listens until its runtime ends, and speaks HTTP/2 alone.
#[derive(Clone, Debug)]
pub struct StreamServer {
    port: u16,
    /// What arrived.
    pub ledger: Arc<Ledger<StreamFault>>,
    refusals: Arc<AtomicUsize>,
}

/// Every so many-th connection processes nothing, and says so.
const REFUSES: u64 = 5;

impl StreamServer {
    /// Starts listening. `choose` gets a request and how many like it its caller sent before.
    pub async fn start(choose: impl Fn(&Arrived, usize) -> StreamFault + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = StreamServer { port, ledger: Arc::default(), refusals: Arc::default() };
        let (ledger, refusals) = (server.ledger.clone(), server.refusals.clone());
        let (acceptor, choose): (TlsAcceptor, Arc<Choose<StreamFault>>) = (tls::acceptor(&[b"h2"]), Arc::new(choose));
        let connections = AtomicU64::new(1);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, ledger, choose, refusals) =
                    (acceptor.clone(), ledger.clone(), choose.clone(), refusals.clone());
                let refuses = connections.fetch_add(1, Ordering::Relaxed).is_multiple_of(REFUSES);
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    if refuses {
                        refusals.fetch_add(1, Ordering::Relaxed);
                        refuse(stream).await;
                    } else {
                        serve(stream, &ledger, &choose).await;
                    }
                });
            }
        });
        server
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// How many connections processed nothing and said so.
    pub fn refusals(&self) -> usize {
        self.refusals.load(Ordering::Relaxed)
    }
}

async fn serve(stream: TlsStream<TcpStream>, ledger: &Arc<Ledger<StreamFault>>, choose: &Arc<Choose<StreamFault>>) {
    let Ok(mut connection): Result<Connection<_, Bytes>, _> = h2::server::handshake(stream).await else { return };
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut streams = JoinSet::new();
    loop {
        tokio::select! {
            // Accepting is what moves the connection, its answers too.
            accepted = connection.accept() => match accepted {
                Some(Ok((request, respond))) => {
                    let (ledger, choose, tell) = (ledger.clone(), choose.clone(), tell.clone());
                    streams.spawn(async move {
                        let then = answer(request, respond, &ledger, &*choose).await;
                        // Nobody listens any more when the connection has ended, and then there is nothing to do.
                        let _ = tell.send(then);
                    });
                }
                Some(Err(_)) | None => return,
            },
            Some(then) = told.recv() => match then {
                Then::Keep => {}
                // Without a word: dropping it closes the socket.
                Then::Close => return,
                Then::GoAway => connection.abrupt_shutdown(h2::Reason::NO_ERROR),
                Then::GoAwayLater => connection.graceful_shutdown(),
            },
        }
    }
}

/// `SETTINGS`, then `GOAWAY` with the last stream 0: no request on this connection was or will be processed.
async fn refuse(mut stream: TlsStream<TcpStream>) {
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GO_AWAY: [u8; 17] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    // The preface and, most likely, a request.
    let mut heard = Vec::new();
    let _ = stream.read_buf(&mut heard).await;
    let _ = stream.write_all(&[&SETTINGS[..], &GO_AWAY].concat()).await;
    let _ = stream.flush().await;
    while stream.read_buf(&mut heard).await.is_ok_and(|count| count > 0) {}
}
