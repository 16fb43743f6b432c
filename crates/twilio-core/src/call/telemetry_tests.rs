//! What a tracing subscriber sees of a call, and what it never sees.

use std::time::Duration;

use crate::error::TransportErrorKind;
use crate::test_support::product::{Chat, SERVICE};
use crate::test_support::tracing::{Seen, Trace};
use crate::testing::{MockTransport, Reply};

const USER: &str = r#"{"identity": "alice-identity"}"#;

fn field<'s>(span: &'s Seen, name: &str) -> Option<&'s str> {
    span.fields.get(name).map(String::as_str)
}

#[tokio::test]
async fn a_call_is_one_span_in_the_names_of_opentelemetry() {
    let trace = Trace::begin();
    let mock = MockTransport::new().on_any().replies([Reply::text(200, USER).header("twilio-request-id", "RQ1")]);
    mock.client::<Chat>().service(SERVICE).user("alice-identity").fetch().send().await.expect("user");
    let [span] = &trace.spans()[..] else { panic!("{:?}", trace.spans()) };
    assert!(span.name == "twilio.request" && span.closed);
    let expected = [
        ("http.request.method", "GET"),
        ("http.response.status_code", "200"),
        ("otel.kind", "client"),
        ("otel.name", "GET /v2/Services/{ServiceSid}/Users/{Sid}"),
        ("server.address", "chat.twilio.com"),
        ("server.port", "443"),
        ("twilio.operation", "FetchUser"),
        ("twilio.request_id", "RQ1"),
        ("url.template", "/v2/Services/{ServiceSid}/Users/{Sid}"),
    ];
    let fields: Vec<(&str, &str)> = span.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, expected);
    assert!(trace.events().is_empty());
}

#[tokio::test]
async fn a_repetition_is_counted_on_the_span_and_told_as_an_event() {
    let trace = Trace::begin();
    let mock = MockTransport::new().on_any().replies([
        Reply::text(429, "").header("retry-after", "2"),
        Reply::silence(),
        Reply::text(200, USER),
    ]);
    mock.client::<Chat>().service(SERVICE).user("a").fetch().send().await.expect("user");
    let [span] = &trace.spans()[..] else { panic!("{:?}", trace.spans()) };
    assert_eq!((field(span, "http.request.resend_count"), field(span, "error.type")), (Some("2"), None));
    let [first, second] = &trace.events()[..] else { panic!("{:?}", trace.events()) };
    assert!(first.starts_with("INFO") && first.contains("twilio.attempt=1") && first.contains("\"429\""), "{first}");
    let delay = first.split("twilio.retry_delay_ms=").nth(1).and_then(|rest| rest.split(' ').next());
    assert!(delay.and_then(|delay| delay.parse::<u64>().ok()).is_some_and(|delay| delay >= 2000), "{first}");
    assert!(second.contains("twilio.attempt=2") && second.contains("timeout"), "{second}");
}

#[tokio::test]
async fn a_failure_has_its_class_its_status_and_twilios_code() {
    let code = r#"{"code": 20404, "message": "no alice-identity"}"#;
    for (step, class, status, code) in [
        (Reply::text(404, code), "404", Some("404"), Some("20404")),
        (Reply::text(500, "<html>"), "500", Some("500"), None),
        (Reply::failure(TransportErrorKind::Connect), "connect", None, None),
        (Reply::silence(), "timeout", None, None),
        (Reply::failure(TransportErrorKind::Interrupted), "transport", None, None),
    ] {
        let trace = Trace::begin();
        let mock = MockTransport::new().on_any().replies([step]);
        let user = mock.client::<Chat>().service(SERVICE).user("a");
        user.fetch().without_retry().send().await.expect_err("a failure");
        let span = trace.spans().remove(0);
        assert_eq!(field(&span, "error.type"), Some(class));
        assert_eq!((field(&span, "http.response.status_code"), field(&span, "twilio.error_code")), (status, code));
        assert_eq!(field(&span, "otel.status_code"), Some("ERROR"));
    }
}

#[tokio::test]
async fn a_success_that_is_not_what_the_operation_returns_is_a_failure_on_its_span() {
    let broken = |body: &str| Reply::text(200, body).header("twilio-request-id", "RQ1");
    let bodies = ["<html>the-page alice-identity</html>", "[\"the-page\"]", " ", "{\"identity\": \"the-page"];
    for body in bodies {
        let trace = Trace::begin();
        let mock = MockTransport::new().on_any().replies([broken(body), broken(body), broken(body)]);
        let service = mock.client::<Chat>().service(SERVICE);
        service.user("alice-identity").fetch().send().await.expect_err("no user");
        service.users().list().first_page().await.expect_err("no page");
        service.users().list().stream().try_next().await.expect_err("no page");
        assert_eq!(trace.spans().len(), 3);
        for span in trace.spans() {
            assert_eq!((field(&span, "error.type"), field(&span, "otel.status_code")), (Some("decode"), Some("ERROR")));
            let status = (field(&span, "http.response.status_code"), field(&span, "twilio.request_id"));
            assert!(status == (Some("200"), Some("RQ1")) && span.closed, "{span:?}");
        }
        let shown = format!("{:?} {:?}", trace.spans(), trace.events());
        assert!(!shown.contains("the-page") && !shown.contains("alice"), "{shown}");
    }
}

#[tokio::test]
async fn a_success_that_was_read_is_no_failure_on_its_span_and_one_that_broke_off_is() {
    let trace = Trace::begin();
    let mock = MockTransport::new().on_any().replies([Reply::text(200, USER), Reply::text(200, USER).broken()]);
    let client = mock.core_with(|builder| builder.without_retry()).expect("client");
    let user = Chat::with_core(&client).expect("chat").service(SERVICE).user("a");
    user.fetch().send().await.expect("user");
    user.fetch().send().await.expect_err("broken off");
    let spans = trace.spans();
    let classes: Vec<_> = spans.iter().map(|span| field(span, "error.type")).collect();
    assert_eq!(classes, [None, Some("transport")]);
}

#[tokio::test]
async fn the_span_of_a_page_ahead_is_over_when_it_has_arrived() {
    let trace = Trace::begin();
    let link = format!("https://chat.twilio.com/v2/Services/{SERVICE}/Users?Page=1");
    let body = format!(r#"{{"users": [{{"identity": "u"}}], "meta": {{"next_page_url": "{link}"}}}}"#);
    let mock = MockTransport::new().on_any().replies([Reply::text(200, &body), Reply::text(200, "{}")]);
    let mut stream = mock.client::<Chat>().service(SERVICE).users().list().with_prefetch().stream();
    stream.try_next().await.expect("a page").expect("a user");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(trace.spans().len() == 2 && trace.spans()[1].closed, "{:?}", trace.spans());
    stream.try_next().await.expect_err("no page");
}

#[tokio::test]
async fn no_span_and_no_event_holds_a_credential_a_value_a_query_a_body_or_twilios_words() {
    let trace = Trace::begin();
    let words = r#"{"code": 20429, "message": "the-message alice-identity", "more_info": "the-link"}"#;
    let mock = MockTransport::new()
        .on_any()
        .respond(move |_| Reply::text(429, words).header("twilio-request-id", "the odd id"));
    let client = mock.core_with(|builder| builder.deadline(Duration::from_secs(20))).expect("client");
    let chat = Chat::with_core(&client).expect("chat");
    let user = chat.service(SERVICE).user("alice-identity");
    user.update().friendly_name("the-form-value").with_header("X-Own", "the-header").send().await.expect_err("busy");
    chat.service(SERVICE).users().list().role(["the-query"]).stream().try_next().await.expect_err("busy");
    user.fetch().with_authorization("Bearer s3cr3t").send().await.expect_err("busy");
    let shown = format!("{:?} {:?}", trace.spans(), trace.events());
    assert!(trace.spans().len() == 3 && trace.events().len() == 39, "{shown}");
    for value in ["alice", "the-", "the odd", SERVICE, "s3cr3t", "pa55word", "QUMxOnBhNTV3b3Jk", "PageSize"] {
        assert!(!shown.contains(value), "{value} in {shown}");
    }
}

#[tokio::test]
async fn each_page_is_a_span() {
    let trace = Trace::begin();
    let link = format!("https://chat.twilio.com/v2/Services/{SERVICE}/Users?Page=1");
    let page = |next: &str| {
        Reply::text(200, format!(r#"{{"users": [{{"identity": "u"}}], "meta": {{"next_page_url": {next}}}}}"#))
    };
    let mock = MockTransport::new().on_any().replies([page(&format!("\"{link}\"")), page("null")]);
    let mut pages = mock.client::<Chat>().service(SERVICE).users().list().pages();
    while pages.try_next().await.expect("a page").is_some() {}
    assert_eq!(trace.spans().len(), 2);
}
