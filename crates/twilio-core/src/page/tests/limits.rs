//! How many records come, and how many are asked for at a time.

use super::{drain, list, names, page, path, three_pages};
use crate::error::ErrorKind;
use crate::test_support::product::{Chat, ListUser};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;
use crate::testing::{MockTransport, Reply};

/// The query of the first request.
async fn first_query(change: impl FnOnce(ListUser) -> ListUser) -> String {
    let server = Script::new([page(0, 0, "null")]);
    drain(change(list(&Chat::over(&server)))).await.expect("users");
    server.targets()[0].strip_prefix(&path()).expect("the path").to_owned()
}

#[tokio::test]
async fn all_collects_every_page_or_as_many_records_as_the_limit_allows() {
    for (limit, expected) in [(None, 5), (Some(3), 3), (Some(0), 0), (Some(9), 5)] {
        let (server, chat) = three_pages().await;
        let list = list(&chat);
        let list = if let Some(limit) = limit { list.limit(limit) } else { list };
        assert_eq!(list.all().await.expect("users").len(), expected, "{limit:?}");
        assert_eq!(server.arrived().len(), expected.div_ceil(2), "{limit:?}");
    }
}

#[tokio::test]
async fn the_first_page_is_one_page_and_says_that_there_is_more() {
    let (server, chat) = three_pages().await;
    let page = list(&chat).first_page().await.expect("a page");
    assert!(page.items().len() == 2 && page.continuation().is_some());
    let rest = list(&chat).resume(page.continuation().expect("more")).all().await.expect("the rest");
    assert_eq!((rest.len(), server.arrived().len()), (3, 3));
}

#[tokio::test]
async fn a_stream_gives_every_record_of_every_page() {
    let (server, chat) = three_pages().await;
    let users = drain(list(&chat).page_size(2)).await.expect("users");
    assert_eq!(names(&users), ["u0", "u1", "u2", "u3", "u4"]);
    let rest = |number| format!("{}?PageSize=2&Page={number}&PageToken=PT{number}", path());
    assert_eq!(server.targets(), [format!("{}?PageSize=2", path()), rest(1), rest(2)]);
}

#[tokio::test]
async fn pages_come_whole_and_know_where_to_go_on() {
    let (_server, chat) = three_pages().await;
    let mut pages = list(&chat).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        sizes.push((page.items().len(), page.continuation().is_some(), page.meta().key.clone()));
    }
    let key = || Some("users".to_owned());
    assert_eq!(sizes, [(2, true, key()), (2, true, key()), (1, false, key())]);
}

#[tokio::test]
async fn a_limit_is_exact_and_asks_for_no_page_more() {
    for (limit, requests) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (9, 3)] {
        let (server, chat) = three_pages().await;
        let users = drain(list(&chat).limit(limit)).await.expect("users");
        assert_eq!((users.len() as u64, server.arrived().len()), (limit.min(5), requests), "limit {limit}");
        let (_server, chat) = three_pages().await;
        let (mut pages, mut total) = (list(&chat).limit(limit).pages(), 0);
        while let Some(page) = pages.try_next().await.expect("a page") {
            total += page.items().len() as u64;
        }
        assert_eq!(total, limit.min(5));
    }
}

#[tokio::test]
async fn a_limit_of_nothing_asks_for_nothing() {
    let server = Script::new([]);
    let users = list(&Chat::over(&server)).limit(0);
    assert!(drain(users.clone()).await.expect("none").is_empty());
    assert!(users.clone().pages().next().await.is_none());
    assert!(users.first_page().await.expect("none").items().is_empty());
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn page_sizes_are_clamped_to_the_operations_maximum_and_the_limit() {
    assert_eq!(first_query(|list| list).await, "?PageSize=100", "the largest page without size and limit");
    assert_eq!(first_query(|list| list.page_size(7)).await, "?PageSize=7");
    assert_eq!(first_query(|list| list.page_size(5000)).await, "?PageSize=100");
    assert_eq!(first_query(|list| list.page_size(50).limit(20)).await, "?PageSize=20");
    assert_eq!(first_query(|list| list.limit(20)).await, "?PageSize=20");
    assert_eq!(first_query(|list| list.limit(u64::MAX)).await, "?PageSize=100");
}

#[tokio::test]
async fn one_page_by_itself_has_the_default_size() {
    let server = Script::new([page(0, 3, "null"), page(0, 3, "null")]);
    let chat = Chat::over(&server);
    assert_eq!(list(&chat).first_page().await.expect("a page").items().len(), 3);
    let cut = list(&chat).limit(2).first_page().await.expect("a page");
    assert_eq!(names(cut.items()), ["u0", "u1"]);
    assert_eq!(server.targets(), [path(), format!("{}?PageSize=2", path())]);
}

#[tokio::test]
async fn a_page_size_of_nothing_is_refused() {
    let server = Script::new([]);
    let error = drain(list(&Chat::over(&server)).page_size(0)).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("PageSize") && server.arrived().is_empty(), "{error}");
}

#[tokio::test]
async fn a_page_without_its_array_is_an_error_and_never_an_empty_page() {
    for body in [
        "{}",
        r#"{"meta": {"key": "members"}, "members": []}"#,
        r#"{"users": null}"#,
        r#"{"users": {}}"#,
        "[]",
        "null",
        "",
        "<html>",
    ] {
        let server = Script::new([Scripted::json(200, body)]);
        let error = drain(list(&Chat::over(&server))).await.expect_err("no page");
        assert_eq!(
            (error.kind(), error.operation(), error.body_prefix()),
            (ErrorKind::Decode, Some("ListUser"), Some(body)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn odd_meta_and_odd_records_do_not_fail_a_page() {
    for meta in ["null", "7", "{}", r#"{"key": 3, "page": "x", "page_size": null, "url": [], "next_page_url": null}"#] {
        let body = format!(r#"{{"users": [{{"identity": 5, "sid": "odd", "x": null}}], "meta": {meta}, "new": {{}}}}"#);
        let server = Script::new([Scripted::json(200, body)]);
        let users = drain(list(&Chat::over(&server))).await.expect("a page");
        assert_eq!(names(&users), ["5"]);
    }
}

#[tokio::test]
async fn behind_an_error_a_stream_ends() {
    let server = Script::new([Scripted::json(500, "")]);
    let mut stream = list(&Chat::over(&server)).stream();
    assert!(stream.next().await.expect("an item").is_err());
    assert!(stream.next().await.is_none() && stream.next().await.is_none());
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn endless_links_that_bring_nothing_new_end_in_an_error_that_can_be_resumed() {
    for users in ["", r#"{"identity": "u0"}"#] {
        let mock = MockTransport::new();
        let served = std::sync::atomic::AtomicU32::new(0);
        let mock = mock.on_any().respond(move |_| {
            let page = served.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            let link = format!("https://chat.twilio.com{}?Page={page}", path());
            Reply::text(200, format!(r#"{{"users": [{users}], "meta": {{"next_page_url": "{link}"}}}}"#))
        });
        let chat = mock.client::<Chat>();
        let mut stream = list(&chat).with_max_unchanged_pages(5).stream();
        let mut records = 0;
        let error = loop {
            match stream.try_next().await {
                Ok(record) => records += usize::from(record.is_some()),
                Err(error) => break error,
            }
        };
        assert_eq!((error.kind(), error.was_sent()), (ErrorKind::Paging, false), "{error}");
        assert!(error.to_string().contains("5 pages in a row brought nothing new"), "{error}");
        let pages = if users.is_empty() { 5 } else { 6 };
        assert_eq!((mock.requests().len(), records), (pages, if users.is_empty() { 0 } else { pages }));
        assert!(stream.continuation().is_some(), "the next page can still be asked for");
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn a_page_of_more_records_than_any_list_has_is_refused_by_the_bound() {
    let body = format!(r#"{{"users": [{}{{}}]}}"#, "{},".repeat(10_000));
    let server = Script::new([Scripted::json(200, body)]);
    let error = drain(list(&Chat::over(&server))).await.expect_err("too many");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("at most 10000 records in a page"), "{error}");
}

#[tokio::test]
async fn a_page_size_that_is_lowered_or_has_no_effect_is_warned_about() {
    let (_server, chat) = three_pages().await;
    let warnings = |list: ListUser| crate::test_support::tracing::events(|| drop(list.pages()));
    assert!(warnings(list(&chat).page_size(100)).is_empty());
    let lowered = warnings(list(&chat).page_size(101));
    assert!(lowered.len() == 1 && lowered[0].contains("maximum=100"), "{lowered:?}");
    let page = list(&chat).first_page().await.expect("a page");
    let resumed = warnings(list(&chat).page_size(2).resume(page.continuation().expect("more")));
    assert!(resumed.len() == 1 && resumed[0].contains("no effect beside a continuation"), "{resumed:?}");
}
