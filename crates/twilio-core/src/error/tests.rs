//! What an error knows, and what it never shows.

use http::StatusCode;

use super::{Error, ErrorCode, ErrorKind};
use crate::auth::Credentials;
use crate::test_support::product::{Chat, SERVICE};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;

async fn fetch(answer: Scripted) -> Error {
    let server = Script::new([answer]);
    Chat::over(&server).service(SERVICE).user("alice@example.com").fetch().send().await.expect_err("an error")
}

#[tokio::test]
async fn a_classic_body_gives_code_message_link_status_and_details() {
    let message = format!("The requested resource /Services/{SERVICE}/Users/alice%40example.com was not found");
    let body = format!(
        r#"{{"code": 20404, "message": "{message}", "more_info": "https://www.twilio.com/docs/errors/20404", "status": 404, "details": {{"a": 1}}}}"#
    );
    let error = fetch(Scripted::json(404, body).header("Twilio-Request-Id", "RQ1")).await;
    assert!(error.is_not_found() && !error.is_retryable() && error.was_sent());
    assert_eq!(
        (error.kind(), error.operation(), error.attempts(), error.request_id()),
        (ErrorKind::Api, Some("FetchUser"), 1, Some("RQ1"))
    );
    let api = error.api().expect("Twilio's words");
    assert_eq!(
        (api.status, api.code, api.message.as_deref()),
        (StatusCode::NOT_FOUND, ErrorCode::NOT_FOUND, Some(message.as_str()))
    );
    assert_eq!(api.more_info.as_deref(), Some("https://www.twilio.com/docs/errors/20404"));
    assert_eq!(api.details.as_ref().map(|details| details.as_str()), Some(r#"{"a": 1}"#));
    assert_eq!(
        error.to_string(),
        "FetchUser: 404 Not Found, Twilio error 20404: The requested resource /Services/{ServiceSid}/Users/{Sid} was not found \
         (https://www.twilio.com/docs/errors/20404; request id RQ1)"
    );
}

#[tokio::test]
async fn an_rfc_9457_body_gives_title_detail_and_each_error() {
    let body = r##"{"type": "https://t.test/20001", "title": "Invalid", "status": 400, "code": 20001, "detail": "Two fields.", "instance": "/i",
        "errors": [{"detail": "too long", "pointer": "#/name"}, {"detail": null}, 7]}"##;
    let error = fetch(Scripted::json(400, body)).await;
    let api = error.api().expect("Twilio's words");
    assert_eq!(
        (api.code.get(), api.message.as_deref(), api.detail.as_deref()),
        (Some(20001), Some("Invalid"), Some("Two fields."))
    );
    assert_eq!((api.more_info.as_deref(), api.instance.as_deref()), (Some("https://t.test/20001"), Some("/i")));
    assert_eq!(api.errors.len(), 2);
    assert_eq!((api.errors[0].detail.as_deref(), api.errors[0].pointer.as_deref()), (Some("too long"), Some("#/name")));
}

#[tokio::test]
async fn a_v1_body_gives_its_params_and_whose_fault_it_was() {
    let body = r#"{"code": "20429", "message": "Slow down", "httpStatusCode": 429, "params": {"limit": "10"}, "userError": true}"#;
    let error = fetch(Scripted::json(429, body).header("Retry-After", "3")).await;
    let api = error.api().expect("Twilio's words");
    assert!(error.is_rate_limited() && error.is_retryable() && api.code == 20429);
    assert_eq!(
        (api.user_error, api.params.as_ref().map(|params| params.as_str())),
        (Some(true), Some(r#"{"limit": "10"}"#))
    );
    assert_eq!(
        error.headers().and_then(|headers| headers.get("retry-after")).map(|value| value.as_bytes()),
        Some(b"3".as_slice())
    );
}

#[tokio::test]
async fn every_field_of_an_error_body_may_be_absent_or_null() {
    for body in [
        r#"{"code": 20500, "message": null, "details": null, "errors": null}"#,
        r#"{"message": "x", "code": null, "status": {}}"#,
    ] {
        assert!(fetch(Scripted::json(500, body)).await.api().is_some(), "{body}");
    }
}

#[tokio::test]
async fn a_proxys_page_keeps_status_headers_and_the_first_part_of_the_body() {
    let page = format!("<html>busy{}</html>", "x".repeat(10_000));
    let error = fetch(Scripted::new(503, "text/html", page).header("X-Proxy", "p1")).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::SERVICE_UNAVAILABLE)));
    assert!(error.api().is_none() && error.is_retryable());
    let prefix = error.body_prefix().expect("a body");
    assert!(prefix.starts_with("<html>busy") && prefix.len() == 2048);
    assert!(error.headers().is_some_and(|headers| headers.contains_key("x-proxy")));
    assert_eq!(
        error.to_string(),
        "FetchUser: 503 Service Unavailable: the body is not one of Twilio's error responses (text/html)"
    );
}

#[tokio::test]
async fn an_odd_error_body_is_never_a_decode_error() {
    let deep = "[".repeat(5000);
    let bodies: [&[u8]; 7] = [b"", b"null", b"[]", b"{\"code\": 1", b"\xFF\xFE", b"\"text\"", deep.as_bytes()];
    for body in bodies {
        let error = fetch(Scripted::json(500, body)).await;
        assert_eq!((error.kind(), error.api().is_none()), (ErrorKind::Api, true));
    }
    let error = fetch(Scripted::json(400, r#"{"code": 1}"#).truncated()).await;
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Api, Some(400)));
    let error = fetch(Scripted::json(400, "x".repeat(200_000))).await;
    assert_eq!(error.kind(), ErrorKind::Api);
}

#[tokio::test]
async fn a_success_that_is_not_the_model_is_a_decode_error_with_the_body_to_read() {
    let bodies: [&[u8]; 5] = [b"<html>welcome</html>", b"{\"sid\": ", b"[]", b" ", b"{\"identity\": \"\xFF\"}"];
    for body in bodies {
        let error = fetch(Scripted::json(200, body)).await;
        assert_eq!(
            (error.kind(), error.status(), error.operation()),
            (ErrorKind::Decode, Some(StatusCode::OK), Some("FetchUser"))
        );
        assert_eq!(error.body_prefix(), Some(String::from_utf8_lossy(body).as_ref()));
        assert!(!error.is_retryable() && error.was_sent());
        assert!(!error.to_string().contains("welcome"), "{error}");
    }
}

#[tokio::test]
async fn a_success_that_breaks_off_is_a_transport_error_that_was_sent() {
    let error = fetch(Scripted::json(200, "{}").truncated()).await;
    assert_eq!((error.kind(), error.was_sent(), error.status()), (ErrorKind::Transport, true, Some(StatusCode::OK)));
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let chat = Chat::builder().base_url(format!("http://127.0.0.1:{port}")).build().expect("client");
    let error = chat.service(SERVICE).user("alice").update().send().await.expect_err("nobody listens");
    assert!(error.is_connect() && !error.was_sent() && !error.is_timeout());
    assert!(error.is_retryable(), "even a POST, since nothing was sent");
    assert_eq!((error.attempts(), error.status()), (1, None));
}

#[tokio::test]
async fn a_post_is_not_retryable_when_it_may_have_been_processed() {
    let server = Script::new([Scripted::json(503, ""), Scripted::json(429, "")]);
    let user = Chat::over(&server).service(SERVICE).user("a");
    assert!(!user.update().send().await.expect_err("503").is_retryable());
    assert!(user.update().send().await.expect_err("429").is_retryable());
}

#[tokio::test]
async fn neither_display_nor_debug_nor_sources_show_credentials_path_values_or_bodies() {
    let body = r#"{"code": 1, "message": "no user alice@example.com", "details": {"phone": "+15551234567"}}"#;
    let refused = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let nobody = Chat::builder().base_url(format!("http://127.0.0.1:{refused}")).build().expect("client");
    let user = |chat: &Chat| chat.service(SERVICE).user("alice@example.com").update().friendly_name("the-form-value");
    let errors = [
        fetch(Scripted::json(400, body)).await,
        fetch(Scripted::json(200, r#"{"phone": "+15551234567""#)).await,
        fetch(Scripted::json(200, "{}").truncated()).await,
        user(&nobody).send().await.expect_err("nobody listens"),
        user(&nobody).role_sid("alice@example.com").send().await.expect_err("no SID"),
    ];
    for error in errors {
        let mut shown = format!("{error} {error:?} {:?}", error.api().map(|api| api.details.is_some()));
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            shown.push_str(&format!(" {inner} {inner:?}"));
            source = inner.source();
        }
        for value in ["alice", "example.com", "+1555", "pa55word", "QUMxOnBhNTV3b3Jk", SERVICE, "the-form-value"] {
            assert!(!shown.contains(value), "{value} in {shown}");
        }
    }
}

#[tokio::test]
async fn the_headers_that_users_ask_for_are_there_on_answers_pages_and_errors() {
    let with = |answer: Scripted| {
        let answer = answer.header("Twilio-Request-Id", "RQ1").header("Twilio-Concurrent-Requests", "7");
        answer.header("ETag", "\"2\"").header("Retry-After", "3")
    };
    let all = |headers: &http::HeaderMap| {
        let names = ["twilio-request-id", "twilio-concurrent-requests", "etag", "retry-after"];
        names.map(|name| headers[name].to_str().expect("text").to_owned())
    };
    let expected = ["RQ1", "7", "\"2\"", "3"];
    let answers = [Scripted::json(200, "{}"), Scripted::json(200, r#"{"users": []}"#), Scripted::json(429, "")];
    let server = Script::new(answers.map(with));
    let service = Chat::over(&server).service(SERVICE);
    let user = service.user("a").fetch().send().await.expect("user");
    assert_eq!((all(user.headers()), user.request_id()), (expected.map(str::to_owned), Some("RQ1")));
    let page = service.users().list().first_page().await.expect("a page");
    assert_eq!((all(page.headers()), page.request_id()), (expected.map(str::to_owned), Some("RQ1")));
    let error = service.user("a").fetch().send().await.expect_err("too many");
    assert_eq!((error.headers().map(all), error.request_id()), (Some(expected.map(str::to_owned)), Some("RQ1")));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(3)));
}

#[tokio::test]
async fn each_predicate_speaks_of_its_status_alone() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [(u16, Predicate); 6] = [
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (412, Error::is_precondition_failed),
        (429, Error::is_rate_limited),
    ];
    for status in [400, 401, 403, 404, 409, 412, 429, 500, 503] {
        let error = fetch(Scripted::json(status, "")).await;
        for (of, predicate) in predicates {
            assert_eq!(predicate(&error), of == status, "{of} for {status}");
        }
        assert_eq!(error.is_server_error(), status >= 500);
        assert!(!error.is_connect() && !error.is_timeout());
    }
}

#[tokio::test]
async fn a_code_is_compared_by_name_or_by_number() {
    let error = fetch(Scripted::json(409, r#"{"code": 50433, "message": "x"}"#)).await;
    assert!(error.has_code(ErrorCode::new(50433)) && error.api().expect("Twilio's words").code == 50433);
    assert!(!error.has_code(ErrorCode::NOT_FOUND));
    let error = fetch(Scripted::json(409, r#"{"message": "x"}"#)).await;
    assert!(!error.has_code(error.api().expect("Twilio's words").code), "no code is no code");
}

#[tokio::test]
async fn an_answer_of_another_content_type_is_read_by_what_it_holds() {
    let error = fetch(Scripted::new(404, "text/plain", r#"{"code": 20404, "message": "x"}"#)).await;
    assert!(error.has_code(ErrorCode::NOT_FOUND));
    let error = fetch(Scripted::new(502, "application/json", "upstream connect error")).await;
    assert_eq!((error.api().is_none(), error.body_prefix()), (true, Some("upstream connect error")));
    let server = Script::new([Scripted::new(200, "text/plain", r#"{"identity": "alice"}"#)]);
    assert!(Chat::over(&server).service(SERVICE).user("a").fetch().send().await.is_ok());
}

#[tokio::test]
async fn a_success_over_the_cap_is_a_decode_error_and_the_cap_can_be_set() {
    let body = format!(r#"{{"identity": "{}"}}"#, "x".repeat(5000));
    for (cap, fits) in [(body.len(), true), (body.len() - 1, false)] {
        let server = Script::new([Scripted::json(200, body.clone())]);
        let chat = Chat::scripted(&server).max_body_bytes(cap).build().expect("client");
        match chat.service(SERVICE).user("a").fetch().send().await {
            Ok(_) => assert!(fits),
            Err(error) => {
                assert!(!fits && error.kind() == ErrorKind::Decode && error.was_sent(), "{error}");
                assert!(error.to_string().contains(&format!("longer than {cap} bytes")), "{error}");
                assert_eq!(error.body_prefix().map(str::len), Some(2048));
            }
        }
    }
}

#[tokio::test]
async fn an_empty_success_is_named_and_repeated_for_fetches_and_lists_only() {
    let empty = || Scripted::json(200, "");
    let server =
        Script::new([empty(), Scripted::json(200, "{}"), empty(), Scripted::json(200, r#"{"users": []}"#), empty()]);
    let builder = Chat::builder().retry(crate::Backoff::new().base_delay(std::time::Duration::ZERO));
    let service =
        builder.base_url(server.url()).transport(server.transport()).build().expect("client").service(SERVICE);
    service.user("a").fetch().send().await.expect("the second response");
    service.users().list().first_page().await.expect("the second response");
    let error = service.user("a").update().send().await.expect_err("it may have been done");
    assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::Decode, 1, false));
    assert!(error.to_string().contains("the body is empty"), "{error}");
    assert_eq!(server.arrived().len(), 5);
}

#[tokio::test]
async fn what_a_message_repeats_of_the_request_is_hidden_in_every_debug() {
    let message = "/Users/alice.zebra was not found";
    let body = format!(r#"{{"code": 20404, "message": "{message}", "detail": "alice.zebra"}}"#);
    let server = Script::new([Scripted::json(404, body)]);
    let error = Chat::over(&server).service(SERVICE).user("alice.zebra").fetch().send().await.expect_err("not found");
    let api = error.api().expect("Twilio's words");
    let shown = format!("{error} {error:?} {api:?}");
    assert!(!shown.contains("alice.zebra"), "{shown}");
    assert_eq!(api.message.as_deref(), Some(message));
}

#[tokio::test]
async fn a_failure_of_the_connection_names_host_setting_reason_and_what_was_sent() {
    use crate::testing::{MockTransport, Reply};
    use crate::transport::{TransportError, TransportErrorKind, transport_fn};
    let failed = |kind, source: fn() -> std::io::Error| {
        transport_fn(move |_, _| async move { Err(TransportError::new(kind, source())) })
    };
    let refused = || std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    let reset = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let unknown = || std::io::Error::other("failed to lookup address information: Name or service not known");
    let builder = || Chat::builder();
    let texts = [
        (
            builder().transport(failed(TransportErrorKind::Connect, refused)),
            "no connection to chat.twilio.com: connection refused; nothing was sent",
        ),
        (
            builder().edge("sidney").transport(failed(TransportErrorKind::Connect, unknown)),
            "no connection to chat.sidney.us1.twilio.com (edge set on the client): the host name was not found; nothing was sent",
        ),
        (
            builder().base_url("http://127.0.0.1:1").transport(failed(TransportErrorKind::Connect, refused)),
            "no connection to 127.0.0.1 (from base_url): connection refused; nothing was sent",
        ),
        (
            builder().transport(failed(TransportErrorKind::Interrupted, reset)),
            "the connection to chat.twilio.com failed before the response was complete: connection reset by the other side; it may have been processed",
        ),
        (
            builder()
                .timeout(std::time::Duration::from_millis(20))
                .transport(transport_fn(|_, _| std::future::pending())),
            "no complete response from chat.twilio.com in time: the time limit is 20ms; it may have been processed",
        ),
    ];
    for (builder, expected) in texts {
        let chat = builder.build().expect("client");
        let error = chat.service(SERVICE).user("alice").update().send().await.expect_err("no response");
        assert_eq!(error.to_string(), format!("UpdateUser: {expected}"));
    }
    let mock = MockTransport::new().on_any().replies([Reply::silence(), Reply::failure(TransportErrorKind::Connect)]);
    let client =
        mock.client_with::<Chat>(|builder| builder.retry(crate::Backoff::new().max_attempts(2))).expect("client");
    let error = client.service(SERVICE).user("alice").fetch().send().await.expect_err("no response");
    assert!(error.to_string().contains("an earlier attempt may have been processed, after 2 attempts"), "{error}");
}

#[tokio::test]
async fn a_401_names_the_clients_credentials_and_no_secret() {
    const KEY: &str = "SK0123456789abcdef0123456789abcdef";
    for (credentials, expected) in [
        (Credentials::api_key(KEY, "s3cret"), Some("signed with the API key SK…ef")),
        (Credentials::account("AC1", "s3cret"), Some("signed with the account")),
    ] {
        let script = Script::new([Scripted::json(401, r#"{"code": 20003, "message": "Authenticate"}"#)]);
        let chat = Chat::scripted(&script).credentials(credentials).build().expect("client");
        let user = chat.service(SERVICE).user("a");
        let text = user.fetch().send().await.expect_err("401").to_string();
        assert!(text.ends_with(expected.expect("credentials of the client")) && !text.contains("s3cret"), "{text}");
    }
    let script = Script::new([Scripted::json(401, "{}")]);
    let fetch = Chat::over(&script).service(SERVICE).user("a").fetch().with_authorization("Bearer own");
    assert!(!fetch.send().await.expect_err("401").to_string().contains("signed with"), "not the client's");
}

#[tokio::test]
async fn a_page_of_html_is_named_and_the_proxy_that_it_came_through() {
    let html = |status| {
        Scripted::new(status, "text/html; charset=utf-8", "<html>Sign in</html>").header("Via", "1.1 gate:3128")
    };
    let error = fetch(html(200)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().contains("(text/html, via 1.1 gate:3128, not JSON: the page of a proxy or a login?)"),
        "{error}"
    );
    let error = fetch(html(502)).await;
    assert!(error.to_string().ends_with("error responses (text/html, via 1.1 gate:3128)"), "{error}");
    let hostile = Scripted::new(502, "<script>", "x");
    assert!(!fetch(hostile).await.to_string().contains("script"));
}
