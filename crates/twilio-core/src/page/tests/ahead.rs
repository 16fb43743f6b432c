//! One page ahead, how many pages, and pages without links.

use std::time::Duration;

use super::{drain, linked, list, names, page, path, three_pages};
use crate::error::ErrorKind;
use crate::test_support::product::{Chat, ListUser};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;

/// Waits until the server was asked for `requests` pages, and a little longer, in case it is asked for more.
async fn settled(server: &Script, requests: usize) -> usize {
    for _ in 0..200 {
        if server.arrived().len() >= requests {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(60)).await;
    server.arrived().len()
}

#[tokio::test]
async fn prefetch_asks_for_one_page_ahead_and_no_more() {
    let (server, chat) = three_pages().await;
    let mut stream = list(&chat).with_prefetch().stream();
    assert_eq!(settled(&server, 0).await, 0, "nothing before the first record is asked for");
    assert!(stream.try_next().await.expect("u0").is_some());
    assert_eq!(settled(&server, 2).await, 2, "the page in hand and the one ahead");
    for _ in 1..5 {
        assert!(stream.try_next().await.expect("a page").is_some());
    }
    assert!(stream.try_next().await.expect("the end").is_none());
    assert_eq!(server.arrived().len(), 3);
}

#[tokio::test]
async fn without_prefetch_nothing_is_asked_for_ahead() {
    let (server, chat) = three_pages().await;
    let mut stream = list(&chat).stream();
    assert!(stream.try_next().await.expect("u0").is_some());
    assert_eq!(settled(&server, 2).await, 1);
}

#[tokio::test]
async fn prefetch_gives_the_same_records_and_never_goes_past_the_limit_or_the_number_of_pages() {
    for (limit, requests) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (9, 3)] {
        let (server, chat) = three_pages().await;
        let users = drain(list(&chat).limit(limit).with_prefetch()).await.expect("users");
        assert_eq!(names(&users), ["u0", "u1", "u2", "u3", "u4"][..users.len()]);
        assert_eq!((users.len() as u64, settled(&server, requests).await), (limit.min(5), requests), "limit {limit}");
    }
    let (server, chat) = three_pages().await;
    assert_eq!(drain(list(&chat).with_max_pages(2).with_prefetch()).await.expect("users").len(), 4);
    assert_eq!(settled(&server, 2).await, 2);
}

#[tokio::test]
async fn one_page_by_itself_is_never_followed_by_another() {
    let (server, chat) = three_pages().await;
    list(&chat).with_prefetch().first_page().await.expect("a page");
    assert_eq!(settled(&server, 2).await, 1);
}

#[tokio::test]
async fn dropping_the_stream_aborts_the_page_ahead() {
    let server = Script::new([]);
    let link = |number: usize| format!("{}{}?Page={number}", server.url(), path());
    server.push(linked(0, 1, &link(1)));
    server.push(linked(1, 1, &link(2)).after(Duration::from_secs(3600)));
    let before = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let mut stream = list(&Chat::over(&server)).with_prefetch().stream();
    assert!(stream.try_next().await.expect("u0").is_some());
    assert_eq!(settled(&server, 2).await, 2);
    let with_task = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    drop(stream);
    tokio::time::sleep(Duration::from_millis(60)).await;
    let after = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    assert!(with_task > before && after < with_task, "{before} {with_task} {after}");
}

#[tokio::test]
async fn an_error_ahead_comes_behind_the_records_of_the_page_in_hand() {
    let server = Script::new([]);
    server.push(linked(0, 2, &format!("{}{}?Page=1", server.url(), path())));
    server.push(Scripted::json(404, ""));
    let mut stream = list(&Chat::over(&server)).with_prefetch().stream();
    assert!(stream.try_next().await.expect("u0").is_some());
    assert_eq!(settled(&server, 2).await, 2);
    assert!(stream.try_next().await.expect("u1").is_some());
    assert!(stream.try_next().await.expect_err("404").is_not_found());
    assert!(stream.next().await.is_none() && stream.continuation().is_some());
}

#[test]
fn a_page_ahead_that_its_runtime_dropped_is_asked_for_again() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    // The server lives longer than the runtime of the stream.
    let servers = runtime();
    let (server, chat) = servers.block_on(three_pages());
    std::thread::spawn(move || servers.block_on(std::future::pending::<()>()));
    let first = runtime();
    let mut stream = list(&chat).with_prefetch().stream();
    let user = first.block_on(stream.try_next()).expect("u0").expect("u0");
    // The task was spawned as the record was given, so it never ran.
    drop(first);
    let mut users = vec![user];
    runtime().block_on(async {
        while let Some(user) = stream.try_next().await.expect("a page") {
            users.push(user);
        }
    });
    assert_eq!(names(&users), ["u0", "u1", "u2", "u3", "u4"]);
    assert_eq!(server.arrived().len(), 3);
}

#[tokio::test]
async fn a_number_of_pages_ends_the_stream_and_leaves_a_continuation() {
    for (pages, records) in [(0, 0), (1, 2), (2, 4), (3, 5), (9, 5)] {
        let (server, chat) = three_pages().await;
        let mut stream = list(&chat).with_max_pages(pages).stream();
        let mut users = Vec::new();
        while let Some(user) = stream.try_next().await.expect("a page") {
            users.push(user);
        }
        assert_eq!((users.len(), server.arrived().len() as u64), (records, pages.min(3)));
        let Some(continuation) = stream.continuation() else {
            assert_eq!(records, 5, "the end of the list");
            continue;
        };
        users.extend(drain(list(&chat).resume(&continuation)).await.expect("the rest"));
        assert_eq!(names(&users), ["u0", "u1", "u2", "u3", "u4"], "{pages} pages, then the rest");
    }
}

#[tokio::test]
async fn a_number_of_pages_that_ends_at_a_page_never_looks_at_its_link() {
    let server = Script::new([linked(0, 2, "https://evil.test/")]);
    assert_eq!(drain(list(&Chat::over(&server)).with_max_pages(1)).await.expect("users").len(), 2);
}

fn by_token(chat: &Chat) -> ListUser {
    chat.service(crate::test_support::product::SERVICE).users().list_by_token()
}

fn token_page(first: usize, token: &str) -> Scripted {
    let body =
        format!(r#"{{"meta": {{"key": "users", "nextToken": {token}}}, "users": [{{"identity": "u{first}"}}]}}"#);
    Scripted::json(200, body)
}

#[tokio::test]
async fn a_list_by_token_asks_for_the_next_page_with_it() {
    let server = Script::new([token_page(0, r#""a+b/=""#), token_page(1, r#""c""#), token_page(2, "null")]);
    let users = drain(by_token(&Chat::over(&server)).role(vec!["x".to_owned()]).page_size(1)).await.expect("users");
    assert_eq!(names(&users), ["u0", "u1", "u2"]);
    let target = |token: &str| format!("{}?Role=x&PageSize=1{token}", path());
    assert_eq!(server.targets(), [target(""), target("&pageToken=a%2Bb%2F%3D"), target("&pageToken=c")]);
}

#[tokio::test]
async fn the_token_may_have_its_name_in_either_case() {
    let snake = |first: usize, token: &str| {
        let body = format!(r#"{{"meta": {{"next_token": {token}}}, "users": [{{"identity": "u{first}"}}]}}"#);
        Scripted::json(200, body)
    };
    let server = Script::new([snake(0, r#""a""#), snake(1, "null")]);
    let users = drain(by_token(&Chat::over(&server))).await.expect("users");
    assert_eq!(names(&users), ["u0", "u1"]);
    assert!(server.targets()[1].ends_with("pageToken=a"), "{:?}", server.targets());
}

#[tokio::test]
async fn a_repeated_token_is_an_error_and_a_list_by_link_ignores_tokens() {
    let server = Script::new([token_page(0, r#""a""#), token_page(1, r#""a""#)]);
    assert_eq!(drain(by_token(&Chat::over(&server))).await.expect_err("repeated").kind(), ErrorKind::Paging);
    assert_eq!(server.arrived().len(), 2);
    let server = Script::new([token_page(0, r#""a""#)]);
    assert_eq!(drain(list(&Chat::over(&server))).await.expect("users").len(), 1);
}

#[tokio::test]
async fn a_list_by_token_is_resumed_with_its_token() {
    let server = Script::new([token_page(0, r#""a""#)]);
    let mut stream = by_token(&Chat::over(&server)).role(vec!["x".to_owned()]).stream();
    assert!(stream.try_next().await.expect("u0").is_some());
    let continuation = stream.continuation().expect("more");
    server.push(token_page(1, r#""b""#));
    server.push(page(2, 1, "null"));
    let rest = by_token(&Chat::over(&server)).resume(&continuation);
    assert_eq!(drain(rest).await.expect("the rest").len(), 2);
    let target = |token: &str| format!("{}?Role=x&PageSize=100&pageToken={token}", path());
    assert_eq!(server.targets()[1..], [target("a"), target("b")], "its query is the first request's");
}
