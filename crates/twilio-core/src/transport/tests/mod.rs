//! The same tests over each adapter that is an HTTP client: what the connection does, and what an error then says about what was sent.

mod connections;
mod proxies;
#[cfg(feature = "reqwest")]
mod reqwest;
mod responses;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tunnels;

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{Proxy, Transport};
use crate::client::ProductBuilder;
use crate::error::Error;
use crate::test_support::product::{Chat, FetchUser, SERVICE};

/// An HTTP client behind the trait.
#[derive(Clone, Copy, Debug)]
enum Adapter {
    #[cfg(feature = "reqwest")]
    Reqwest,
    #[cfg(feature = "hyper")]
    Hyper,
}

/// What a test changes; the rest is as by default.
#[derive(Default)]
struct Settings {
    connect_timeout: Option<Duration>,
    proxy: Option<Proxy>,
}

/// Builds a transport with one of the builders, which have the same methods.
macro_rules! build {
    ($transport:ty, $settings:expr) => {{
        let Settings { connect_timeout, proxy } = $settings;
        let mut builder = <$transport>::builder();
        if let Some(timeout) = connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        if let Some(proxy) = proxy {
            builder = builder.proxy(proxy);
        }
        Arc::new(builder.build().expect("a transport"))
    }};
}

impl Adapter {
    /// How often the adapter asks a proxy that opens no tunnel: reqwest names no status but 407, so its adapter asks again for the others.
    fn tunnel_requests(self, status: u16) -> usize {
        // Without reqwest the status makes no difference.
        let _ = status;
        match self {
            #[cfg(feature = "reqwest")]
            Adapter::Reqwest if status != 407 => 2,
            _ => 1,
        }
    }

    fn transport(self, settings: Settings) -> Arc<dyn Transport> {
        match self {
            #[cfg(feature = "reqwest")]
            Adapter::Reqwest => build!(super::ReqwestTransport, settings),
            #[cfg(feature = "hyper")]
            Adapter::Hyper => build!(super::HyperTransport, settings),
        }
    }

    /// A client whose transport has these settings.
    fn chat(self, settings: Settings) -> ProductBuilder<Chat> {
        Chat::builder().transport(self.transport(settings))
    }
}

/// Each test once over each adapter that this build has.
macro_rules! over_each_adapter {
    ($($(#[$attribute:meta])* async fn $name:ident($adapter:ident: Adapter) $body:block)*) => {
        $(async fn $name($adapter: super::Adapter) $body)*

        #[cfg(feature = "reqwest")]
        mod over_reqwest {
            $($(#[$attribute])* async fn $name() {
                super::$name(crate::transport::tests::Adapter::Reqwest).await
            })*
        }

        #[cfg(feature = "hyper")]
        mod over_hyper {
            $($(#[$attribute])* async fn $name() {
                super::$name(crate::transport::tests::Adapter::Hyper).await
            })*
        }
    };
}
use over_each_adapter;

fn fetch(builder: ProductBuilder<Chat>) -> FetchUser {
    builder.build().expect("client").service(SERVICE).user("a").fetch()
}

/// The error of an update that is sent to a server which responds with these bytes to whatever arrives.
async fn call(adapter: Adapter, scheme: &str, response: &'static [u8], keep_open: bool) -> Error {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    // It listens until the test ends.
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(response).await;
            if keep_open {
                kept.push(stream);
            }
        }
    });
    let settings = Settings { connect_timeout: Some(Duration::from_millis(200)), ..Settings::default() };
    let builder = adapter.chat(settings).timeout(Duration::from_millis(600));
    let chat = builder.base_url(format!("{scheme}://{address}")).build().expect("client");
    chat.service(SERVICE).user("a").update().send().await.expect_err("no response")
}

#[test]
fn no_other_folder_names_an_http_client() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().contains("/transport/") {
                let text = std::fs::read_to_string(&path).expect("text");
                let code = |line: &str| !line.trim_start().starts_with("//");
                let names =
                    |line: &str| ["reqwest::", "hyper::", "hyper_", "tower"].iter().any(|name| line.contains(name));
                assert!(!text.lines().any(|line| code(line) && names(line)), "{}", path.display());
            }
        }
    }
}
