//! Proxies that open no tunnel. One that does is in `tests/tests/tls.rs`, which has a server for what follows.

use std::time::Duration;

use super::{Adapter, Settings, fetch, over_each_adapter};
use crate::Backoff;
use crate::error::{Error, ErrorKind};
use crate::test_support::server::{Scripted, TestServer};
use crate::transport::Proxy;

over_each_adapter! {
    #[tokio::test]
    async fn a_proxy_that_wants_other_credentials_is_asked_once_and_hears_nothing_of_the_request(adapter: Adapter) {
        let error = refused_tunnel(adapter, 407).await;
        assert_eq!((error.attempts(), error.is_retryable()), (1, false), "{error:?}");
    }

    #[tokio::test]
    async fn a_tunnel_that_was_refused_names_the_status_and_is_repeated_only_if_that_may_help(adapter: Adapter) {
        for (status, attempts) in [(401, 1), (403, 1), (407, 1), (404, 4), (500, 4), (503, 4)] {
            let error = refused_tunnel(adapter, status).await;
            assert_eq!(error.attempts(), attempts, "{status}");
            let expected = format!("the proxy responded {status}");
            assert!(error.to_string().contains(&expected), "{error}");
        }
    }

    #[tokio::test]
    async fn a_proxy_that_is_out_of_order_is_asked_again(adapter: Adapter) {
        let error = refused_tunnel(adapter, 502).await;
        assert_eq!((error.attempts(), error.is_retryable()), (4, true), "{error:?}");
    }
}

/// The error of a fetch over TLS through a proxy that responds to every `CONNECT` with this status.
async fn refused_tunnel(adapter: Adapter, status: u16) -> Error {
    let proxy = TestServer::start((0..8).map(|_| Scripted::new(status, "text/plain", "no"))).await;
    let setting = Proxy::new(proxy.url().replace("http://", "http://user:pa55@"));
    let policy = Backoff::new().base_delay(Duration::from_millis(1));
    let builder = adapter.chat(Settings { proxy: Some(setting), ..Settings::default() }).retry(policy);
    let error = fetch(builder.base_url("https://api.test")).send().await.expect_err("no tunnel");
    assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Connect, false));
    for arrived in proxy.arrived() {
        assert_eq!((arrived.method.as_str(), arrived.target.as_str()), ("CONNECT", "api.test:443"));
        assert_eq!(arrived.header("host"), ["api.test:443"]);
        assert_eq!(arrived.header("proxy-authorization"), ["Basic dXNlcjpwYTU1"]);
        assert!(arrived.header("authorization").is_empty());
    }
    assert_eq!(proxy.arrived().len(), adapter.tunnel_requests(status) * error.attempts() as usize);
    error
}
