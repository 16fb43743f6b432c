//! Going on where a stream stopped.

use super::{drain, linked, list, names, page, path, three_pages};
use crate::error::ErrorKind;
use crate::request::Continuation;
use crate::test_support::product::{Chat, ListUser, SERVICE};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;

/// As another process would read it.
fn stored(continuation: Option<Continuation>) -> Continuation {
    let text = serde_json::to_string(&continuation.expect("more to come")).expect("JSON");
    serde_json::from_str(&text).expect("a continuation")
}

/// Takes `count` records and drops the stream.
async fn take(list: ListUser, count: usize) -> (Vec<String>, Option<Continuation>) {
    let mut stream = list.stream();
    let mut taken = Vec::new();
    for _ in 0..count {
        let user = stream.try_next().await.expect("a page").expect("a user");
        taken.push(user.identity.expect("a name"));
    }
    (taken, stream.continuation())
}

#[tokio::test]
async fn each_record_comes_once_wherever_the_stream_was_dropped() {
    for count in 0..5 {
        let (_dropped, chat) = three_pages().await;
        let (mut users, continuation) = take(list(&chat).page_size(2), count).await;
        // The page in hand is read again, when some of it is left; what was taken of it is skipped.
        let server = Script::new([]);
        let link = |number: usize| format!("{}{}?PageSize=2&Page={number}&PageToken=PT{number}", server.url(), path());
        for number in count / 2..3 {
            server.push(if number < 2 { linked(number * 2, 2, &link(number + 1)) } else { page(4, 1, "null") });
        }
        let rest = drain(list(&Chat::over(&server)).resume(&stored(continuation))).await.expect("the rest");
        users.extend(names(&rest).into_iter().map(str::to_owned));
        assert_eq!(users, ["u0", "u1", "u2", "u3", "u4"], "dropped behind {count}");
    }
}

#[tokio::test]
async fn the_end_has_no_continuation() {
    let (_server, chat) = three_pages().await;
    assert!(take(list(&chat), 5).await.1.is_none());
    let (_server, chat) = three_pages().await;
    assert!(take(list(&chat).limit(3), 3).await.1.is_none());
}

#[tokio::test]
async fn the_limit_goes_on_counting_unless_a_new_one_is_set() {
    let (_server, chat) = three_pages().await;
    let (taken, continuation) = take(list(&chat).limit(4), 3).await;
    assert_eq!(taken.len(), 3);
    let continuation = stored(continuation);
    let server = Script::new([page(2, 3, "null"), page(2, 3, "null")]);
    let chat = Chat::over(&server);
    assert_eq!(names(&drain(list(&chat).resume(&continuation)).await.expect("the rest")), ["u3"]);
    assert_eq!(names(&drain(list(&chat).resume(&continuation).limit(2)).await.expect("the rest")), ["u3", "u4"]);
}

#[tokio::test]
async fn after_an_error_the_continuation_leads_to_the_page_that_failed() {
    let server = Script::new([]);
    server.push(linked(0, 1, &format!("{}{}?Page=1", server.url(), path())));
    server.push(Scripted::json(503, ""));
    let chat = Chat::over(&server);
    let mut stream = list(&chat).stream();
    assert!(stream.try_next().await.expect("u0").is_some());
    assert!(stream.try_next().await.is_err());
    server.push(page(1, 1, "null"));
    let rest = drain(list(&chat).resume(&stored(stream.continuation()))).await.expect("the rest");
    assert_eq!(names(&rest), ["u1"]);
    assert_eq!(server.targets()[2], format!("{}?Page=1", path()));
}

#[tokio::test]
async fn pages_and_single_pages_are_resumed_too() {
    let (_server, chat) = three_pages().await;
    let first = list(&chat).first_page().await.expect("a page");
    let second = list(&chat).resume(first.continuation().expect("more")).first_page().await.expect("a page");
    assert_eq!(names(second.items()), ["u2", "u3"]);
    let mut pages = list(&chat).resume(second.continuation().expect("more")).pages();
    assert_eq!(names(pages.try_next().await.expect("a page").expect("the last one").items()), ["u4"]);
    assert!(pages.continuation().is_none());
}

#[tokio::test]
async fn a_continuation_holds_headers_but_no_authorization() {
    let (_server, chat) = three_pages().await;
    let (_, continuation) = take(list(&chat).authorization("Bearer s3cr3t").flex_metadata("m1"), 2).await;
    let text = serde_json::to_string(&continuation).expect("JSON");
    assert!(
        !text.contains("s3cr3t") && !text.to_lowercase().contains("authorization") && text.contains("m1"),
        "{text}"
    );
    assert!(!text.contains("127.0.0.1"), "no host, so that it fits another base: {text}");
    let server = Script::new([page(2, 1, "null")]);
    drain(list(&Chat::over(&server)).resume(&stored(continuation)).authorization("Bearer again"))
        .await
        .expect("the rest");
    let request = &server.arrived()[0];
    assert_eq!((request.header("authorization"), request.header("flex-metadata")), (vec!["Bearer again"], vec!["m1"]));
}

#[tokio::test]
async fn debug_of_a_continuation_shows_no_path() {
    let (_server, chat) = three_pages().await;
    let (_, continuation) = take(list(&chat), 1).await;
    assert!(!format!("{continuation:?}").contains(SERVICE));
}

#[tokio::test]
async fn a_continuation_of_another_list_is_refused_before_anything_leaves() {
    let (_server, chat) = three_pages().await;
    let continuation = stored(take(list(&chat), 1).await.1);
    let server = Script::new([]);
    let other = Chat::over(&server).service("IS00000000000000000000000000000000").users().list();
    let error = drain(other.resume(&continuation)).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert!(error.to_string().contains("another path"), "{error}");
    let text = serde_json::to_string(&continuation).expect("JSON").replace("ListUser", "ListRole");
    let error = drain(list(&Chat::over(&server)).resume(&serde_json::from_str(&text).expect("a continuation")))
        .await
        .expect_err("refused");
    assert!(error.to_string().contains("another operation"), "{error}");
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn a_continuation_is_stored_with_named_fields_and_a_broken_one_says_what_was_expected() {
    let (_server, chat) = three_pages().await;
    let continuation = take(list(&chat).limit(4), 1).await.1;
    let json = serde_json::to_value(&continuation).expect("JSON");
    let expected = serde_json::json!({
        "version": 1, "operation": "ListUser", "path": path(), "page": format!("{}?PageSize=4", path()), "taken": 1,
        "remaining": 3, "headers": [],
    });
    assert_eq!(json, expected);
    let read = |json: &str| serde_json::from_str::<Continuation>(json).expect_err("refused").to_string();
    for (json, reason) in [
        ("{}", "missing field `version`"),
        (r#"{"version": 2}"#, "version 2; start the list again"),
        (r#"{"version": 1, "operation": "ListUser"}"#, "missing field `path`"),
        (r#"{"version": 1, "host": "evil.test"}"#, "unknown field `host`"),
        (r#""PT1""#, "expected a stored continuation"),
    ] {
        let text = read(json);
        assert!(text.starts_with("not a continuation of a list") && text.contains(reason), "{text}");
    }
}

#[tokio::test]
async fn a_changed_continuation_cannot_lead_elsewhere() {
    let server = Script::new([]);
    for target in ["@evil.test/", "https://evil.test/", "", "/v2/../../x", ".evil.test/"] {
        let text = format!(r#"[1, "ListUser", "{}", "{target}", 0, null, []]"#, path());
        let continuation: Continuation = serde_json::from_str(&text).expect("a continuation");
        let error = drain(list(&Chat::over(&server)).resume(&continuation)).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Paging, "{target}");
    }
    for header in [
        "Authorization",
        "Host",
        "content-length",
        "connection",
        "upgrade",
        "expect",
        "proxy-authorization",
        "cookie",
        "x-trace",
    ] {
        let text = format!(r#"[1, "ListUser", "{0}", "{0}", 0, null, [["{header}", "5"]]]"#, path());
        let continuation: Continuation = serde_json::from_str(&text).expect("a continuation");
        let error = drain(list(&Chat::over(&server)).resume(&continuation)).await.expect_err(header);
        assert!(error.kind() == ErrorKind::Paging && error.to_string().contains("damaged"), "{header}: {error}");
    }
    for target in [path().replace("IS0", "IS9"), "/v1/Credentials".to_owned(), "/v2/Services".to_owned()] {
        let text = format!(r#"[1, "ListUser", "{}", "{target}", 0, null, []]"#, path());
        let continuation: Continuation = serde_json::from_str(&text).expect("a continuation");
        let error = drain(list(&Chat::over(&server)).resume(&continuation)).await.expect_err(&target);
        assert_eq!(error.kind(), ErrorKind::Paging, "{target}");
    }
    assert!(server.arrived().is_empty());
    let long = format!(r#"[1, "ListUser", "{0}", "{0}?{1}", 0, null, []]"#, path(), "x".repeat(65 * 1024));
    assert!(serde_json::from_str::<Continuation>(&long).is_err_and(|error| error.to_string().contains("65536 bytes")));
    assert!(serde_json::from_str::<Continuation>(r#"[2, "", "", "", 0, null, []]"#).is_err());
}
