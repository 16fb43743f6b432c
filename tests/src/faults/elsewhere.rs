//! The host that nobody should ever call.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

/// A second origin, which records what it is sent and never answers.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    /// Starts listening.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let record = heard.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let record = record.clone();
                tokio::spawn(async move {
                    let mut bytes = Vec::new();
                    let read = async { while stream.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {} };
                    let _ = tokio::time::timeout(Duration::from_millis(100), read).await;
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    record.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                });
            }
        });
        Elsewhere { port, heard }
    }

    /// Host and port.
    pub fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What each connection sent, empty ones included.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
