//! What a response may be, and the pool that connections are kept in.

use std::time::Duration;

use bytes::Bytes;

use super::{Settings, fetch, over_each_adapter};
use crate::auth::Credentials;
use crate::client::{Client, ProductBuilder};
use crate::error::ErrorKind;
use crate::test_support::server::{Scripted, TestServer};
use crate::transport::Limits;

over_each_adapter! {
    #[tokio::test]
    async fn the_largest_body_is_the_users_to_set(adapter: Adapter) {
        let answers = || [Scripted::json(200, r#"{"identity": "a"}"#), Scripted::json(200, r#"{"identity": "ab"}"#)];
        let server = TestServer::start(answers()).await;
        let builder = || adapter.chat(Settings::default()).base_url(server.url()).max_body_bytes(17);
        assert!(fetch(builder()).send().await.is_ok());
        let error = fetch(builder()).send().await.expect_err("too long");
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains("longer than 17 bytes"), "{error}");
    }

    #[tokio::test]
    async fn clients_of_several_accounts_share_one_pool(adapter: Adapter) {
        let server = TestServer::start([Scripted::json(200, "{}"), Scripted::json(200, "{}")]).await;
        let first = Client::builder().credentials(Credentials::account("AC1", "one"));
        let first = first.transport(adapter.transport(Settings::default())).build().expect("client");
        let second = Client::builder().credentials(Credentials::account("AC2", "two")).transport(first.transport());
        for client in [&first, &second.build().expect("client")] {
            fetch(ProductBuilder::new().core(client).base_url(server.url())).send().await.expect("user");
        }
        let signed = server.arrived().iter().map(|request| request.header("authorization").len()).collect::<Vec<_>>();
        assert_eq!(signed, [1, 1]);
        assert_ne!(server.arrived()[0].header("authorization"), server.arrived()[1].header("authorization"));
        assert_eq!(server.connections(), 1);
    }

    #[tokio::test]
    async fn a_redirect_is_a_response_and_is_not_followed(adapter: Adapter) {
        let server = TestServer::start([]).await;
        server.push(Scripted::json(307, "{}").header("Location", &format!("{}/elsewhere", server.url())));
        let error = fetch(adapter.chat(Settings::default()).base_url(server.url())).send().await.expect_err("a 307");
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Api, Some(307)));
        assert_eq!(server.arrived().len(), 1);
    }

    #[tokio::test]
    async fn a_failed_status_is_kept_although_its_body_broke_off(adapter: Adapter) {
        let server = TestServer::start([Scripted::json(503, "{").truncated()]).await;
        let error = fetch(adapter.chat(Settings::default()).base_url(server.url())).send().await.expect_err("a 503");
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Api, Some(503)));
    }

    #[tokio::test]
    async fn a_request_for_no_host_or_another_scheme_is_not_sent(adapter: Adapter) {
        let transport = adapter.transport(Settings::default());
        for uri in ["/v2/Services", "ftp://127.0.0.1/v2/Services"] {
            let mut request = http::Request::new(Bytes::new());
            *request.uri_mut() = uri.parse().expect("a URI");
            let error = transport.send(request, Limits::new(Duration::from_secs(5))).await.expect_err(uri);
            assert!(!error.may_have_been_sent(), "{error:?}");
        }
    }
}
