//! Lists that are given as records.

use serde_json::json;

use crate::test_support::product::{Chat, ListUser, SERVICE, User, Users};
use crate::testing::MockTransport;

fn users(count: usize) -> Vec<User> {
    (0..count).map(|number| User { identity: Some(format!("u{number}")), ..User::default() }).collect()
}

fn mock(count: usize) -> (MockTransport, Users) {
    let mock = MockTransport::new().on(ListUser::OPERATION).records(users(count));
    let list = mock.client::<Chat>().service(SERVICE).users();
    (mock, list)
}

async fn names(list: ListUser) -> Vec<String> {
    let mut stream = list.stream();
    let mut names = Vec::new();
    while let Some(user) = stream.try_next().await.expect("a user") {
        names.extend(user.identity);
    }
    names
}

#[tokio::test]
async fn the_mock_makes_the_pages_and_the_links() {
    for (count, size, requests) in [(0, 2, 1), (1, 2, 1), (2, 2, 1), (5, 2, 3), (6, 2, 3), (101, 100, 2)] {
        let (mock, list) = mock(count);
        let names = names(list.list().page_size(size)).await;
        assert_eq!(names, (0..count).map(|number| format!("u{number}")).collect::<Vec<_>>());
        assert_eq!(mock.requests().len(), requests, "{count} by {size}");
    }
}

#[tokio::test]
async fn links_keep_the_query_and_lead_to_the_configured_base() {
    let (mock, list) = mock(5);
    names(list.list().role(["a b", "ç"]).page_size(2)).await;
    for (request, page) in mock.requests().iter().zip([None, Some("1"), Some("2")]) {
        assert_eq!(request.query_values("Role"), ["a b", "ç"]);
        assert_eq!((request.query("PageSize"), request.query("Page")), (Some("2"), page));
        assert_eq!(request.uri().host(), Some("chat.twilio.com"));
    }
}

#[tokio::test]
async fn one_page_has_the_size_of_twilios_and_says_where_it_is() {
    let (_, list) = mock(120);
    let page = list.list().first_page().await.expect("a page");
    assert_eq!((page.items().len(), page.meta().page_size, page.meta().page), (50, Some(50), Some(0)));
    let page = list.list().resume(page.continuation().expect("more")).first_page().await.expect("a page");
    assert_eq!((page.items()[0].identity.as_deref(), page.meta().page), (Some("u50"), Some(1)));
    assert!(page.meta().previous_page_url.is_some());
}

#[tokio::test]
async fn lists_by_token_have_tokens() {
    let (mock, list) = mock(5);
    assert_eq!(names(list.list_by_token().page_size(2)).await.len(), 5);
    assert_eq!(
        mock.requests().iter().map(|request| request.query("pageToken")).collect::<Vec<_>>(),
        [None, Some("1"), Some("2")]
    );
}

#[tokio::test]
async fn records_for_a_request_that_is_no_list_are_an_error_that_says_so() {
    let mock = MockTransport::new().on_any().records([json!({})]);
    let error = mock.client::<Chat>().service(SERVICE).user("a").fetch().send().await.expect_err("no list");
    assert!(error.to_string().contains("is not for a list"), "{error}");
}
