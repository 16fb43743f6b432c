//! Requests through a proxy.

use super::{Settings, fetch, over_each_adapter};
use crate::error::ErrorKind;
use crate::test_support::product::SERVICE;
use crate::test_support::server::{Scripted, TestServer};
use crate::transport::Proxy;

over_each_adapter! {
    #[tokio::test]
    async fn calls_go_through_a_proxy_but_never_to_this_machine(adapter: Adapter) {
        let proxy = TestServer::start([Scripted::json(200, "{}")]).await;
        let server = TestServer::start([Scripted::json(200, "{}")]).await;
        let setting = Proxy::new(proxy.url().replace("http://", "http://user:pa55@"));
        let through = || adapter.chat(Settings { proxy: Some(setting.clone()), ..Settings::default() });
        fetch(through().allow_plain_http().base_url("http://api.test")).send().await.expect("user");
        let arrived = &proxy.arrived()[0];
        assert_eq!(arrived.target, format!("http://api.test/v2/Services/{SERVICE}/Users/a"));
        assert_eq!(arrived.header("proxy-authorization"), ["Basic dXNlcjpwYTU1"]);
        fetch(through().base_url(server.url())).send().await.expect("user");
        assert_eq!((proxy.arrived().len(), server.arrived().len()), (1, 1));
        assert!(server.arrived()[0].header("proxy-authorization").is_empty());
    }

    #[tokio::test]
    async fn a_host_that_the_proxy_is_not_for_is_called_directly(adapter: Adapter) {
        let proxy = TestServer::start([]).await;
        let setting = Proxy::new(proxy.url()).except("invalid");
        let builder = adapter.chat(Settings { proxy: Some(setting), ..Settings::default() });
        let error = fetch(builder.allow_plain_http().base_url("http://api.invalid")).send().await.expect_err("no host");
        assert_eq!((error.kind(), proxy.arrived().len()), (ErrorKind::Connect, 0));
    }

    #[tokio::test]
    async fn a_response_of_the_proxy_to_a_request_without_tls_is_a_response(adapter: Adapter) {
        let proxy = TestServer::start([Scripted::new(403, "text/plain", "not allowed")]).await;
        let setting = Proxy::new(proxy.url());
        let builder = adapter.chat(Settings { proxy: Some(setting), ..Settings::default() });
        let error = fetch(builder.allow_plain_http().base_url("http://api.test")).send().await.expect_err("not allowed");
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Api, Some(403)));
    }
}
